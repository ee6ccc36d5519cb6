"""Vectors that are kept between two times of learning."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Encoder, Remembering
from bot.language.encoder import Floats

ENCODER = Encoder()
TEXTS = ["block a resident", "save the proof", "block a resident", "\ud800", ""]


class Counting(Encoder):
    """The encoder, which counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return super().vectors(texts)


def test_what_was_kept_need_not_be_encoded_again(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    before = Remembering(first, tmp_path)
    vectors = before.vectors(TEXTS)
    assert first.asked == list(dict.fromkeys(TEXTS))
    before.keep()
    after = Remembering(second, tmp_path)
    assert after.vectors([*TEXTS, "one more"])[:-1].tolist() == vectors.tolist()
    assert second.asked == ["one more"]


def test_what_was_not_asked_for_again_is_forgotten(tmp_path: Path) -> None:
    for texts in (TEXTS, ["one more"]):
        remembering = Remembering(ENCODER, tmp_path)
        remembering.vectors(texts)
        remembering.keep()
    last = Counting()
    Remembering(last, tmp_path).vectors(["one more", TEXTS[0]])
    assert last.asked == [TEXTS[0]]


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 500])
def test_a_file_that_cannot_be_read_is_as_none(tmp_path: Path, content: bytes) -> None:
    remembering = Remembering(ENCODER, tmp_path)
    remembering.vectors(TEXTS)
    remembering.keep()
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert Remembering(ENCODER, tmp_path).vectors(TEXTS).shape == (len(TEXTS), 384)


def test_nobody_s_words_are_in_the_file(tmp_path: Path) -> None:
    remembering = Remembering(ENCODER, tmp_path)
    remembering.vectors(["unmistakable"])
    remembering.keep()
    (path,) = tmp_path.iterdir()
    assert b"unmistakable" not in path.read_bytes()


@given(st.lists(st.text(max_size=20), max_size=6))
def test_vectors_are_those_of_the_encoder(texts: list[str]) -> None:
    assert Remembering(ENCODER, Path("nowhere")).vectors(texts).tolist() == ENCODER.vectors(texts).tolist()
