"""The tables. ``sealed`` columns hold what people wrote, encrypted; the rest are ids, times, machine words."""

from .absent import absent, letters
from .cases import audit, cases, evidence, exclusions, messages, threads
from .documents import documents
from .feedback import proposals, unanswered, votes
from .learning import answers, attendance, completions, learners, polls, taught
from .listed import metadata
from .marks import marks
from .people import desks, invitations, people, sessions, wrong_tokens
from .queueing import floods, pace, queue
from .removals import removal_requests, removal_steps, removals
from .wellbeing import exposures, unasked

__all__ = [
    "absent",
    "answers",
    "attendance",
    "audit",
    "cases",
    "completions",
    "desks",
    "documents",
    "evidence",
    "exclusions",
    "exposures",
    "floods",
    "invitations",
    "learners",
    "letters",
    "marks",
    "messages",
    "metadata",
    "pace",
    "people",
    "polls",
    "proposals",
    "queue",
    "removal_requests",
    "removal_steps",
    "removals",
    "sessions",
    "taught",
    "threads",
    "unanswered",
    "unasked",
    "votes",
    "wrong_tokens",
]
