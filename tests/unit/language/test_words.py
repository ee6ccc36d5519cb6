"""What counts as a word, whoever reads the message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import LONGEST, words


def test_case_accents_apostrophes_and_punctuation_do_not_matter():
    assert words("Don’t he'd — CAFÉ, ŵyl!") == ("dont", "hed", "cafe", "wyl")


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`", "´"])
def test_an_apostrophe_of_any_keyboard_parts_no_word(apostrophe):
    assert words(f"I don{apostrophe}t") == ("i", "dont")


def test_letters_of_other_widths_and_joined_ones_are_read():
    assert words("ｈｅ ﬁne Ⅳ") == ("he", "fine", "iv")


def test_figures_are_words():
    assert words("2FA on 3 phones") == ("2fa", "on", "3", "phones")


def test_emoji_blanks_and_other_scripts_are_no_words():
    assert words(" 😀\n\t👍 مرحبا 你好 \x00") == ()


def test_a_long_text_is_read_from_its_beginning():
    assert words("ab " * 5000) == ("ab",) * (LONGEST // 3 + 1)


@given(st.text(max_size=300))
def test_any_text_has_plain_words(text):
    assert [word for word in words(text) if not (word.isascii() and word.isalnum() and word == word.lower())] == []


@given(st.text(max_size=300))
def test_words_read_again_are_the_same(text):
    assert words(" ".join(words(text))) == words(text)
