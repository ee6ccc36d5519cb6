"""A case's moves: whatever their order, nothing is lost and nothing becomes less serious."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import case as moves
from bot.domain.case import Case, Move, Outcome, Refusal, Status
from bot.domain.report import Desk, Report
from bot.domain.severity import Level

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAM, KIT = 7, 8
officers = st.sampled_from([SAM, KIT, 9])
moments = st.integers(0, 5_000).map(lambda minutes: NOON + timedelta(minutes=minutes))
levels = st.sampled_from(list(Level))


def opened(level: Level = Level.CONCERN, desk: Desk = Desk.COMMS) -> Case:
    return Case(1, level, desk, Report("offensive-post"), 1, NOON, NOON + timedelta(hours=1))


MOVE = st.one_of(
    st.tuples(st.just(moves.take), officers, moments),
    st.tuples(st.just(moves.work), officers, moments),
    st.tuples(st.just(moves.hand_over), st.sampled_from(list(Desk)), st.sampled_from([0, SAM, KIT]), moments, moments),
    st.tuples(st.just(moves.give_back), moments),
    st.tuples(st.just(moves.resolve), officers, st.sampled_from(list(Outcome)), moments),
    st.tuples(st.just(moves.withdraw), moments),
    st.tuples(st.just(moves.raise_to), levels, moments),
)


def is_sound(case: Case) -> bool:
    """A case has a holder exactly while it is taken, and an end exactly when it is closed."""
    held = {Status.OPEN: case.holder == 0, Status.TAKEN: case.holder != 0}.get(case.status, True)
    ended = case.is_closed == (case.closed_at is not None)
    return held and ended and (case.outcome is not None) == (case.status is Status.RESOLVED)


@given(levels, st.sampled_from(list(Desk)), st.lists(MOVE, max_size=25))
def test_no_sequence_of_moves_loses_a_holder_lowers_a_level_or_opens_a_closed_case(level, desk, sequence) -> None:
    case = opened(level, desk)
    for move, *arguments in sequence:
        moved: Move = move(case, *arguments)
        if isinstance(moved, Refusal):
            continue
        assert is_sound(moved)
        assert moved.level >= case.level
        assert not case.is_closed or moved == case
        assert (moved.id, moved.reporter_id, moved.opened_at) == (case.id, case.reporter_id, case.opened_at)
        case = moved


@given(levels, levels, moments)
def test_a_case_that_waits_is_never_promised_later_because_it_became_more_serious(first, second, take_by) -> None:
    assert moves.raise_to(opened(first), second, take_by).take_by <= opened().take_by


@given(st.sampled_from(list(Desk)), moments)
def test_going_to_another_desk_gives_an_untaken_case_no_more_time(desk: Desk, take_by: datetime) -> None:
    moved = moves.hand_over(replace(opened(), rung=2), desk, 0, NOON, take_by)

    assert moved == (Refusal.NOT_TAKEN if desk is Desk.COMMS else replace(opened(desk=desk), rung=2))


def test_the_second_officer_to_take_a_case_hears_that_it_is_taken() -> None:
    taken = moves.take(opened(), SAM, NOON)
    assert isinstance(taken, Case)

    assert moves.take(taken, KIT, NOON) is Refusal.TAKEN_ALREADY
    assert moves.take(taken, SAM, NOON) is Refusal.SAME_HOLDER


def test_only_the_officer_who_has_a_case_works_and_ends_it() -> None:
    taken = moves.take(opened(), SAM, NOON)
    assert isinstance(taken, Case)

    assert moves.work(opened(), SAM, NOON) is Refusal.NOT_TAKEN
    assert moves.resolve(taken, KIT, Outcome.ADVISED, NOON) is Refusal.NOT_YOURS
    assert isinstance(moves.resolve(taken, SAM, Outcome.ADVISED, NOON), Case)


def test_an_urgent_case_goes_to_the_safety_officer_whatever_its_kind() -> None:
    assert moves.raise_to(opened(), Level.URGENT, NOON).desk is Desk.SAFETY


def test_the_queue_is_ordered_by_urgency_and_then_by_age() -> None:
    old, young = opened(), replace(opened(), opened_at=NOON + timedelta(hours=1))
    urgent = replace(young, level=Level.URGENT)

    assert sorted([young, old, urgent], key=lambda case: case.urgency) == [urgent, old, young]
