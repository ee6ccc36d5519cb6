"""The ways in which a message may be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage.reading import LONGEST, readings


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("He's outside. He has a knife!", " . he is outside . he has a knife . "),
        ("DON\u2019T come", " . dont come . "),
        ("first line\nsecond line", " . first line . second line . "),
        ('"Watch your back."', " . watch your back . "),
        ("u r dead 2nite", " . you are dead tonight . "),
        ("🔪 🏠", " . knife house . "),
    ],
)
def test_the_plain_reading_has_small_words_and_full_stops(message, plain):
    assert readings(message)[0] == plain


@pytest.mark.parametrize(
    "disguised", ["k1ll", "k.i.l.l", "k i l l", "k*ll", "k-i-l-l", "kiiill", "K\u200bill", "ｋill"]
)
def test_a_disguised_word_is_read(disguised):
    assert any(" kill " in reading for reading in readings(f"{disguised} you"))


def test_a_word_in_single_letters_after_a_or_i_is_read():
    assert any(" knife " in reading for reading in readings("a k n i f e"))


def test_only_what_reads_differently_is_read_again():
    assert readings("I am here. k1ll") == (" . i am here . k1ll . ", " . kill . ")


@pytest.mark.parametrize("empty", ["", " ", "...", "👍", "\u200b"])
def test_without_words_there_is_nothing_to_read(empty):
    assert readings(empty) == ()


@given(st.text())
def test_a_reading_has_no_capitals_and_a_stop_at_either_end(text):
    assert [reading for reading in readings(text) if not reading.startswith(" . ") or reading != reading.lower()] == []


def test_an_overlong_message_is_cut():
    assert len(readings("ﷺ " * 10_000)) == 0
    assert len(readings("word " * 10_000)[0]) <= LONGEST + 10
