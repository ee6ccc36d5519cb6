"""Texts turned into vectors by the shipped files, and files that are not the shipped ones refused."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from bot.domain.errors import EncoderError
from bot.language import Encoder
from bot.language.encoder import LAYERS, PLACES, TOKENS
from bot.language.shipped import CENTRES, DANGER, MANIFEST, VOCABULARY, WEIGHTS, learnt, vocabulary

ENCODER = Encoder()
ODD = ["", "😀", "\x00", "你好", "z" * 5000, "blah " * 1000, "[SEP]", "\ud800"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped files under another name, each to be replaced by ``spoil``."""
    copied = tmp_path / "weights"
    copied.mkdir()
    for path in WEIGHTS.iterdir():
        (copied / path.name).symlink_to(path)
    return copied


def spoil(path: Path, content: bytes) -> None:
    """Another file in that place; the shipped one, to which the old one is a link, stays as it is."""
    path.unlink()
    path.write_bytes(content)


def test_every_text_is_a_unit_vector_of_384():
    vectors = ENCODER.vectors(["How do I report a post?", "block", *ODD])
    assert (vectors.shape, vectors.dtype) == ((10, 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_have_no_vectors():
    assert ENCODER.vectors([]).shape == (0, 384)


def test_vectors_come_in_the_order_of_their_texts():
    texts = ["a far longer text than any of the others", "short", "of middling length"]
    assert ENCODER.vectors(texts) == pytest.approx(np.stack([ENCODER.vectors([text])[0] for text in texts]), abs=1e-5)


def test_a_text_has_the_same_vector_alone_as_among_others_of_its_length():
    texts = ["report a post", "block a troll", "save the proof", "where is it"]
    together = ENCODER.vectors(texts)
    assert np.stack([ENCODER.vectors([text])[0] for text in texts]) == pytest.approx(together, abs=1e-5)


def test_case_and_accents_mean_nothing():
    assert ENCODER.vectors(["CAFÉ on Facebook"]) == pytest.approx(ENCODER.vectors(["cafe on facebook"]), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "paraphrase", "unrelated"),
    [
        (
            "someone made a fake account pretending to be me",
            "there is an impostor profile using my name",
            "what time does the library open on saturday",
        ),
        (
            "am I allowed to block a resident",
            "can a councillor stop one of his constituents from following him",
            "how do I turn on two-step verification",
        ),
    ],
)
def test_the_same_in_other_words_is_liker_than_something_else(text, paraphrase, unrelated):
    said, same, other = ENCODER.vectors([text, paraphrase, unrelated])
    assert said @ same > said @ other + 0.2


def test_two_encoders_of_the_same_files_have_the_same_digest(folder):
    assert Encoder(folder).digest == ENCODER.digest


def test_encoders_of_other_files_have_other_digests(folder):
    manifest = json.loads((WEIGHTS / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][CENTRES] = hashlib.sha256(b"tuned anew").hexdigest()
    spoil(folder / CENTRES, b"tuned anew")
    spoil(folder / MANIFEST, json.dumps(manifest).encode())
    assert Encoder(folder).digest != ENCODER.digest


@pytest.mark.parametrize("name", [VOCABULARY, TOKENS, PLACES, LAYERS, CENTRES])
def test_a_file_with_one_byte_changed_is_refused_by_its_name(folder, name):
    content = bytearray((WEIGHTS / name).read_bytes())
    content[len(content) // 2] ^= 1
    spoil(folder / name, bytes(content))
    with pytest.raises(EncoderError, match=rf"^{name} is not the file that was shipped"):
        Encoder(folder)


@pytest.mark.parametrize("name", [MANIFEST, VOCABULARY, LAYERS, CENTRES])
def test_a_missing_file_is_an_error_that_says_what_to_do(folder, name):
    (folder / name).unlink()
    with pytest.raises(EncoderError, match="install the release again"):
        Encoder(folder)


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "[]", "null", '"files"', '{"files": []}', '{"files": null}', "\ufeff"]
)
def test_a_broken_manifest_is_an_error_that_says_what_to_do(folder, content):
    spoil(folder / MANIFEST, content.encode())
    with pytest.raises(EncoderError, match="install the release again"):
        Encoder(folder)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(EncoderError):
        Encoder(tmp_path / "nowhere")


def test_what_was_learnt_of_danger_is_refused_where_it_is_not_the_one_that_was_shipped(folder):
    assert set(learnt(DANGER, folder)) >= {"meanings", "words"}
    spoil(folder / DANGER, b"another")
    with pytest.raises(EncoderError, match=r"^danger.npz is not the file that was shipped"):
        learnt(DANGER, folder)
    (folder / DANGER).unlink()
    with pytest.raises(EncoderError, match="install the release again"):
        learnt(DANGER, folder)


def test_what_was_tuned_with_the_encoder_lies_among_its_vectors():
    centres = learnt(CENTRES)
    assert len(centres["labels"]) == len(centres["vectors"]) > 0
    assert centres["vectors"].shape[1:] == centres["beside"].shape == (384,)


def test_every_piece_has_a_number_of_its_own():
    assert len(vocabulary()) == len(set(vocabulary())) == 30522
