"""Patterns as editors write them in ``triage.yaml``, written out in full."""

from dataclasses import dataclass

from . import expressions
from .fragments import ANYTHING, Fragments, rarer
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
_NAMES = {"rest": _REST, **{name: f"(?:{words})" for name, words in WORDS.items()}}


@dataclass(frozen=True, slots=True)
class Expression:
    """One pattern.

    Where it has plain brackets, they hold the words that count, and the others are what they need about them.
    """

    text: str
    #: What must be found as well, in the same sentence or the next on either side.
    beside: tuple[str, ...] = ()
    #: Whether a hit counts only where its sentence does not tell of the past.
    meanwhile: bool = False
    supposing: bool = False
    #: A reading that it is found in holds one of these; where there are none, it must be looked for in all.
    fragments: Fragments = ANYTHING


def expression(pattern: str) -> Expression:
    """A pattern written out.

    Raises:
        ValueError: it cannot be used; the text says why.
    """
    supposing = pattern.endswith(" …")
    body = pattern.removesuffix(" …").replace("… ", _BETWEEN).replace("~ ", _MEANWHILE)
    first, *beside = expressions.expanded(body, _NAMES).split(" & ")
    needed = [expressions.check(each) for each in (first, *beside)]
    text = first + _TO_THE_END if supposing else first
    return Expression(text, tuple(beside), "~" in pattern, supposing, rarer(*needed))
