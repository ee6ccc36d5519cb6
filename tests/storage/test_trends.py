"""Counts of cases: nothing is opened for them, drills count nowhere, and they stay when a case is erased."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.case import DRILL, Case, Outcome, Status
from bot.domain.person import Person, Role
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database

from .conftest import NOW

DAY = timedelta(days=1)
BOUNDS = (NOW, NOW + 7 * DAY, NOW + 14 * DAY)
SPAN = BOUNDS[0], BOUNDS[-1]


def a_case(kind: str = "harassment", **changes: object) -> Case:
    case = Case(0, Level.CONCERN, Desk.COMMS, Report(kind), 700, NOW, NOW + DAY, place="facebook")
    return replace(case, **changes)


async def kept(database: Database, *cases: Case) -> None:
    async with database.transaction() as tx:
        for case in cases:
            await tx.cases.open(case)


async def test_cases_count_in_the_part_in_which_they_were_opened(database: Database) -> None:
    await kept(
        database,
        a_case(opened_at=NOW - timedelta(microseconds=1)),
        a_case(opened_at=NOW),
        a_case(opened_at=NOW + 7 * DAY - timedelta(microseconds=1)),
        a_case(opened_at=NOW + 7 * DAY),
        a_case(opened_at=NOW + 14 * DAY),
        a_case(DRILL, opened_at=NOW),
    )
    async with database.transaction() as tx:
        assert await tx.trends.opened(BOUNDS) == [2, 1]
        assert await tx.trends.by_kind(*SPAN) == {"harassment": 3}


async def test_by_place_level_and_outcome(database: Database) -> None:
    await kept(
        database,
        a_case(),
        a_case(place=""),
        a_case(level=Level.URGENT, status=Status.TAKEN),
        a_case(status=Status.RESOLVED, outcome=Outcome.POLICE),
        a_case(status=Status.WITHDRAWN),
    )
    async with database.transaction() as tx:
        assert await tx.trends.by_place(*SPAN) == {"facebook": 4, "": 1}
        assert await tx.trends.by_level(*SPAN) == {Level.CONCERN: 4, Level.URGENT: 1}
        ends = {Status.OPEN: 2, Status.TAKEN: 1, Status.WITHDRAWN: 1, Outcome.POLICE: 1}
        assert await tx.trends.by_outcome(*SPAN) == ends


async def test_cases_of_an_older_release_have_no_place(database: Database) -> None:
    await kept(database, a_case())
    async with database.begin() as connection:
        await connection.exec_driver_sql("UPDATE cases SET place = NULL")
    async with database.transaction() as tx:
        case = await tx.cases.find(1)
        assert case is not None
        assert case.place == ""
        assert await tx.trends.by_place(*SPAN) == {"": 1}


async def test_a_course_has_the_first_taking_however_often_it_was_taken(database: Database) -> None:
    await kept(database, a_case(), a_case(closed_at=NOW + DAY, status=Status.RESOLVED))
    async with database.transaction() as tx:
        for hours in (3, 5):
            await tx.audit.record(1, NOW + timedelta(hours=hours), 900, "case:taken")
        first, second = await tx.trends.courses(*SPAN)
    assert (first.taken_at, first.closed_at) == (NOW + timedelta(hours=3), None)
    assert (second.taken_at, second.closed_at, second.status) == (None, NOW + DAY, Status.RESOLVED)


async def test_reporters_are_counted_once_and_strangers_not(database: Database) -> None:
    await kept(database, a_case(), a_case(), a_case(reporter_id=701), a_case(reporter_id=702, verified=False))
    await kept(database, a_case("doxxing", reporter_id=703))
    async with database.transaction() as tx:
        assert await tx.trends.reporters(*SPAN, ["harassment"]) == 2
        roles = (frozenset({Role.COUNCILLOR}), frozenset({Role.COUNCILLOR, Role.SAFETY}), frozenset({Role.COMMS}))
        for number, each in enumerate(roles):
            await tx.people.save(Person(700 + number, "Somebody", each))
        assert await tx.trends.councillors() == 2


async def test_what_was_erased_still_counts(database: Database) -> None:
    await kept(database, a_case())
    async with database.transaction() as tx:
        await tx.cases.erase(1, NOW)
        assert await tx.trends.by_place(*SPAN) == {"facebook": 1}


async def test_open_questions_by_week(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.feedback.remember("Where do geese sleep?", "none", (), NOW + 8 * DAY)
        assert await tx.trends.unanswered(BOUNDS) == [0, 1]
