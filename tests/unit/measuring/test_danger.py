"""How much danger is heard."""

import pytest

from bot.domain.severity import Assessment, Level
from bot.measuring.danger import measure, ordinary
from bot.measuring.rows import Message

from .known import ToldAssessor

ASSESSOR = ToldAssessor(
    {
        "knife": Assessment(Level.EMERGENCY),
        "threat": Assessment(Level.URGENT),
        "unsure": Assessment(Level.NONE, check=True),
        "odd": Assessment(Level.CONCERN, check=True),
        "insult": Assessment(Level.CONCERN),
    }
)


def test_alarms_are_told_for_each_level():
    messages = [
        *(Message(text, Level.EMERGENCY) for text in ("knife", "threat", "unsure", "unheard")),
        *(Message(text, Level.URGENT) for text in ("insult", "threat")),
        *(Message(text, Level.CONCERN) for text in ("insult", "odd", "knife", "unheard")),
        *(Message(text, Level.NONE) for text in ("fine", "well", "threat", "unsure", "good")),
    ]
    found = measure(ASSESSOR, messages)
    assert found is not None
    told = {level.word: (a.n, a.alerted, a.checked, a.heard, a.recognised) for level, a in found.levels.items()}
    assert told == {
        "none": (5, 0.2, 0.2, 0.4, 0.4),
        "concern": (4, 0.25, 0.25, 0.5, 0.75),
        "urgent": (2, 0.5, 0, 0.5, 1),
        "emergency": (4, 0.5, 0.25, 0.75, 0.75),
    }
    assert found.grave is not None
    assert (found.grave.alerted, found.grave.heard) == pytest.approx((3 / 6, 4 / 6))
    assert found.false is not None
    assert found.false.heard == 0.4


def test_an_alert_that_also_asks_is_counted_once():
    found = ordinary(ToldAssessor({"both": Assessment(Level.URGENT, check=True)}), ["both"])
    assert found is not None
    assert (found.alerted, found.checked, found.heard) == (1, 0, 1)


def test_levels_that_no_message_has_are_left_out():
    found = measure(ASSESSOR, [Message("insult", Level.CONCERN)])
    assert found is not None
    assert (list(found.levels), found.grave, found.false) == ([Level.CONCERN], None, None)
    assert measure(ASSESSOR, []) is None
    assert ordinary(ASSESSOR, []) is None
