"""What editors wrote in ``triage.yaml``, looked for in a reading of a message."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.content.fragments import SHORTEST
from bot.content.signals import Expression

_PAST_TIME = re.compile(
    r"(?<! from)(?<! than)(?<! since) (?:last (?:night|week|month|year|time|summer|winter|autumn|spring|\w+day)|"
    r"yesterday|ago|earlier|the other (?:day|night|week)|previously|years? back|months? back|"
    r"(?:has|have|is) gone|(?:has|have|is|he|she|they) left|went away|back in)(?= )"
)
_NOW = re.compile(r" (?:now|still|again|currently|at the moment|this minute|right outside|as i type|as we speak)(?= )")


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a reading something was found."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Search:
    """One expression. It is compiled when it is first looked for: most never are, and all would take half a second."""

    def __init__(self, expression: Expression) -> None:
        self.supposing = expression.supposing
        self._expression = expression

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{self._expression.text})(?= )")

    @cached_property
    def _beside(self) -> list[re.Pattern[str]]:
        return [re.compile(rf" (?:{other})(?= )") for other in self._expression.beside]

    def spans(self, reading: str) -> Iterator[Span]:
        """Every place in the reading where it is found."""
        fits: dict[Span, bool] = {}
        for found in self._compiled.finditer(reading):
            span = Span(*found.span(self._compiled.groups and 1))
            sentence = _sentence(reading, span)
            if sentence not in fits:
                fits[sentence] = self._fits(reading, sentence)
            if fits[sentence]:
                yield span

    def _fits(self, reading: str, sentence: Span) -> bool:
        if self._expression.meanwhile and _tells_of_the_past(reading[sentence.start : sentence.end]):
            return False
        before, after = _sentence(reading, Span(sentence.start, 0)), _sentence(reading, Span(0, sentence.end))
        passage = reading[before.start : after.end]
        return all(other.search(passage) for other in self._beside)


class Searches:
    """Many expressions at once: only those are looked for of which a reading holds a fragment."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._all = [Search(expression) for expression in expressions]
        self._always = [place for place, each in enumerate(expressions) if not each.fragments]
        #: By their first letters: fragments, and the places of the expressions that need them.
        self._begun: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, each in enumerate(expressions):
            for fragment in each.fragments:
                self._begun[fragment[:SHORTEST]][fragment].append(place)

    def spans(self, reading: str) -> Iterator[tuple[int, Span, Search]]:
        """What is found in the reading: the place of its expression in the sequence, where, and its search."""
        for place in sorted(self._possible(reading)):
            for span in self._all[place].spans(reading):
                yield place, span, self._all[place]

    def _possible(self, reading: str) -> set[int]:
        found = set(self._always)
        for start in range(len(reading) - SHORTEST + 1):
            for fragment, places in self._begun.get(reading[start : start + SHORTEST], {}).items():
                if reading.startswith(fragment, start):
                    found.update(places)
        return found


def _sentence(reading: str, span: Span) -> Span:
    """The sentence that the span begins and ends in, or the two, from full stop to full stop."""
    start = max(0, reading.rfind(" . ", 0, span.start + 1))
    end = reading.find(" . ", span.end)
    return Span(start, end + 3 if end >= 0 else len(reading))


def _tells_of_the_past(sentence: str) -> bool:
    return bool(_PAST_TIME.search(sentence)) and not _NOW.search(sentence)
