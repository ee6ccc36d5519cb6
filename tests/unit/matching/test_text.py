"""Words, nicknames and spelling."""

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.text import LONGEST, Nicknames, Speller, words

SPELLER = Speller(["screenshot", "evidence", "evidence", "resident", "report", "password", "word"])


def test_case_accents_apostrophes_and_punctuation_do_not_matter():
    assert words("Don’t he'd — CAFÉ, ŵyl!") == ("dont", "hed", "cafe", "wyl")


def test_emoji_and_blanks_are_no_words():
    assert words(" 😀\n\t👍 ") == ()


def test_a_long_text_is_read_from_its_beginning():
    assert words("ab " * 5000) == ("ab",) * (LONGEST // 3 + 1)


@given(st.text(max_size=300))
def test_any_text_has_plain_words(text):
    assert [word for word in words(text) if not (word.isascii() and word.isalnum() and word == word.lower())] == []


@given(st.text(max_size=300))
def test_words_read_again_are_the_same(text):
    assert words(" ".join(words(text))) == words(text)


def test_a_nickname_becomes_the_platforms_name():
    nicknames = Nicknames({"facebook": ["fb", "face book"], "x": ["Twitter", "X.com"]})
    assert nicknames.replace(words("on FB, Face Book and x.com")) == ("on", "facebook", "facebook", "and", "twitter")


def test_a_nickname_inside_a_word_stays():
    assert Nicknames({"facebook": ["fb"]}).replace(("fbi",)) == ("fbi",)


def test_a_platform_without_nicknames_changes_nothing():
    assert Nicknames({"reddit": []}).replace(("on", "reddit")) == ("on", "reddit")


def test_a_slip_of_the_finger_is_put_right():
    assert SPELLER.repair(("screnshot", "evidnece", "pasword")) == ("screenshot", "evidence", "password")


def test_two_slips_are_put_right_only_in_a_long_word():
    assert SPELLER.repair(("scrennshto", "repprt", "rexxrt")) == ("screenshot", "report", "rexxrt")


def test_known_short_and_strange_words_stay():
    assert SPELLER.repair(("word", "wird", "broccoli", "r3port", "the")) == (
        "word",
        "wird",
        "broccoli",
        "r3port",
        "the",
    )


def test_only_the_first_dozen_unknown_words_are_looked_up():
    repaired = SPELLER.repair(("reprt",) * 20)
    assert repaired == ("report",) * 12 + ("reprt",) * 8


@given(st.lists(st.text("aeprstdx", min_size=1, max_size=12), max_size=30))
def test_repairing_keeps_the_number_of_words_and_the_initials(said):
    repaired = SPELLER.repair(tuple(said))
    assert [word[0] for word in repaired] == [word[0] for word in said]
