"""Patterns as editors write them in ``triage.yaml``, compiled to be searched for in a reading of a message."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .vocabulary import WORDS

_BETWEEN = r"(?:[^ .]+ ){0,6}"
#: Words that put a thing in the past, deny it or make it an "if".
_NOT_NOW = (
    "was|were|had|came|went|turned|showed|used|if|when|whenever|not|isnt|arent|wasnt|no|never|dont|doesnt|didnt|"
    "would|could|might|should|can|may|said|says|post|posted|posts|comment|commented|comments|wrote"
)
_MEANWHILE = rf"(?:(?!(?:{_NOT_NOW}) )[^ .]+ ){{0,6}}"
#: Where the rest of a supposed case ends: from here on the writer speaks of what is so.
_IN_FACT = (
    "but|now|because|i am|we are|there is|help|please|"
    "(?:he|she|they|someone) (?:is|are|has|have|just|keeps|wont|says|said)"
)
_TO_THE_END = rf"(?: (?!(?:{_IN_FACT}) )[^ .]+){{0,30}}"

#: ``{rest}``, for vetoes: up to six more words, none of which begins a statement of its own.
_REST = (
    r"(?: (?!(?:and|but|now|because|then|he|she|they|someone|there|i|we|its|help|please|police|who|while) )[^ .]+){0,6}"
)

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


@dataclass(frozen=True, slots=True)
class Search:
    """One compiled pattern.

    Where it has plain brackets, they hold the words that count, and the others are what they need about them.
    """

    expression: re.Pattern[str]
    #: What must be found as well, in the same sentence or the next on either side.
    beside: tuple[re.Pattern[str], ...]
    #: Whether a hit counts only where its sentence does not tell of the past.
    meanwhile: bool
    supposing: bool

    def spans(self, reading: str) -> Iterator[Span]:
        """Every place in the reading where the pattern is found."""
        fits: dict[Span, bool] = {}
        for found in self.expression.finditer(reading):
            span = Span(*found.span(self.expression.groups and 1))
            sentence = _sentence(reading, span)
            if sentence not in fits:
                fits[sentence] = self._fits(reading, sentence)
            if fits[sentence]:
                yield span

    def _fits(self, reading: str, sentence: Span) -> bool:
        if self.meanwhile and _tells_of_the_past(reading[sentence.start : sentence.end]):
            return False
        before, after = _sentence(reading, Span(sentence.start, 0)), _sentence(reading, Span(0, sentence.end))
        passage = reading[before.start : after.end]
        return all(other.search(passage) for other in self.beside)


def compile_all(patterns: Sequence[str]) -> tuple[Search, ...]:
    """The patterns of a signal or veto, ready to search with."""
    return tuple(map(_compile, patterns))


def _compile(pattern: str) -> Search:
    supposing = pattern.endswith(" …")
    body = pattern.removesuffix(" …").replace("{rest}", _REST).replace("… ", _BETWEEN).replace("~ ", _MEANWHILE)
    for name, words in WORDS.items():
        body = body.replace(f"{{{name}}}", f"(?:{words})")
    first, *others = body.split(" & ")
    end = _TO_THE_END if supposing else ""
    beside = tuple(re.compile(rf" (?:{other})(?= )") for other in others)
    return Search(re.compile(rf" (?:{first}){end}(?= )"), beside, "~" in pattern, supposing)


def _sentence(reading: str, span: Span) -> Span:
    """The sentence that the span begins and ends in, or the two, from full stop to full stop."""
    start = max(0, reading.rfind(" . ", 0, span.start + 1))
    end = reading.find(" . ", span.end)
    return Span(start, end + 3 if end >= 0 else len(reading))


def _tells_of_the_past(sentence: str) -> bool:
    return bool(_PAST_TIME.search(sentence)) and not _NOW.search(sentence)
