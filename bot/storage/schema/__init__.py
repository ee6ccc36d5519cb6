"""The tables. ``sealed`` columns hold what people wrote, encrypted; the rest are ids, times, machine words."""

from .cases import audit, cases, evidence, exclusions, messages, threads
from .documents import documents
from .feedback import proposals, unanswered, votes
from .learning import answers, attendance, completions, learners, polls, taught
from .listed import metadata
from .people import desks, invitations, people, sessions, wrong_tokens
from .queueing import floods, pace, queue

__all__ = [
    "answers",
    "attendance",
    "audit",
    "cases",
    "completions",
    "desks",
    "documents",
    "evidence",
    "exclusions",
    "floods",
    "invitations",
    "learners",
    "messages",
    "metadata",
    "pace",
    "people",
    "polls",
    "proposals",
    "queue",
    "sessions",
    "taught",
    "threads",
    "unanswered",
    "votes",
    "wrong_tokens",
]
