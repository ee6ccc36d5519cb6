"""The curated toolkit: entries, where they hold, and where they come from."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Nation(StrEnum):
    """Whose law and arrangements hold."""

    ENGLAND = "england"
    WALES = "wales"


class CouncilKind(StrEnum):
    """Principal (county, district, unitary …), or parish, town or community."""

    PRINCIPAL = "principal"
    PARISH = "parish"


class Grade(StrEnum):
    """How well a source is known."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    FROM_MEMORY = "from memory"


class Owner(StrEnum):
    """Who keeps an entry true."""

    COMMUNICATIONS = "communications"
    SAFETY = "safety"
    LEGAL = "legal"
    MEMBER_SUPPORT = "member support"


@dataclass(frozen=True, slots=True)
class Place:
    """The nation and kind of council that somebody serves."""

    nation: Nation
    council: CouncilKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from, and when it was last compared."""

    title: str
    url: str
    checked: date
    grade: Grade


@dataclass(frozen=True, slots=True)
class Variant:
    """Text that stands instead of the entry's own in some places; empty means anywhere."""

    nations: tuple[Nation, ...]
    councils: tuple[CouncilKind, ...]
    answer: str
    steps: tuple[str, ...] = ()

    def holds(self, place: Place) -> bool:
        """Whether this text is for that place."""
        return (not self.nations or place.nation in self.nations) and (
            not self.councils or place.council in self.councils
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated answer. ``answer`` and ``steps`` are Telegram HTML, values of the council filled in."""

    id: str
    subject: str
    title: str
    answer: str
    steps: tuple[str, ...]
    asks: tuple[str, ...]
    tests: tuple[str, ...]
    sources: tuple[Source, ...]
    owner: Owner
    review_by: date
    related: tuple[str, ...] = ()
    platform: str = ""
    nations: tuple[Nation, ...] = tuple(Nation)
    councils: tuple[CouncilKind, ...] = tuple(CouncilKind)
    variants: tuple[Variant, ...] = ()
    withdrawn: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The answer, paragraph by paragraph."""
        return tuple(self.answer.split("\n\n"))

    @property
    def checked(self) -> date:
        """The day on which the oldest of its sources was last compared."""
        return min(source.checked for source in self.sources)

    def holds(self, place: Place) -> bool:
        """Whether the entry may be shown there."""
        return not self.withdrawn and place.nation in self.nations and place.council in self.councils

    def at(self, place: Place) -> "Entry":
        """The entry as it reads in that place: the first variant that holds there, else itself."""
        for variant in self.variants:
            if variant.holds(place):
                return replace(self, answer=variant.answer, steps=variant.steps or self.steps)
        return self
