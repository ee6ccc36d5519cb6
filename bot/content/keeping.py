"""How long each kind of record is kept, and who answers for it: two parts of council.yaml."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator

from .schema import Email, Part, Text, Url, duration
from .wording import Words

WORDS = tuple(f"retention.{unit}" for unit in ("day", "days", "year", "years"))
_YEAR = 365  # days
_LONGEST = 30 * _YEAR


@dataclass(frozen=True, slots=True)
class Privacy:
    """Who answers for what is kept: the controller, its data protection officer's email, its full notice (URL)."""

    controller: str
    email: str
    notice: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each kind of record is kept; the daily sweep erases what is older.

    Counted from: the last message (conversations, strangers), the closing of a case (closed_cases, audit), its use or
    expiry (invitations), when it came (unanswered, quarantine), the date of a taught session (training).
    """

    conversations: timedelta
    strangers: timedelta
    closed_cases: timedelta
    unanswered: timedelta
    invitations: timedelta
    quarantine: timedelta
    audit: timedelta
    training: timedelta


def _days(shortest: int) -> BeforeValidator:
    """A number of whole days, ``90d``, that is at least ``shortest``."""

    def read(written: object) -> timedelta:
        length = duration(written) if isinstance(written, str) and written.endswith("d") else timedelta()
        if not shortest <= length.days <= _LONGEST:
            raise ValueError(f"must be whole days, from {shortest}d to {_LONGEST}d")
        return length

    return BeforeValidator(read)


class PrivacyPart(Part):
    """Who answers for what is kept."""

    controller: Text
    email: Email
    notice: Url

    def privacy(self) -> Privacy:
        return Privacy(**self.model_dump())


class RetentionPart(Part):
    """How long each kind of record is kept."""

    conversations: Annotated[timedelta, _days(7)]
    strangers: Annotated[timedelta, _days(7)]
    closed_cases: Annotated[timedelta, _days(30)]
    unanswered: Annotated[timedelta, _days(1)]
    invitations: Annotated[timedelta, _days(1)]
    quarantine: Annotated[timedelta, _days(2)]
    audit: Annotated[timedelta, _days(30)]
    training: Annotated[timedelta, _days(365)] = timedelta(days=1095)

    def retention(self) -> Retention:
        return Retention(**self.model_dump())

    def lengths(self, words: Words) -> dict[str, str]:
        """Each time in words: ``2 years``."""
        return {kind: _length(each, words) for kind, each in self.model_dump().items()}

    def contradiction(self) -> tuple[str, str] | None:
        """The line that another one forbids, and why."""
        if self.strangers > self.conversations:
            # When somebody wrote last is known from their conversation alone.
            return "strangers", "strangers must not be kept longer than conversations"
        if self.audit < self.closed_cases:
            return "audit", "audit must be kept at least as long as closed_cases"
        return None


def _length(kept: timedelta, words: Words) -> str:
    years, rest = divmod(kept.days, _YEAR)
    number, unit = (kept.days, "day") if rest else (years, "year")
    return words.plain(f"retention.{unit}") if number == 1 else words.plain(f"retention.{unit}s", n=number)
