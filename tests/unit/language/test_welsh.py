"""Welsh told from English, and its plainest words understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import WelshReader, words

MARKS = {"mae", "wedi", "fy", "yn", "sut", "ydw", "diolch"}
GLOSSARY = {
    "rhywun": "someone",
    "wedi copïo": "copied",
    "mhroffil": "profile",
    "cyfrif": "account",
    "cyfrif ffug": "fake account",
    "ffug": "fake",
    "rhwystro": "block",
    "riportio": "report",
}
READER = WelshReader(MARKS, GLOSSARY)


@pytest.mark.parametrize(
    "text",
    [
        "Mae rhywun wedi copïo fy mhroffil Facebook",
        "SUT YDW I'N RHWYSTRO RHYWUN?",
        "diolch yn fawr",
        "Diolch!",
        "cyfrif yn ffug",
    ],
)
def test_welsh_is_told_by_its_commonest_words(text):
    assert READER.is_welsh(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "how do I block a resident",
        "a resident of Fy Nghwm wrote to me about it",
        "he shouted mae at me and then diolch and then he went away and came back again",
        "cyfrif ffug",
        "Mae is my friend",
    ],
)
def test_a_name_or_two_in_an_english_sentence_do_not_make_it_welsh(text):
    assert not READER.is_welsh(text)


def test_a_quarter_of_marks_is_enough_and_less_is_not():
    assert READER.is_welsh("mae wedi one two three four five six")
    assert not READER.is_welsh("mae wedi one two three four five six seven")


def test_words_of_the_glossary_are_put_in_english_and_the_marks_left_out():
    assert READER.gloss("Mae rhywun wedi copïo fy mhroffil Facebook!") == "someone copied profile facebook"


def test_the_longest_phrase_is_understood_first():
    assert READER.gloss("cyfrif ffug") == "fake account"
    assert READER.gloss("ffug cyfrif") == "fake account"
    assert READER.understood("cyfrif ffug") == (("cyfrif ffug", "fake account"),)


def test_a_word_inside_another_is_not_understood():
    assert (READER.gloss("cyfrifon ffugio"), READER.understood("cyfrifon ffugio")) == ("cyfrifon ffugio", ())


def test_what_was_understood_is_told_once_each_in_the_order_of_the_text():
    assert READER.understood("riportio rhywun, rhwystro RHYWUN") == (
        ("riportio", "report"),
        ("rhywun", "someone"),
        ("rhwystro", "block"),
    )


def test_without_a_glossary_nothing_is_understood():
    reader = WelshReader(MARKS, {})
    assert (reader.understood("mae rhywun"), reader.is_welsh("mae rhywun")) == ((), True)
    assert "rhywun" in reader.gloss("mae rhywun")


@given(st.text(max_size=200) | st.lists(st.sampled_from([*MARKS, *GLOSSARY, "the", "!"])).map(" ".join))
def test_any_text_is_glossed_without_a_word_that_was_understood_or_a_mark(text):
    left = words(READER.gloss(text))
    assert set(left) & (MARKS | {word for word, _ in READER.understood(text)}) == set()
    assert {word for word, _ in READER.understood(text)} <= {" ".join(words(word)) for word in GLOSSARY}
