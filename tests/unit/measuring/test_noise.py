"""Typing slips."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.measuring.noise import slipped

SENTENCE = "Somebody has copied my Facebook profile and is writing to all my neighbours; what do I do now?"
SEEDS = st.integers(0, 2**32)
SENTENCES = st.lists(st.text(st.characters(codec="utf-8", categories=["Ll", "Lu"]), min_size=1), min_size=1)


def test_the_same_seed_slips_the_same_way_in_every_run():
    assert slipped(SENTENCE, 0) == (
        "Somebody has copied my Fscebook profile and is wrifing to al my neighbours; what do I do now?"
    )


@given(SENTENCES, SEEDS)
def test_one_word_in_seven_gets_one_slip_and_one_at_least(words, seed):
    assume(any(re.search(r"[^\W\d_]{3}", word) for word in words))
    noisy = slipped(" ".join(words), seed).split(" ")
    changed = [(before, after) for before, after in zip(words, noisy, strict=True) if before != after]
    assert 1 <= len(changed) <= max(1, round(0.15 * len(words)))
    for before, after in changed:
        assert len(before) >= 3
        assert OSA.distance(before, after) == 1


@given(st.lists(st.text(max_size=2)), SEEDS)
def test_short_words_are_left_alone(words, seed):
    text = " ".join(words)
    assert slipped(text, seed) == text


def test_other_seeds_slip_in_other_ways_and_every_way_comes_up():
    copies = {slipped(SENTENCE, seed) for seed in range(60)}
    assert len(copies) > 50
    lengths = {len(slipped("council", seed)) - len("council") for seed in range(40)}
    assert lengths == {-1, 0, 1}


def test_a_wrong_letter_is_a_neighbour_on_the_keyboard_in_the_same_case():
    wrong = {slipped("SSS", seed) for seed in range(80)} - {"SS", "SSSS"}
    assert {letter for word in wrong for letter in word} <= set("SADWEZX")
    assert len(wrong) >= 6
