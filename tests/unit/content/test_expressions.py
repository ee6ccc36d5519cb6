"""Which regular expressions may take hours, and which only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import expressions

REASONS = {
    "not a regular expression",
    "matches even an empty message",
    "a repeat inside a repeat, such as (a+)+, can take hours",
}


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(?:a*b)*c",
        "(?:(?:a+)b){2,}",
        "(?i:a+)+x",
        "(?:a{2,}){3,}",
        "(?:[)]+x)+",
        r"(?:\w+ )+a",
        "(?:a{1,90}b)*c",
    ],
)
def test_a_repeat_inside_a_repeat_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="a repeat inside a repeat"):
        expressions.check(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["a+b+", r"(?:\w+ ){0,6}a", "(?:ab)+", "[(+)+]+a", r"\(+\)+", "(?:a{1,6}b)*c", "(?!.*x).*y", "(?:a+)?b", "[]+*]x"],
)
def test_repeats_side_by_side_or_with_a_limit_are_fine(pattern: str) -> None:
    expressions.check(pattern)


@pytest.mark.parametrize("pattern", ["x*", "a?", "(?=a)|", "$"])
def test_what_is_found_in_nothing_is_refused_unless_that_is_wanted(pattern: str) -> None:
    with pytest.raises(ValueError, match="matches even an empty message"):
        expressions.check(pattern)
    expressions.check(pattern, empty=True)


@given(st.text(alphabet="ab()[]{}?*+|\\.^$,1:-! ", max_size=30))
def test_any_text_is_accepted_or_refused_with_a_reason(pattern: str) -> None:
    refused = ""
    try:
        expressions.check(pattern)
    except ValueError as exc:
        refused = str(exc)
    assert refused == "" or refused.split(":")[0] in REASONS
