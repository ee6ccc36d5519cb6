"""What became of many questions: how many were answered outright, offered a choice, or turned away."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.matching import Verdict


def share(part: int, whole: int) -> float | None:
    """Part of a whole, 0 to 1; None of nothing."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of ``n`` questions, by verdict."""

    n: int
    answered: float
    offered: float
    refused: float

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> "Shares | None":
        """Those of the verdicts; None where there are none."""
        seen = list(verdicts)
        if not seen:
            return None
        parts = (seen.count(verdict) / len(seen) for verdict in (Verdict.ANSWER, Verdict.CHOICES, Verdict.NONE))
        return cls(len(seen), *parts)
