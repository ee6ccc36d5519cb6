"""How alike a question and the entries are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.weights import Weights, part_terms, word_terms

PHRASES = ((("block", "resident"), ("block", "troll")), (("report", "post"),), (("post", "bin"),))

said = st.lists(st.text("abekloprst", min_size=1, max_size=8), max_size=12).map(tuple)


def test_words_and_pairs_of_neighbours_are_terms():
    assert list(word_terms(("a", "fake", "page"))) == ["a", "fake", "page", "a fake", "fake page"]


def test_parts_of_a_word_know_where_it_begins_and_ends():
    assert list(part_terms(("ok",))) == [" o", "ok", "k ", " ok", "ok ", " ok "]


def test_the_entry_that_shares_words_is_likest():
    likeness = Weights(word_terms, PHRASES).likeness(("resident", "block"))
    assert likeness.argmax() == 0


def test_a_word_that_few_entries_have_counts_more():
    likeness = Weights(word_terms, PHRASES).likeness(("post", "report"))
    assert list(likeness.argsort()[::-1][:2]) == [1, 2]


def test_words_that_nobody_knows_make_the_question_less_alike():
    weights = Weights(word_terms, PHRASES)
    assert weights.likeness(("post", "zebra"))[1] < weights.likeness(("post",))[1]


def test_a_misspelt_word_is_still_like_the_right_one_by_its_parts():
    likeness = Weights(part_terms, PHRASES).likeness(("rezident",))
    assert likeness.argmax() == 0


def test_nothing_is_like_nothing():
    assert list(Weights(word_terms, PHRASES).likeness(())) == [0, 0, 0]


def test_no_entries_no_likeness():
    assert list(Weights(word_terms, ()).likeness(("post",))) == []


@pytest.mark.parametrize("cut", [word_terms, part_terms])
@given(said=said)
def test_likeness_is_between_nought_and_one(cut, said):
    likeness = Weights(cut, PHRASES).likeness(said)
    assert 0 <= likeness.min() <= likeness.max() <= 1


@pytest.mark.parametrize("cut", [word_terms, part_terms])
@given(said=said)
def test_what_the_words_told_adds_up_to_the_likeness(cut, said):
    weights = Weights(cut, PHRASES)
    likeness = weights.likeness(said)
    for entry in range(len(PHRASES)):
        assert sum(weights.told(said, entry).values()) == pytest.approx(likeness[entry])


@pytest.mark.parametrize("cut", [word_terms, part_terms])
def test_a_text_is_like_itself_and_unlike_one_that_shares_nothing(cut):
    weights = Weights(cut, PHRASES)
    assert weights.between(("block", "resident"), ("block", "resident")) == pytest.approx(1)
    assert weights.between(("block",), ("post",)) < weights.between(("block",), ("block", "troll"))
    assert weights.between((), ("post",)) == 0
