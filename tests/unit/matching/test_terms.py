"""How much each word and each part of a word tells, and how like each other texts are by them."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Words, words
from bot.language.terms import Terms
from bot.matching.postings import Postings

# Few enough that no two of their terms share a place.
KNOWN = ["block", "blocked", "post", "a", "bin", "x"]
said = st.lists(st.sampled_from(KNOWN), max_size=8).map(tuple)
TEXTS = (("block", "resident"), ("block", "post"), ("report", "post"), ("post", "bin"))


def cosines(texts: tuple[Words, ...], asked: Words) -> list[float]:
    terms = Terms.learn(texts)
    found: list[float] = Postings.of([terms.weigh(text) for text in texts]).cosines(terms.weigh(asked)).tolist()
    return found


def naive_kinds(text: Words) -> list[list[str]]:
    """Words and pairs of neighbours; and runs of two to five signs in each word between its two marks."""
    marked = [f"<{word}>" for word in text]
    runs = [word[start : start + n] for word in marked for n in range(2, 6) for start in range(len(word) - n + 1)]
    short = [word for word in marked for n in range(2, 6) if len(word) < n]
    return [[*text, *(" ".join(pair) for pair in pairwise(text))], runs + short]


def naive_vector(texts: tuple[Words, ...], text: Words) -> dict[str, float]:
    """Each kind of term by its frequency in the text and its rarity among the texts, at half of the whole."""
    vector = {}
    for kind, terms in enumerate(naive_kinds(text)):
        worth = {
            term: 0.3 + math.log((1 + len(texts)) / (1 + sum(term in naive_kinds(one)[kind] for one in texts)))
            for term in terms
        }
        weights = {term: (1 + math.log(often)) * worth[term] for term, often in Counter(terms).items()}
        length = math.hypot(*weights.values())
        vector |= {f"{kind} {term}": weight / length * math.sqrt(0.5) for term, weight in weights.items()}
    return vector


@given(st.lists(said, max_size=6).map(tuple), said)
def test_cosines_are_what_a_plain_computation_finds(texts, asked):
    mine = naive_vector(texts, asked)
    expected = [
        sum(weight * mine.get(term, 0.0) for term, weight in naive_vector(texts, text).items()) for text in texts
    ]
    assert cosines(texts, asked) == pytest.approx(expected, abs=1e-5)


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=200))
def test_any_text_with_words_has_the_length_1(texts, text):
    places, weights = Terms.learn(map(words, texts)).weigh(words(text))
    assert len(places) == len(weights)
    assert math.hypot(*weights.tolist()) == pytest.approx(1 if words(text) else 0, abs=1e-5)


def test_no_words_have_no_terms_and_are_like_nothing():
    places, weights = Terms.learn(TEXTS).weigh(())
    assert (len(places), len(weights)) == (0, 0)
    assert cosines(TEXTS, ()) == [0, 0, 0, 0]


def test_without_texts_nothing_is_alike():
    assert cosines((), ("block",)) == []


def test_a_text_without_words_is_like_nothing_and_keeps_its_place():
    assert cosines((("bin",), (), ("page",)), ("page",))[:2] == [0, 0]


@pytest.mark.parametrize("word", ["resident", "worried", "sabotage"])
def test_a_text_is_as_like_itself_as_can_be(word):
    assert cosines(((word,), ("bin",)), (word,))[0] == pytest.approx(1, abs=1e-5)


def test_a_word_that_few_texts_have_counts_more():
    likeness = cosines(TEXTS, ("report", "bin", "post"))
    assert likeness[1] < min(likeness[2:])


def test_a_word_that_every_text_has_still_counts():
    assert cosines((("post",), ("post",)), ("post",)) == pytest.approx([1, 1])


def test_words_that_nobody_knows_make_a_text_less_alike():
    assert cosines(TEXTS, ("report", "zebra"))[2] < cosines(TEXTS, ("report",))[2]


def test_a_misspelt_word_is_like_the_right_one_by_its_parts():
    assert int(np.argmax(cosines(TEXTS, ("rezident",)))) == 0


def test_the_order_of_words_counts_a_little():
    likeness = cosines((("block", "resident"), ("resident", "block")), ("resident", "block"))
    assert 0.5 < likeness[0] < likeness[1]


@given(said)
def test_each_word_has_its_share_of_the_whole_once(text):
    terms = Terms.learn(TEXTS)
    whole = dict(zip(*(column.tolist() for column in terms.weigh(text)), strict=True))
    shares = list(terms.by_word(text))
    assert [word for word, _ in shares] == list(dict.fromkeys(text))
    for _, (places, weights) in shares:
        assert len(places) > 0
        assert [whole[place] for place in places.tolist()] == weights.tolist()


def test_a_words_share_counts_for_the_texts_that_have_the_word():
    terms = Terms.learn(TEXTS)
    postings = Postings.of([terms.weigh(text) for text in TEXTS])
    told = {word: postings.cosines(own) for word, own in terms.by_word(("report", "the", "bin"))}
    assert (int(told["report"].argmax()), int(told["bin"].argmax())) == (2, 3)
    assert told["the"].max() < told["bin"].max() / 5
