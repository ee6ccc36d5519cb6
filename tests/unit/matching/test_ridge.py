"""Scores learnt from phrases in closed form, from all of them or from a sample."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import words
from bot.language.terms import Floats, Ints, Terms
from bot.matching import ridge
from bot.matching.ridge import Phrases, Ridge, landmarks

SAID = (
    ("save the proof", 0),
    ("take a screenshot first", 0),
    ("what counts as evidence", 0),
    ("block a resident", 1),
    ("stop people writing to me", 1),
    ("turn on two step verification", 2),
    ("is a password enough", 2),
)
OWNERS: Ints = np.array([owner for _, owner in SAID], np.int32)
TERMS = Terms.learn(words(text) for text, _ in SAID)


def phrases(*texts: str, vectors: Floats | None = None) -> Phrases:
    return Phrases(vectors, [TERMS.weigh(words(text)) for text in texts])


KNOWN = phrases(*(text for text, _ in SAID))


def drawn(seed: int, rows: int, near: Floats | None = None) -> Floats:
    """Unit vectors at random, or near others."""
    found = np.random.default_rng(seed).normal(size=(rows, 24))
    if near is not None:
        found = near + 0.1 * found
    unit: Floats = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_each_phrase_scores_high_for_its_own_label_and_low_for_others():
    scores = Ridge.fit(KNOWN, OWNERS, 3, landmarks(OWNERS)).scores(KNOWN)
    own = scores[np.arange(len(OWNERS)), OWNERS]
    others = scores[np.arange(3)[None] != OWNERS[:, None]]
    assert own.min() > 0.75
    assert np.abs(others).max() < 0.25


def test_a_text_like_a_phrase_scores_for_its_label():
    scores = Ridge.fit(KNOWN, OWNERS, 3, landmarks(OWNERS)).scores(
        phrases("my pasword enough", "screenshots", "resident")
    )
    assert scores.argmax(1).tolist() == [2, 0, 1]


def test_the_weights_solve_the_equation_of_the_kernel():
    learnt = Ridge.fit(KNOWN, OWNERS, 3, landmarks(OWNERS))
    goal = np.eye(3)[OWNERS]
    assert learnt.kernel(KNOWN) @ learnt.weights + 0.1 * learnt.weights == pytest.approx(goal, abs=1e-4)


def test_the_kernel_of_a_phrase_and_itself_is_1_and_of_strangers_small():
    learnt = Ridge.fit(KNOWN, OWNERS, 3, landmarks(OWNERS))
    assert np.diag(learnt.kernel(KNOWN)) == pytest.approx(1, abs=1e-5)
    assert learnt.kernel(phrases("zzz")) == pytest.approx(np.exp(-2), abs=0.02)


def test_where_there_are_meanings_they_tell_apart_what_words_cannot():
    centres = drawn(1, 2)
    owners: Ints = np.array([0, 1] * 5, np.int32)
    known = phrases(*["the same words"] * 10, vectors=drawn(2, 10, near=centres[owners]))
    learnt = Ridge.fit(known, owners, 2, landmarks(owners))
    asked = phrases("the same words", "the same words", vectors=drawn(3, 2, near=centres))
    assert learnt.scores(asked).argmax(1).tolist() == [0, 1]


def test_a_label_without_phrases_scores_nothing():
    scores = Ridge.fit(KNOWN, OWNERS, 4, landmarks(OWNERS)).scores(KNOWN)
    assert scores[:, 3] == pytest.approx(0, abs=1e-6)


def test_a_sample_keeps_every_label_and_finds_nearly_the_same(monkeypatch):
    centres = drawn(1, 8)
    # One label has most of the phrases, another only one.
    owners: Ints = np.sort(np.array([0] * 60 + [1] + [2, 3, 4, 5, 6, 7] * 8, np.int32))
    known = phrases(*["words"] * len(owners), vectors=drawn(2, len(owners), near=centres[owners]))
    whole = Ridge.fit(known, owners, 8, landmarks(owners))
    monkeypatch.setattr(ridge, "LANDMARKS", 40)
    monkeypatch.setattr(ridge, "_AT_ONCE", 16)
    kept = landmarks(owners)
    sampled = Ridge.fit(known, owners, 8, kept)
    assert set(owners[kept].tolist()) == set(range(8))
    assert sampled.weights.shape == (40, 8)
    assert sampled.scores(known).argmax(1).tolist() == owners.tolist()
    assert np.abs(sampled.scores(known) - whole.scores(known)).mean() < 0.05


def test_all_rows_are_landmarks_where_there_is_room():
    assert landmarks(OWNERS).tolist() == list(range(len(OWNERS)))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=80), st.integers(10, 30))
def test_landmarks_are_rows_in_order_shared_fairly_among_the_labels(labels, room):
    owners: Ints = np.array(labels, np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ridge, "LANDMARKS", room)
        kept = landmarks(owners).tolist()
        again = landmarks(owners).tolist()
    assert kept == sorted(set(kept)) == again
    assert len(kept) == min(len(labels), room)
    has, had = np.bincount(owners[kept], minlength=10), np.bincount(owners, minlength=10)
    assert (has > 0).tolist() == (had > 0).tolist()
    assert [label for label in range(10) if has[label] < had[label] and has[label] < has.max() - 1] == []


def test_some_of_the_phrases_are_taken_with_their_meanings():
    some = phrases("one", "two", "three", vectors=drawn(1, 3)).at([2, 0])
    assert len(some) == 2
    assert some.vectors is not None
    assert some.vectors.tolist() == drawn(1, 3)[[2, 0]].tolist()
    assert [places.tolist() for places, _ in some.terms] == [
        TERMS.weigh((word,))[0].tolist() for word in ("three", "one")
    ]
