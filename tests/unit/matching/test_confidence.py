"""From scores to probabilities, learnt from texts whose label is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.language.terms import Ints
from bot.matching.confidence import Confidence, Seen

scores = st.floats(-5, 5)


def drawn(seed: int, n: int = 300, telling: float = 2.0, noise: float = 0.5) -> tuple[Seen, Ints]:
    """Texts with four labels: the first score is higher for the right one, the second says nothing."""
    rng = np.random.default_rng(seed)
    truth: Ints = rng.integers(0, 4, n).astype(np.int32)
    labels = rng.normal(0, noise, (n, 4, 2))
    labels[np.arange(n), truth, 0] += telling
    return seen_of(labels), truth


def beside(seed: int, n: int = 100) -> tuple[Seen, Ints]:
    """Texts of no label."""
    labels = np.random.default_rng(seed).normal(0, 0.5, (n, 4, 2))
    return seen_of(labels), np.full(n, -1, np.int32)


def seen_of(labels: NDArray[np.float64]) -> Seen:
    """Of the text itself a constant is seen, and its best score."""
    return Seen(labels, np.stack([np.ones(len(labels)), labels[:, :, 0].max(1)], axis=1))


def together(*some: tuple[Seen, Ints]) -> tuple[Seen, Ints]:
    return Seen.together([seen for seen, _ in some]), np.concatenate([truth for _, truth in some])


def likelihood(seen: Seen, truth: Ints, labels: NDArray[np.float64], text: NDArray[np.float64]) -> float:
    """Of the truth given the weights, with the penalty on these, by the definition."""
    total = 0.0
    for scores_of, of_text, right in zip(seen.labels, seen.text, truth, strict=True):
        there = [np.exp(row @ labels) if np.isfinite(row).all() else 0.0 for row in scores_of]
        grown = [*there, np.exp(of_text @ text)]
        total += float(np.log(grown[right] / sum(grown)))
    return total - 0.05 / 2 * float(labels @ labels + text @ text)


@given(
    st.lists(st.lists(scores, min_size=6, max_size=6), min_size=1, max_size=5),
    st.lists(scores, min_size=4, max_size=4),
)
def test_the_probabilities_of_all_labels_and_of_none_sum_to_1(rows, weights):
    seen = seen_of(np.array(rows).reshape(len(rows), 3, 2))
    found = Confidence(np.array(weights[:2]), np.array(weights[2:])).probabilities(seen)
    assert found.shape == (len(rows), 4)
    assert found.min() >= 0
    assert found.sum(1) == pytest.approx(1)


def test_enormous_scores_are_probabilities_still():
    found = Confidence(np.array([1e5]), np.array([1.0])).probabilities(
        Seen(np.array([[[1.0], [0.5]]]), np.ones((1, 1)))
    )
    assert found.tolist() == [[1, 0, 0]]


def test_it_learns_which_score_tells():
    learnt = Confidence.fit(*together(drawn(1), beside(2)))
    assert learnt.labels[0] > 1
    assert abs(learnt.labels[1]) < learnt.labels[0] / 5
    seen, truth = drawn(3)
    right = learnt.probabilities(seen)[:, :-1].argmax(1) == truth
    assert right.mean() > 0.95


def test_a_text_of_no_label_is_more_probably_none_than_one_of_a_label():
    learnt = Confidence.fit(*together(drawn(1), beside(2)))
    assert learnt.probabilities(beside(4)[0])[:, -1].mean() > 0.7
    assert learnt.probabilities(drawn(5)[0])[:, -1].mean() < 0.2


def test_near_misses_raise_the_probability_of_none():
    seen, truth = drawn(1)
    misses = seen.without(truth), np.full(len(truth), -1, np.int32)
    asked = beside(6)[0]
    without = Confidence.fit(seen, truth).probabilities(asked)[:, -1]
    assert Confidence.fit(*together((seen, truth), misses)).probabilities(asked)[:, -1].mean() > without.mean() + 0.15


def test_probabilities_are_as_often_right_as_they_say():
    learnt = Confidence.fit(*together(drawn(1, 1000, telling=0.8), beside(2, 300)))
    seen, truth = drawn(7, 1000, telling=0.8)
    found = learnt.probabilities(Seen.together([seen, beside(8, 300)[0]]))
    of_truth = found[np.arange(1000), truth].mean()
    best = found.argmax(1)
    right = np.concatenate([best[:1000] == truth, best[1000:] == 4]).mean()
    assert found.max(1).mean() == pytest.approx(right, abs=0.05)
    assert 0.3 < of_truth < 0.95


def test_it_stays_finite_where_the_scores_tell_everything():
    seen, truth = drawn(1, telling=50.0, noise=0.0)
    learnt = Confidence.fit(seen, truth)
    found = learnt.probabilities(seen)
    assert np.isfinite([*learnt.labels, *learnt.text]).all()
    assert found[np.arange(len(truth)), truth].min() > 0.99


def test_no_other_weights_near_by_are_likelier():
    asked, answers = drawn(1, 60, telling=0.8)
    misses = asked.without(answers), np.full(60, -1, np.int32)
    seen, truth = together((asked, answers), misses, beside(2, 20))
    learnt = Confidence.fit(seen, truth)
    best = likelihood(seen, truth, learnt.labels, learnt.text)
    for step in np.random.default_rng(1).normal(0, 0.05, (20, 4)):
        assert likelihood(seen, truth, learnt.labels + step[:2], learnt.text + step[2:]) < best


@given(
    st.lists(scores, min_size=6, max_size=6),
    st.lists(scores, min_size=4, max_size=4),
    st.integers(0, 2),
    st.integers(0, 1),
    st.floats(0, 5),
)
def test_a_higher_score_never_lowers_a_label_whose_weight_is_positive(row, weights, label, column, more):
    weights[column] = abs(weights[column])
    learnt = Confidence(np.array(weights[:2]), np.array(weights[2:]))
    seen = seen_of(np.array(row).reshape(1, 3, 2))
    raised = seen.labels.copy()
    raised[0, label, column] += more
    before, after = (learnt.probabilities(Seen(some, seen.text))[0, label] for some in (seen.labels, raised))
    assert after >= before - 1e-12


def test_a_label_taken_away_is_gone_and_the_texts_stay_as_they_were():
    seen, truth = drawn(1, 5)
    before = seen.labels.copy()
    left = seen.without(truth)
    found = Confidence(np.array([1.0, 1.0]), np.array([0.0, 0.0])).probabilities(left)
    assert found[np.arange(5), truth].tolist() == [0] * 5
    assert (seen.labels == before).all()
    assert left.text.tolist() == seen.text.tolist()
