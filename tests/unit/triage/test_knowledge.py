"""What triage.yaml promises of itself."""

import pytest

from bot.domain.severity import Level

from .shipped import ASSESSOR, EXAMPLES, HARMLESS, KNOWLEDGE, VETOED


@pytest.mark.parametrize(("level", "message"), EXAMPLES)
def test_an_example_reaches_its_level(level, message):
    assert ASSESSOR.assess(message).level >= level


@pytest.mark.parametrize("signal", KNOWLEDGE.patterns, ids=lambda signal: signal.name)
def test_an_example_shows_its_own_signal(signal):
    found = [{seen.name for seen in ASSESSOR.assess(message).signals} for message in signal.examples]
    assert [signal.name in names for names in found] == [True] * len(found)


@pytest.mark.parametrize("message", HARMLESS + VETOED)
def test_a_harmless_message_raises_nothing(message):
    assert ASSESSOR.assess(message).level is Level.NONE


@pytest.mark.parametrize("signal", [kept for kept in KNOWLEDGE.patterns if kept.self_harm], ids=lambda kept: kept.name)
def test_a_message_about_self_harm_shows_the_crisis_lines(signal):
    assert [ASSESSOR.assess(message).self_harm for message in signal.examples] == [True] * len(signal.examples)


def test_the_levels_are_all_in_use():
    assert {signal.level for signal in KNOWLEDGE.patterns} == {Level.CONCERN, Level.URGENT, Level.EMERGENCY}


def test_no_entry_beside_danger_has_a_title_that_sounds_like_an_emergency():
    titles = [entry.title for entry in KNOWLEDGE.catalogue if entry.subject not in {"abuse", "wellbeing"}]
    assert [title for title in titles if ASSESSOR.assess(title).level is Level.EMERGENCY] == []
