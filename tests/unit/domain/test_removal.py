"""The moves of a removal: only those of the table, whoever presses what in which order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.removal import (
    FEWEST,
    MOVES,
    SILENCE,
    Barred,
    Mark,
    Post,
    Removal,
    State,
    Step,
    add,
    allowed,
    is_eligible_for_rhc,
    median_days,
    move,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
KIT, SAM = 7_000_000_001, 7_000_000_002
ASKED = Removal(1, State.ASKED, "hate", Post("link", "address"), NOW, NOW, steps=(Step(NOW, KIT, State.ASKED),))

wished = st.lists(
    st.tuples(st.sampled_from(State), st.timedeltas(timedelta(), timedelta(days=9)), st.sampled_from((KIT, SAM))),
    max_size=20,
)


def walked(*states: State, every: timedelta = timedelta(hours=1)) -> Removal:
    """A removal that went this way."""
    removal, now = ASKED, NOW
    for state in states:
        now += every
        moved = move(removal, state, KIT, now)
        assert isinstance(moved, Removal)
        removal = moved
    return removal


@given(wished)
def test_whatever_is_pressed_the_ledger_is_a_way_through_the_table(
    presses: list[tuple[State, timedelta, int]],
) -> None:
    removal, now = ASKED, NOW
    for state, wait, officer in presses:
        now += wait
        may = allowed(removal, now)
        moved = move(removal, state, officer, now)
        assert isinstance(moved, Removal) == (state in may)
        if isinstance(moved, Removal):
            assert (moved.state, moved.holder, moved.steps[:-1]) == (state, officer, removal.steps)
            assert moved.steps[-1] == Step(now, officer, state)
            removal = moved
        else:
            assert (moved is Barred.TOO_EARLY) == (state in MOVES[removal.state])
    states = [step.state for step in removal.steps]
    assert all(after in MOVES[before] for before, after in pairwise(states))
    assert (removal.closed_at is not None) == removal.is_closed == (not MOVES[removal.state])
    last = removal.steps[max(n for n, state in enumerate(states) if state is State.ASKED) :]
    states = [step.state for step in last]
    assert (removal.sent_at is not None) == (State.SENT in states)
    assert (removal.removed_at is not None) == (State.REMOVED in states)
    if State.ESCALATED in states:
        at = states.index(State.ESCALATED)
        sent = last[states.index(State.SENT)].at
        assert State.REFUSED in states[:at] or last[at].at - sent > SILENCE


@given(wished)
def test_an_end_is_in_reach_from_everywhere(presses: list[tuple[State, timedelta, int]]) -> None:
    removal, now = ASKED, NOW
    for state, wait, officer in presses:
        now += wait
        moved = move(removal, state, officer, now)
        removal = moved if isinstance(moved, Removal) else removal
    assert removal.is_closed or isinstance(move(removal, State.CLOSED, KIT, now), Removal)


@pytest.mark.parametrize(
    ("states", "after", "eligible"),
    [
        ((State.SENT,), SILENCE, False),
        ((State.SENT,), SILENCE + timedelta(seconds=1), True),
        ((State.SENT, State.ACKNOWLEDGED), SILENCE, False),
        ((State.SENT, State.ACKNOWLEDGED), SILENCE + timedelta(seconds=1), True),
        ((State.SENT, State.REFUSED), timedelta(hours=2), True),
        ((State.SENT, State.REFUSED, State.APPEALED), timedelta(hours=3), True),
        ((State.SENT, State.REMOVED), timedelta(days=30), False),
        ((State.SENT, State.CLOSED), timedelta(days=30), False),
        ((State.SENT, State.REFUSED, State.REMOVED, State.ASKED, State.SENT), SILENCE, False),
        ((), timedelta(days=30), False),
    ],
)
def test_report_harmful_content_wants_a_refusal_or_more_than_a_weeks_silence(
    states: tuple[State, ...], after: timedelta, eligible: bool
) -> None:
    removal = walked(*states)
    assert is_eligible_for_rhc(removal, (removal.sent_at or NOW) + after) is eligible


def test_what_is_added_moves_nothing_and_the_latest_is_quoted() -> None:
    removal = walked(State.SENT)
    for reference in ("FB-1", "FB-2"):
        removal = add(
            removal, Step(NOW, SAM, State.CLOSED, Mark.ADDED, reference=reference, evidence=(len(reference),))
        )
    removal = add(removal, Step(NOW, SAM, State.SENT, Mark.ADDED, answer="No"))
    assert (removal.state, removal.reference, removal.answer, removal.evidence) == (State.SENT, "FB-2", "No", (4, 4))
    assert {step.state for step in removal.steps[1:]} == {State.SENT}


def test_a_refusal_that_stands_in_a_note_is_none() -> None:
    removal = add(walked(State.SENT), Step(NOW, SAM, State.REFUSED, Mark.ADDED, note="perhaps refused"))
    assert not removal.was_refused


@pytest.mark.parametrize("state", sorted(set(State) - {State.REMOVED, State.CLOSED}))
def test_a_post_may_go_down_wherever_its_removal_stands(state: State) -> None:
    removal = Removal(1, state, "hate", Post("link", "address"), NOW)
    assert isinstance(move(removal, State.REMOVED, KIT, NOW), Removal)


def test_what_the_platform_said_before_a_post_came_back_is_over() -> None:
    told = Step(NOW, KIT, State.REFUSED, Mark.ADDED, reference="FB-1", answer="No")
    down = move(add(walked(State.SENT, State.REFUSED), told), State.REMOVED, KIT, NOW)
    assert isinstance(down, Removal)
    removal = move(down, State.ASKED, KIT, NOW)
    assert isinstance(removal, Removal)
    assert (removal.sent_at, removal.removed_at, removal.was_refused) == (None, None, False)
    assert (removal.reference, removal.answer) == ("", "")


def test_medians_of_few_are_not_told() -> None:
    spans = [("x", timedelta(days=days)) for days in range(1, FEWEST + 1)]
    spans += [("facebook", timedelta(hours=6))] * (FEWEST - 1)
    assert median_days(spans) == {"facebook": None, "x": (3.0, FEWEST)}
    assert median_days([]) == {}


def test_it_knows_since_when_it_was_reported_and_down() -> None:
    removal = walked(State.SENT, State.REFUSED, State.APPEALED, State.REMOVED)
    assert removal.removed_at == NOW + timedelta(hours=4)
    assert removal.sent_at == NOW + timedelta(hours=1)
