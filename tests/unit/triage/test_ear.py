"""What was learnt of danger, as it ships."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.severity import Level
from bot.language import Encoder
from bot.triage import LearnedEar
from bot.triage.ear import Heard

BOTH, WORDS = LearnedEar(Encoder()), LearnedEar(None)
EARS = pytest.mark.parametrize("ear", [BOTH, WORDS], ids=["meanings", "words alone"])
CALM = "How do I add a photo to my page?"


@EARS
@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("He is outside my front door with a knife and he is shouting", Level.EMERGENCY),
        ("He says he will burn my house down and kill me", Level.URGENT),
        ("Somebody keeps calling me a liar on the village page", Level.CONCERN),
        (CALM, Level.NONE),
    ],
)
def test_the_level_of_a_plain_message_is_the_likeliest(ear: LearnedEar, text: str, level: Level) -> None:
    assert ear.hear([text]).levels.argmax() == level


@EARS
def test_self_harm_is_heard_apart_from_other_danger(ear: LearnedEar) -> None:
    assert ear.hear(["I have had enough and I want to die"]).self_harm > 0.5
    assert ear.hear(["He has a knife and he is outside"]).self_harm < 0.5


@EARS
def test_the_most_dangerous_passage_counts(ear: LearnedEar) -> None:
    worst, calm = "He is outside with a knife", CALM
    assert ear.hear([calm, worst, calm]).danger == pytest.approx(ear.hear([worst]).danger)


def test_each_hears_what_the_other_may_miss() -> None:
    """Both together lie between them."""
    for text in ("He is back", "They know which bus I take", CALM):
        alone = [BOTH.hear([text]), WORDS.hear([text])]
        assert alone[0].levels != pytest.approx(alone[1].levels)


@EARS
@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_whatever_is_heard_has_probabilities(ear: LearnedEar, passages: list[str]) -> None:
    heard = ear.hear(passages)
    assert heard.levels.shape == (4,)
    assert heard.levels.sum() == pytest.approx(1, abs=1e-4)
    assert 0 <= heard.self_harm <= 1
    assert 0 <= heard.danger <= 1


def test_of_several_the_worst_is_the_one_with_most_danger_and_self_harm_is_kept() -> None:
    levels = np.array([[0.9, 0.1, 0, 0], [0.2, 0.2, 0.3, 0.3], [0.5, 0.1, 0, 0.4]], np.float32)
    worst = Heard.worst(levels, np.array([0.7, 0.1, 0.2], np.float32))
    assert worst.levels.tolist() == levels[1].tolist()
    assert worst.self_harm == pytest.approx(0.7)
