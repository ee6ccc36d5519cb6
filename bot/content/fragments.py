"""What a text must hold for a regular expression to be found in it: far quicker to look for than the expression."""

from collections.abc import Iterable

# What ``re`` itself reads expressions with; it has no public name, and ``tests`` would show were it to change.
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

Fragments = frozenset[str]
Parsed = Iterable[tuple[Any, Any]]

#: What cannot be told: the expression may be found in any text.
ANYTHING: Fragments = frozenset()
SHORTEST = 3
#: More spellings of one passage than these are not written out.
_MOST = 64
#: That a fragment is longer than this makes it no rarer.
_LONG_ENOUGH = 7


def fragments(parsed: Parsed) -> Fragments:
    """Texts of at least ``SHORTEST`` characters; whatever the parsed expression is found in holds one of them."""
    ways, within = _passage(parsed)
    return rarer(within, frozenset(ways))


def _passage(parsed: Parsed) -> tuple[list[str], Fragments]:
    """All that the passage can be, or, where that is too much to write out, nothing, and its fragments."""
    best, spelt, whole = ANYTHING, [""], True
    letters = ""  # in a row, with which all that is spelt goes on
    for kind, told in parsed:
        if kind is op.LITERAL:
            letters += chr(told)
            continue
        ways, within = _piece(kind, told)
        spelt, letters = [before + letters for before in spelt], ""
        if ways and len(spelt) * len(ways) <= _MOST:
            spelt = [before + after for before in spelt for after in ways]
        else:
            best = rarer(best, frozenset(spelt), within)
            spelt, whole = ways or [""], False
    spelt = [before + letters for before in spelt]
    return (spelt, ANYTHING) if whole else ([], rarer(best, frozenset(spelt)))


def _piece(kind: Any, told: Any) -> tuple[list[str], Fragments]:
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return [""], ANYTHING
    if kind is op.IN and all(one is op.LITERAL for one, _ in told):
        return [chr(value) for _, value in told], ANYTHING
    if kind is op.SUBPATTERN and not told[1]:
        return _passage(told[3].data)
    if kind is op.BRANCH:
        each = [_passage(branch.data) for branch in told[1]]
        if all(ways for ways, _ in each):
            return [way for ways, _ in each for way in ways], ANYTHING
        needed = [rarer(within, frozenset(ways)) for ways, within in each]
        return [], frozenset().union(*needed) if all(needed) else ANYTHING
    if kind is op.MAX_REPEAT:
        least, most, repeated = told
        ways, within = _passage(repeated.data)
        if ways and (least, most) == (0, 1):
            return ["", *ways], ANYTHING
        return [], rarer(within, frozenset(ways)) if least else ANYTHING
    return [], ANYTHING


def rarer(*found: Fragments) -> Fragments:
    """Of fragments that are all needed, those that fewest texts hold: long ones, and few."""
    usable = [each for each in found if each and min(map(len, each)) >= SHORTEST]
    return max(usable, key=lambda each: (min(*map(len, each), _LONG_ENOUGH), -len(each)), default=ANYTHING)
