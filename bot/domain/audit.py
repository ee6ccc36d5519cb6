"""The audit chain of a case: actions, actors, times and digests, no words."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64
#: In the chain of no case: the whole chain of a case was removed, because its time was up.
SWEPT = "audit:swept"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry. ``actor`` is a person's id, 0 for the bot; ``digest`` is of what was written, "" where nothing."""

    case_id: int
    seq: int
    at: datetime
    actor: int
    action: str
    digest: str
    previous: str
    hash: str


def _hash(case_id: int, seq: int, at: datetime, actor: int, action: str, digest: str, previous: str) -> str:
    fields = (str(case_id), str(seq), at.isoformat(), str(actor), action, digest, previous)
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()


def digest_of(words: str | bytes) -> str:
    """SHA-256 of what somebody wrote, or of a file, so that the log can prove it without holding it."""
    content = words.encode() if isinstance(words, str) else words
    return hashlib.sha256(content).hexdigest() if content else ""


def follow(last: Link | None, case_id: int, at: datetime, actor: int, action: str, digest: str = "") -> Link:
    """The link that comes after ``last`` in a case's chain."""
    seq = last.seq + 1 if last else 1
    previous = last.hash if last else GENESIS
    return Link(
        case_id,
        seq,
        at,
        actor,
        action,
        digest,
        previous,
        _hash(case_id, seq, at, actor, action, digest, previous),
    )


def missing(cases: Iterable[int], chains: Iterable[int], general: Iterable[Link]) -> list[int]:
    """The ids of cases that have no chain although the ``general`` one (of no case) does not say that it was swept."""
    swept = {link.action for link in general}
    return [case_id for case_id in sorted(set(cases) - set(chains)) if f"{SWEPT}:{case_id}" not in swept]


def broken_at(chain: Iterable[Link]) -> int | None:
    """The ``seq`` of the first link that was changed, moved or follows a missing one; None for a sound chain."""
    previous, expected = GENESIS, 1
    for link in chain:
        sound = _hash(link.case_id, link.seq, link.at, link.actor, link.action, link.digest, link.previous)
        if link.seq != expected or link.previous != previous or link.hash != sound:
            return link.seq
        previous, expected = link.hash, expected + 1
    return None
