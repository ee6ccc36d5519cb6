"""Slips of the finger put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.spelling import Speller

COUNTS = {"screenshot": 12, "evidence": 30, "resident": 10, "report": 40, "password": 10, "word": 10, "step": 10}
SPELLER = Speller(COUNTS, {"the": 9000, "wood": 90, "troll": 20, "expect": 50})


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("evidnece", "evidence"),
        ("pasword", "password"),
        ("reportt", "report"),
        ("repert", "report"),
        ("screnshot", "screenshot"),
        ("eport", "report"),
        ("stp", "step"),
    ],
)
def test_a_slip_of_the_finger_is_put_right(slip, word):
    assert SPELLER.repair((slip,)) == (word,)


def test_two_slips_are_put_right_only_in_a_long_word():
    assert SPELLER.repair(("scrennshto", "repprtt", "rexxrt")) == ("screenshot", "repprtt", "rexxrt")


@pytest.mark.parametrize("word", ["word", "st", "xyz", "r3port", "broccoli", "wood", "expect", "2fa"])
def test_known_short_strange_and_protected_words_stay(word):
    assert SPELLER.repair((word,)) == (word,)


def test_the_nearest_word_wins_and_then_the_commonest():
    speller = Speller({"reporter": 10, "reported": 20, "reports": 90}, {})
    assert speller.repair(("reporterr", "reportex")) == ("reporter", "reported")


def test_of_words_as_near_and_as_common_the_first_of_the_alphabet_wins():
    assert Speller({"posts": 10, "poste": 10}, {}).repair(("postz",)) == ("poste",)


@pytest.mark.parametrize(("slip", "word"), [("setp", "step"), ("steep", "step"), ("sttep", "step")])
def test_swapped_and_doubled_letters_are_likelier_than_a_wrong_one(slip, word):
    assert Speller({"step": 20, "stow": 20, "stem": 60, "seep": 60}, {}).repair((slip,)) == (word,)


def test_a_short_word_is_put_right_by_common_words_only():
    speller = Speller({"how": 100, "hop": 10, "account": 50_000}, {"the": 100_000})
    assert speller.repair(("hwo", "hpo")) == ("how", "hpo")


def test_a_word_that_hardly_ever_occurs_is_no_spelling_to_go_by():
    assert Speller({"profile": 9}, {}).repair(("profle",)) == ("profle",)
    assert Speller({"profile": 10}, {}).repair(("profle",)) == ("profile",)


def test_a_rare_word_that_the_language_has_is_one():
    assert Speller({"profile": 1}, {"profile": 5}).repair(("profle",)) == ("profile",)


def test_a_word_of_the_language_is_put_in_where_no_phrase_has_one_as_near():
    assert SPELLER.repair(("trolll", "wodd")) == ("troll", "word")


def test_only_the_first_dozen_unknown_words_are_looked_up():
    assert SPELLER.repair(("reprt", "word") * 20) == ("report", "word") * 12 + ("reprt", "word") * 8


def test_without_known_words_everything_stays():
    assert Speller({}, {}).repair(("reprt", "the")) == ("reprt", "the")


said = st.lists(st.text("adeinoprstvwx", min_size=1, max_size=12) | st.sampled_from([*COUNTS]), max_size=30).map(tuple)


@given(said)
def test_repairing_keeps_the_number_of_words_and_their_initials(said):
    repaired = SPELLER.repair(said)
    assert [word[0] for word in repaired] == [word[0] for word in said]


@given(said)
def test_a_word_changes_only_if_unknown_and_into_a_known_one(said):
    for before, after in zip(said, SPELLER.repair(said), strict=True):
        assert before == after or (SPELLER.is_unknown(before) and after in COUNTS)
