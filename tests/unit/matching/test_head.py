"""How a text is read, and how near the phrases of each label are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.fitting import Fitter
from bot.matching.head import columns_of, nearest
from bot.matching.lesson import Lesson

from .entries import ALIASES, OFF_TOPIC, TOOLKIT

FITTER = Fitter(Lesson.of_toolkit(TOOLKIT, (), OFF_TOPIC, ALIASES), None)


def test_spelling_and_nicknames_are_put_right_before_words_are_compared():
    assert FITTER.reader.words("Somone on FB, pasword") == ("someone", "on", "facebook", "password")


def test_a_platform_of_one_letter_is_read_by_a_longer_name():
    assert FITTER.reader.words("on X or x.com") == ("on", "twitter", "or", "twitter")


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20), st.integers(0, 2**32 - 1))
def test_a_label_is_as_near_as_the_mean_of_its_three_nearest_phrases(owners, seed):
    likeness = np.random.default_rng(seed).uniform(0, 1, (3, len(owners))).astype(np.float32)
    found = nearest(likeness, columns_of(np.array(owners, np.int32), 5))
    for text in range(3):
        for label in range(5):
            own = [float(likeness[text, row]) for row, owner in enumerate(owners) if owner == label]
            best = sorted([*own, *[0.0] * max(0, 3 - len(own))])[-3:]
            assert found[text, label] == pytest.approx(sum(best) / 3, abs=1e-5)
