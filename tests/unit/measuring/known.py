"""A matcher and an assessor that do as they are told, over a toolkit of five entries."""

from collections.abc import Mapping
from dataclasses import replace

from bot.content import Catalogue
from bot.domain.severity import NOTHING, Assessment
from bot.matching import Match, Reason, Result, Verdict

from ..matching.entries import an_entry

CATALOGUE = Catalogue(
    replace(an_entry(id, id, tests=(f"test of {id}",)), subject=subject)
    for id, subject in (
        ("block-a-resident", "abuse"),
        ("save-evidence", "reporting"),
        ("two-step", "accounts"),
        ("facebook.report", "platforms"),
        ("x.report", "platforms"),
    )
)


def a_result(verdict: Verdict, *ids: str, score: float = 0.5) -> Result:
    """A result whose first match has that score; each after it has a little less."""
    return Result(verdict, tuple(Match(id, score - at / 100) for at, id in enumerate(ids)))


class ToldMatcher:
    """Finds for each question what it was told; nothing for others."""

    def __init__(self, results: Mapping[str, Result]) -> None:
        self._results = results

    def match(self, question: str) -> Result:
        return self._results.get(question, Result(Verdict.NONE))

    def explain(self, question: str) -> tuple[Reason, ...]:
        return tuple(Reason(match.id, question) for match in self.match(question).matches)


class ToldAssessor:
    """Hears in each text what it was told; nothing in others."""

    def __init__(self, assessments: Mapping[str, Assessment]) -> None:
        self._assessments = assessments

    def assess(self, text: str) -> Assessment:
        return self._assessments.get(text, NOTHING)
