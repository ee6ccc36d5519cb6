"""Where sealed values stand, and what each is bound to: for the stores, and for a change of key.

A value opens only in its own place, so that whoever can write to the database cannot pass one record off as another.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, func

from .removal_digests import anew
from .schema import (
    absent,
    cases,
    documents,
    evidence,
    invitations,
    letters,
    marks,
    people,
    proposals,
    queue,
    removal_steps,
    removals,
    sessions,
    taught,
    threads,
    unanswered,
)
from .vault import KEY_ID_BYTES, Vault

#: What else of a row changes when its value, opened, is sealed with another key of the vault: columns by name.
Follows = Callable[[Vault, bytes], Mapping[str, Any]]


def _nothing(_vault: Vault, _content: bytes) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Place:
    """A sealed column; ``form`` names other columns of its row that never change."""

    column: Column[Any]
    form: str
    follows: Follows = _nothing

    def where(self, **row: Any) -> str:
        """What the value of a row is bound to; ``row`` may hold more columns than are needed."""
        return self.form.format_map(row)

    @property
    def key_id(self) -> ColumnElement[bytes]:
        """The id of the key that a value is sealed with."""
        return func.substr(self.column, 1, KEY_ID_BYTES, type_=LargeBinary)


QUEUE = Place(queue.c.sealed, "queue:{kind}:{key}")
PEOPLE = Place(people.c.sealed, "people:{id}")
INVITATIONS = Place(invitations.c.sealed, "invitations:{digest}")
SESSIONS = Place(sessions.c.sealed, "sessions:{key}")
CASES = Place(cases.c.sealed, "cases:{id}")
THREADS = Place(threads.c.sealed, "threads:{case_id}:{message_id}")
EVIDENCE = Place(evidence.c.sealed, "evidence:{id}")
CONTENT = Place(evidence.c.content_sealed, "evidence:{id}:content")
# Not bound to a row: a question may become a proposal, and neither says whose it was.
UNANSWERED = Place(unanswered.c.sealed, "unanswered")
PROPOSALS = Place(proposals.c.sealed, "proposals")
DOCUMENTS = Place(documents.c.sealed, "documents:{id}")
REMOVALS = Place(removals.c.sealed, "removals:{id}", anew)
REMOVAL_STEPS = Place(removal_steps.c.sealed, "removal_steps:{id}")
TAUGHT = Place(taught.c.sealed, "taught:{id}")
ABSENT = Place(absent.c.sealed, "absent:{case_id}")
LETTERS = Place(letters.c.sealed, "letters:{id}")
MARKS = Place(marks.c.sealed, "marks:{case_id}:{digest}")

PLACES = (
    *(QUEUE, PEOPLE, INVITATIONS, SESSIONS, CASES, THREADS, EVIDENCE, CONTENT, UNANSWERED, PROPOSALS, DOCUMENTS),
    *(REMOVALS, REMOVAL_STEPS, TAUGHT, ABSENT, LETTERS, MARKS),
)
