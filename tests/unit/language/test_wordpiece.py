"""Texts cut into word pieces as BERT cuts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.encoder import vocabulary
from bot.language.wordpiece import WordPieces

LETTERS = "abcde"
LONGER = ["ab", "abc", "##cd", "##bcd", "##ee"]
SMALL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{letter}" for letter in LETTERS), *LONGER]
SHIPPED = vocabulary()
CUTTER = WordPieces(SHIPPED)


def pieces(text: str, known: list[str] = SHIPPED, longest: int = 96) -> list[str]:
    """The pieces themselves, marks and all."""
    return [known[number] for number in WordPieces(known).numbers(text, longest)]


def inside(text: str, known: list[str] = SHIPPED, longest: int = 96) -> list[str]:
    """The pieces between the marks."""
    return pieces(text, known, longest)[1:-1]


def test_the_numbers_are_those_of_the_shipped_model():
    assert CUTTER.numbers("Hello world", 96) == [101, 7592, 2088, 102]


def test_a_text_without_words_is_its_two_marks():
    assert pieces("") == pieces(" \n\t\x00") == ["[CLS]", "[SEP]"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("unwanted running", ["un", "##want", "##ed", "runn", "##ing"]),
        ("unwantedX running", ["[UNK]", "runn", "##ing"]),
        ("want wanted", ["want", "want", "##ed"]),
    ],
)
def test_words_are_cut_as_in_the_papers_own_tests(text, cut):
    known = ["[UNK]", "[CLS]", "[SEP]", "want", "##want", "##ed", "wa", "un", "runn", "##ing"]
    assert inside(text, known) == cut


def test_the_longest_piece_is_taken_even_where_a_shorter_one_would_save_the_word():
    known = ["[UNK]", "[CLS]", "[SEP]", "abc", "ab", "##cd"]
    assert inside("abcd", known) == ["[UNK]"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("HÉLLO naïve ŵyl", ["hello", "naive", "w", "##yl"]),
        ("don't—ever!?", ["don", "'", "t", "—", "ever", "!", "?"]),
        ("a+b=$5", ["a", "+", "b", "=", "$", "5"]),
        ("me\u00a0and\u2003you\u2028two", ["me", "and", "you", "two"]),
        ("bl\u200bock\x07", ["block"]),
        ("is中国it", ["is", "中", "国", "it"]),
        ("ok 🦄 ok", ["ok", "[UNK]", "ok"]),
        ("a" * 101 + " ok", ["[UNK]", "ok"]),
    ],
)
def test_accents_signs_blanks_and_other_scripts_are_read_as_the_model_learnt_them(text, cut):
    assert inside(text) == cut


def test_of_a_long_text_the_first_half_and_the_last_half_are_kept():
    assert pieces("a b c d e a b", SMALL, 6) == ["[CLS]", "a", "b", "a", "b", "[SEP]"]


def test_of_an_odd_number_of_pieces_the_beginning_has_one_more():
    assert pieces("a b c d e a b", SMALL, 7) == ["[CLS]", "a", "b", "c", "a", "b", "[SEP]"]


def test_a_text_that_just_fits_is_kept_whole():
    assert inside("a b c d", SMALL, 6) == ["a", "b", "c", "d"]


@given(st.text(max_size=400), st.integers(4, 96))
def test_any_text_has_known_numbers_between_its_marks(text, longest):
    numbers = CUTTER.numbers(text, longest)
    begin, end = SHIPPED.index("[CLS]"), SHIPPED.index("[SEP]")
    assert (numbers[0], numbers[-1]) == (begin, end)
    assert len(numbers) <= longest
    assert [number for number in numbers if not 0 <= number < len(SHIPPED)] == []


@given(st.lists(st.sampled_from(["[CLS]", "[SEP]", "[UNK]", "##ing", " ", "a"])).map("".join))
def test_nobody_can_write_a_mark(text):
    assert {"[CLS]", "[SEP]", "[UNK]"} & set(inside(text)) == set()


@given(st.text(LETTERS, min_size=1, max_size=30))
def test_the_pieces_of_a_word_make_it_up_and_none_could_be_longer(word):
    rest = word
    for place, piece in enumerate(inside(word, SMALL)):
        assert piece.startswith("##") == (place > 0)
        plain = piece.removeprefix("##")
        assert rest.startswith(plain)
        ahead = ("##" if place else "") + rest
        assert [longer for longer in SMALL if ahead.startswith(longer) and len(longer) > len(piece)] == []
        rest = rest.removeprefix(plain)
    assert rest == ""
