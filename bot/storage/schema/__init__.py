"""The tables. ``sealed`` columns hold what people wrote, encrypted; the rest are ids, times, machine words."""

from .cases import audit, cases, evidence, exclusions, messages, threads
from .documents import documents
from .feedback import proposals, unanswered, votes
from .listed import metadata
from .marks import marks
from .people import desks, invitations, people, sessions, wrong_tokens
from .queueing import floods, pace, queue

__all__ = [
    "audit",
    "cases",
    "desks",
    "documents",
    "evidence",
    "exclusions",
    "floods",
    "invitations",
    "marks",
    "messages",
    "metadata",
    "pace",
    "people",
    "proposals",
    "queue",
    "sessions",
    "threads",
    "unanswered",
    "votes",
    "wrong_tokens",
]
