"""What others wrote, made safe to show and to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import file_name, is_number, one_line, pieces, plain_word, shown, sound

ANYTHING = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Line one\n\tline two", "Line one\n\tline two"),
        ("a\x00b\x1b[31mc\x7f\r", "ab[31mc"),
        ("\u202edrow\u202c \u2066x\u2069", "drow x"),
        ("in\u200bvis\u2060ible\ufeff", "invisible"),
        ("family 👨‍👩‍👧 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "family 👨‍👩‍👧 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
        ("Llŷn, عربى, עברית", "Llŷn, عربى, עברית"),
        ("half \ud83d", "half "),
    ],
)
def test_what_hides_or_turns_is_not_shown_and_all_else_is(written: str, seen: str) -> None:
    assert shown(written) == seen


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\photo.png", "photo.png"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\nb\x00c.txt", "a bc.txt"),
        ("<b>&.txt", "_b_&.txt"),
        ("x" * 300 + ".png", "x" * 56 + ".png"),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
    ],
)
def test_a_file_s_name_has_no_folders_and_no_tricks(given_name: str, clean: str) -> None:
    assert file_name(given_name) == clean


@pytest.mark.parametrize("command", ["report", "REPORT", "ｒｅｐｏｒｔ", "re\u200bport", "rероrt"])
def test_a_command_is_read_as_it_was_meant(command: str) -> None:
    assert plain_word(command) == "report"


@pytest.mark.parametrize("text", ["", "-1", "1.5", "٣", "²", "9" * 17, " 1", "1\n"])
def test_what_is_no_number_of_ours(text: str) -> None:
    assert not is_number(text)
    assert is_number("12")


@given(ANYTHING)
def test_whatever_is_written_can_be_kept_and_shown(text: str) -> None:
    sound(text).encode()
    assert "\0" not in sound(text)
    assert shown(shown(text)) == shown(text)
    shown(text).encode()
    assert 1 <= len(file_name(text)) <= 60
    assert "\n" not in one_line(text)


@given(st.text(max_size=60), st.integers(2, 9))
def test_pieces_fit_and_are_the_whole(text: str, units: int) -> None:
    made = pieces(text, units)
    assert "".join(made) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= units for piece in made)
