"""When the officer of a removal is reminded: by state and platform, in working hours, but for what the law wants."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content import Knowledge
from bot.desk.removal_clock import next_at
from bot.domain.removal import SILENCE, Post, Removal, State

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=LONDON)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=LONDON)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due(knowledge: Knowledge, state: State, at: datetime = FRIDAY, *, reminded: bool = False, **more: str) -> datetime:
    """When the reminder comes of a removal that was sent on Friday at four, looked at on ``at``."""
    post = Post("link", "address", more.get("platform", "facebook"))
    removal = Removal(1, State.ASKED, more.get("kind", "hate"), post, FRIDAY)
    if state is not State.ASKED:
        removal = replace(removal, state=state, sent_at=FRIDAY)
    found = next_at(removal, knowledge.removals, knowledge.council.hours, at, reminded=reminded)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("state", "platform", "expected"),
    [
        (State.ASKED, "facebook", MONDAY),  # a day later is a Saturday
        (State.SENT, "facebook", FRIDAY + 3 * DAY),
        (State.SENT, "x", MONDAY),  # two days: a platform's own clock
        (State.SENT, "", FRIDAY + 3 * DAY),
        (State.APPEALED, "facebook", FRIDAY + 7 * DAY),
    ],
)
def test_by_state_and_platform_when_the_desk_is_staffed(
    knowledge: Knowledge, state: State, platform: str, expected: datetime
) -> None:
    assert due(knowledge, state, platform=platform) == expected


def test_it_comes_when_report_harmful_content_would_look_at_the_post(knowledge: Knowledge) -> None:
    sixth = FRIDAY + 6 * DAY
    assert due(knowledge, State.SENT, sixth) == FRIDAY + SILENCE + timedelta(minutes=1)
    assert due(knowledge, State.SENT, FRIDAY + 10 * DAY) == FRIDAY + 13 * DAY
    assert due(knowledge, State.REFUSED, FRIDAY + 5 * DAY) == FRIDAY + 7 * DAY


@pytest.mark.parametrize("state", [State.SENT, State.ACKNOWLEDGED, State.REFUSED, State.APPEALED, State.ESCALATED])
def test_the_law_s_hours_are_counted_by_the_clock_on_the_wall(knowledge: Knowledge, state: State) -> None:
    for hours in (0, 20, 47):
        assert due(knowledge, state, FRIDAY + hours * HOUR, kind="intimate-image") == FRIDAY + 48 * HOUR


def test_it_is_said_again_and_again_while_it_is_late(knowledge: Knowledge) -> None:
    late = FRIDAY + 48 * HOUR
    assert due(knowledge, State.SENT, late, kind="intimate-image") == late + 12 * HOUR
    assert due(knowledge, State.ASKED, kind="intimate-image") == FRIDAY + 2 * HOUR
    assert due(knowledge, State.ASKED, kind="intimate-image", reminded=True) == FRIDAY + 12 * HOUR


def test_nobody_is_reminded_of_what_is_closed(knowledge: Knowledge) -> None:
    closed = Removal(1, State.CLOSED, "intimate-image", Post("link", "address"), FRIDAY, sent_at=FRIDAY)
    assert next_at(closed, knowledge.removals, knowledge.council.hours, FRIDAY) is None
