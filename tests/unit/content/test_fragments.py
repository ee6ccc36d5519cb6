"""What a text must hold for an expression to be found in it."""

import re
from re import _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.fragments import ANYTHING, SHORTEST, fragments, rarer


def of(pattern: str) -> frozenset[str]:
    return fragments(_parser.parse(pattern).data)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("knife", {"knife"}),
        ("kni(?:fe|ves)", {"knife", "knives"}),
        ("guns?", {"gun", "guns"}),
        (r"(?:kill\w{0,3}|murder) you", {" you"}),
        (r"(?:stabb?|kill\w+) ", {"stab", "stabb", "kill"}),
        ("(?:outside )+me", {"outside "}),
        ("m[ae]n with", {"man with", "men with"}),
        ("(?!not )here", {"here"}),
        ("(an axe)", {"an axe"}),
    ],
)
def test_one_of_the_fragments_must_be_there(pattern: str, expected: set[str]) -> None:
    assert of(pattern) == expected


@pytest.mark.parametrize("pattern", ["a", r"\w+", "x*", "(?:long enough)?", "(?:knife|.)", "(?i:knife)", "[^a]{3}"])
def test_where_nothing_can_be_told_it_must_be_looked_for_in_all_texts(pattern: str) -> None:
    assert of(pattern) == ANYTHING


def test_of_fragments_that_are_all_needed_the_rarer_are_taken() -> None:
    assert rarer(frozenset({"the"}), ANYTHING, frozenset({"machete"}), frozenset({"ab"})) == {"machete"}
    assert rarer(frozenset({"ab"}), ANYTHING) == ANYTHING


_LETTERS = st.text(alphabet="abc ", min_size=1, max_size=4)
_PATTERNS = st.recursive(
    st.one_of(_LETTERS, st.sampled_from(["[ab]", "[^a]", r"\w", ".", "(?!a)", "(?=b)", "$"])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda each: f"(?:{'|'.join(each)})"),
        st.tuples(inner, st.sampled_from(["?", "{0,3}", "{1,2}", "{2}", "+?"])).map(
            lambda each: f"(?:{each[0]}){each[1]}"
        ),
        inner.map(lambda each: f"({each})"),
    ),
    max_leaves=12,
)


@given(_PATTERNS, st.text(alphabet="abc ", max_size=30))
def test_whatever_an_expression_is_found_in_holds_a_fragment(pattern: str, text: str) -> None:
    assume(re.search(pattern, text))
    needed = of(pattern)
    assert all(len(fragment) >= SHORTEST for fragment in needed)
    assert needed == ANYTHING or any(fragment in text for fragment in needed)
