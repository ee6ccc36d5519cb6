"""Cases: saved by one at a time, listed in the order of the queue, with all that was said about them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.case import Case, Outcome, Status
from bot.domain.errors import ConflictError, StorageError
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database
from bot.storage.cases import Line, Said, Shown
from bot.storage.schema import cases

from .conftest import NOW

MINUTE = timedelta(minutes=1)
ANN, SAM = 7_000_000_001, 7_000_000_002
REPORT = Report(
    "threat-of-violence",
    "He knows where I live",
    "me",
    "facebook",
    "@made_up",
    ("https://x.example",),
    wishes=("police",),
)
CASE = Case(0, Level.URGENT, Desk.SAFETY, REPORT, ANN, opened_at=NOW, take_by=NOW + 15 * MINUTE)


async def opened(database: Database, case: Case = CASE) -> Case:
    async with database.transaction() as tx:
        return await tx.cases.open(case)


async def saved(database: Database, case: Case) -> Case:
    async with database.transaction() as tx:
        return await tx.cases.save(case)


async def found(database: Database, case_id: int) -> Case | None:
    async with database.transaction() as tx:
        return await tx.cases.find(case_id)


async def test_a_case_gets_a_number_and_comes_back_as_opened(database: Database) -> None:
    case = await opened(database)
    assert (case.id, case.version, case.number) == (1, 1, "WL-0001")
    assert await found(database, 1) == case
    assert await found(database, 2) is None


async def test_every_field_of_a_case_is_kept(database: Database) -> None:
    case = await opened(database)
    changed = replace(
        case,
        level=Level.EMERGENCY,
        desk=Desk.COMMS,
        report=replace(REPORT, effect="I cannot sleep", signals=("weapon",)),
        verified=False,
        status=Status.RESOLVED,
        holder=SAM,
        rung=2,
        seen_at=NOW,
        taken_at=NOW + MINUTE,
        worked_at=NOW + 2 * MINUTE,
        closed_at=NOW + 3 * MINUTE,
        outcome=Outcome.POLICE,
        said="danger",
    )
    assert await saved(database, changed) == replace(changed, version=2)
    assert await found(database, case.id) == replace(changed, version=2)


async def test_a_stale_case_is_not_saved(database: Database) -> None:
    case = await opened(database)
    await saved(database, replace(case, holder=SAM))
    with pytest.raises(ConflictError):
        await saved(database, replace(case, holder=SAM + 1))
    now = await found(database, case.id)
    assert now is not None
    assert (now.holder, now.version) == (SAM, 2)


async def test_a_councillor_s_cases_come_newest_first(database: Database) -> None:
    for reporter in (ANN, SAM, ANN, ANN):
        await opened(database, replace(CASE, reporter_id=reporter))
    await saved(database, replace(CASE, id=4, version=1, status=Status.WITHDRAWN))
    async with database.transaction() as tx:
        assert [case.id for case in await tx.cases.of_reporter(ANN, limit=2)] == [4, 3]
        latest = await tx.cases.latest_unfinished(ANN, since=NOW)
        assert latest is not None
        assert latest.id == 3
        assert await tx.cases.latest_unfinished(ANN, since=NOW + MINUTE) is None


async def test_a_thread_keeps_what_was_said_in_order_with_edits_beside_it(database: Database) -> None:
    lines = [
        Line(NOW, ANN, Said.ANSWER, "He wrote again", 11),
        Line(NOW, ANN, Said.EDIT, "He wrote twice", 11),
        Line(NOW + MINUTE, SAM, Said.NOTE, "Rang the police"),
    ]
    async with database.transaction() as tx:
        for line in lines:
            await tx.cases.say(1, line)
        await tx.cases.say(2, Line(NOW, ANN, Said.REPORTER, "Another matter", 12))
        assert await tx.cases.thread(1) == lines
        assert await tx.cases.case_of_message(ANN, 12) == 2
        assert await tx.cases.case_of_message(SAM, 12) == 0


async def test_where_a_case_is_shown_is_found_by_name_and_place(database: Database) -> None:
    card = Shown("card:1:group", -1, 10, 1)
    async with database.transaction() as tx:
        await tx.cases.show(replace(card, message_id=9))
        await tx.cases.show(card)
        await tx.cases.show(Shown("receipt:2", ANN, 10, 2))
        assert await tx.cases.shown(card.ref) == card
        assert await tx.cases.shown_at(-1, 10) == card
        assert await tx.cases.shown_for(1) == [card]
        await tx.cases.forget_shown(card.ref)
        assert await tx.cases.shown(card.ref) is None
        assert await tx.cases.shown_for(2) == [Shown("receipt:2", ANN, 10, 2)]


async def test_a_report_moved_to_another_case_does_not_open(database: Database) -> None:
    one, other = await opened(database), await opened(database)
    async with database.engine.begin() as connection:
        sealed = await connection.scalar(cases.select().with_only_columns(cases.c.sealed).where(cases.c.id == one.id))
        await connection.execute(cases.update().where(cases.c.id == other.id).values(sealed=sealed))
    with pytest.raises(StorageError, match="moved"):
        await found(database, other.id)
