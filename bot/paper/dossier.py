"""What an evidence pack tells of a case, ready to be printed: plain text throughout, times as people write them."""

from dataclasses import dataclass

#: A name and a value, as they stand side by side.
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was done or said: when, by whom, and what."""

    at: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of evidence. ``name`` is its place in the pack, "" where the pack has no file of it.

    ``thumbnail`` is a blurred picture (PNG); None where there is none to show. ``trail`` says who handled it.
    """

    label: str
    name: str
    facts: Facts
    trail: tuple[Moment, ...]
    thumbnail: bytes | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case as its pack tells it. ``signed_by`` is the name of the key."""

    number: str
    council: str
    made_at: str
    signed_by: str
    facts: Facts
    what: str
    timeline: tuple[Moment, ...]
    log: tuple[Moment, ...]
    pieces: tuple[Piece, ...]
