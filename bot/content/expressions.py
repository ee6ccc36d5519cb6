"""Regular expressions that editors write: what makes one unusable, in words that they can act on."""

import re
import warnings
from collections.abc import Mapping
from functools import lru_cache

# To compile takes as long again, and most are never looked for.
from re import _parser  # type: ignore[attr-defined]

from .fragments import ANYTHING, Fragments, fragments

_LIST = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?:P?<\w+>|<?[=!]|[a-zA-Z-]*:))?)|(?P<close>\))"
    r"|(?P<many>[*+]|\{\d*,(?P<most>\d*)\})|.",
    re.DOTALL,
)
_REPEATED_BRACKETS = re.compile(r"\)(?:[*+]|\{\d*,)")
#: A repeat with a greater limit is taken for one without.
_FEW = 20


def expanded(pattern: str, lists: Mapping[str, str]) -> str:
    """The pattern with each ``{name}`` replaced by what the list of that name stands for.

    Raises:
        ValueError: there is no such list; the text says which.
    """

    def written(name: re.Match[str]) -> str:
        if name[1] not in lists:
            raise ValueError(f"there is no list {name[0]} under words: add it, or correct the name")
        return lists[name[1]]

    return _LIST.sub(written, pattern)


@lru_cache(maxsize=4096)  # most of the time that a knowledge base takes to read, and a second reading needs none of it
def check(pattern: str, *, empty: bool = False) -> Fragments:
    """Whether a pattern can be used; ``empty`` where it may be found where there is nothing.

    Returns what a text must hold for it to be found there.

    Raises:
        ValueError: it is no regular expression, is found everywhere, or may take very long; the text says which.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            parsed = _parser.parse(pattern)
            least, _ = parsed.getwidth()
            # What looks back is told to be wrong only when it is compiled.
            found = re.compile(pattern).match("") if least == 0 or "(?<" in pattern else None
    except (re.error, Warning, OverflowError, RecursionError) as exc:
        raise ValueError(f"not a regular expression: {exc}") from exc
    if found and not empty:
        raise ValueError("matches even an empty message: make it ask for a word")
    if _REPEATED_BRACKETS.search(pattern) and _repeats(pattern)[1]:
        raise ValueError("a repeat inside a repeat, such as (a+)+, can take hours: write {0,6} instead of * or +")
    return ANYTHING if parsed.state.flags & re.IGNORECASE else fragments(parsed.data)


def stand_in(pattern: str) -> str:
    """A short pattern to check another with that holds this one: it repeats where this one does."""
    return "(?:x+)" if _repeats(pattern)[0] else "(?:x)"


def _repeats(pattern: str) -> tuple[bool, bool]:
    """Whether anything is repeated without limit, and whether anything is that holds such a repeat itself."""
    holds = [False]  # for each bracket that is open, the outermost first
    closed = False  # the brackets that were closed just before hold a repeat
    for piece in _PIECE.finditer(pattern):
        repeats = piece["many"] is not None and (not piece["most"] or int(piece["most"]) > _FEW)
        if repeats and closed:
            return True, True
        closed = False
        if piece["open"]:
            holds.append(False)
        elif piece["close"] and len(holds) > 1:
            closed = holds.pop()
            holds[-1] |= closed
        elif repeats:
            holds[-1] = True
    return any(holds), False
