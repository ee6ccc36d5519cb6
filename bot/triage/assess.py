"""How dangerous a message sounds, by rules: the highest level wins, and a way of speaking explains what it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.content import Pattern, Veto
from bot.domain.severity import NOTHING, Assessment, Level, Signal

from .reading import readings
from .signals import Searches

#: Signals of this kind do not say enough: the writer is asked whether they are in danger.
_UNSURE = "unsure-"


class Assessor(Protocol):
    """Tells how dangerous a message sounds."""

    def assess(self, text: str) -> Assessment:
        """Any text whatever is assessed; nothing is raised."""
        ...

    def glance(self, text: str) -> Assessment:
        """The same, sooner and less surely: good enough to say whose turn is first."""
        ...


@dataclass(frozen=True, slots=True)
class _Seen:
    pattern: Pattern
    #: Only supposed ("what should I do if …"), so that it raises no alarm.
    supposed: bool = False


class RuleAssessor:
    """Looks for the signals that editors keep, and for the ways of speaking that only sound like them."""

    def __init__(self, patterns: Sequence[Pattern], vetoes: Sequence[Veto]) -> None:
        shown = [(pattern, expression) for pattern in patterns for expression in pattern.patterns]
        self._patterns = [pattern for pattern, _ in shown]
        self._signals = Searches([expression for _, expression in shown])
        self._order = {pattern.name: place for place, pattern in enumerate(patterns)}
        self._vetoes = Searches([expression for veto in vetoes for expression in veto.patterns])

    def assess(self, text: str) -> Assessment:
        """The level, the signals, highest first, and whether to ask."""
        seen = {found for reading in readings(text) for found in self._seen(reading)}
        shown = list({found.pattern.name: found.pattern for found in seen if not found.supposed}.values())
        supposed = [found.pattern for found in seen if found.supposed]
        if not shown and not supposed:
            return NOTHING
        shown.sort(key=lambda pattern: (-pattern.level, self._order[pattern.name]))
        level = max((pattern.level for pattern in shown), default=Level.NONE)
        doubtful = any(p.name.startswith(_UNSURE) for p in shown) or any(p.level is Level.EMERGENCY for p in supposed)
        return Assessment(
            level,
            tuple(Signal(pattern.name, pattern.level, pattern.meaning) for pattern in shown),
            check=doubtful and level < Level.URGENT,
            self_harm=any(pattern.self_harm for pattern in shown),
        )

    def glance(self, text: str) -> Assessment:
        """The same: rules are quick."""
        return self.assess(text)

    def _seen(self, reading: str) -> Iterator[_Seen]:
        found = [(self._patterns[place], span) for place, span, _ in self._signals.spans(reading)]
        if not found:
            return
        vetoed = [(span, veto.supposing) for _, span, veto in self._vetoes.spans(reading)]
        for pattern, span in found:
            reasons = [supposing for veto, supposing in vetoed if veto.holds(span)]
            if not reasons:
                yield _Seen(pattern)
            elif all(reasons):
                yield _Seen(pattern, supposed=True)
