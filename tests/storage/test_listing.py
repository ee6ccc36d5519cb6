"""Lists of unfinished cases: in order, no longer than asked, and by the same rule as a single case."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.desk.access import opens, view_of
from bot.domain.access import Cause
from bot.domain.case import Case, Status
from bot.domain.person import Person, Role
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database
from bot.storage.cases import Shown
from bot.storage.listing import MANY

from .conftest import NOW

ANN, SAM, EVE, GROUP = 5, 7_000_000_002, 3, -100
CASE = Case(0, Level.URGENT, Desk.SAFETY, Report("impersonation", what="words"), ANN, NOW, NOW)
MINUTE = timedelta(minutes=1)
PEOPLE = [Person(SAM, "Sam Specimen", frozenset({role})) for role in (Role.SAFETY, Role.COMMS, Role.ADMIN)]
PEOPLE.append(Person(SAM, "Sam Specimen", frozenset({Role.SAFETY, Role.COMMS})))


async def opened(database: Database, case: Case) -> Case:
    async with database.transaction() as tx:
        return await tx.cases.open(case)


async def test_unfinished_cases_come_most_serious_first_then_oldest(database: Database) -> None:
    calm = await opened(database, replace(CASE, level=Level.CONCERN, opened_at=NOW - MINUTE))
    young = await opened(database, replace(CASE, opened_at=NOW + MINUTE))
    old = await opened(database, CASE)
    worst = await opened(database, replace(CASE, level=Level.EMERGENCY, opened_at=NOW + MINUTE, status=Status.TAKEN))
    for status in (Status.RESOLVED, Status.WITHDRAWN):
        await opened(database, replace(CASE, status=status))
    async with database.transaction() as tx:
        view = await view_of(tx, PEOPLE[0], SAM)
        listed = [case.id for case in await tx.listing.queue(view, 10)]
        assert listed == [worst.id, old.id, young.id, calm.id]
        assert [case.id for case in await tx.listing.queue(view, 2)] == listed[:2]
        assert [case.id for case in await tx.listing.queue(view, 10, untaken=True)] == listed[1:]
        assert (await tx.listing.count(view), await tx.listing.count(view, untaken=True)) == (4, 3)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: "+".join(sorted(person.roles)))
@pytest.mark.parametrize(("chat", "seated"), [(SAM, ()), (GROUP, ()), (GROUP, (Desk.COMMS,)), (GROUP, Desk)])
async def test_a_list_goes_by_the_same_rule_as_a_single_case(
    database: Database, person: Person, chat: int, seated: Iterable[Desk]
) -> None:
    made, kept_here = [], 0
    async with database.transaction() as tx:
        for desk in seated:
            await tx.people.seat_desk(desk, chat, 0)
        ways = product(Desk, (0, SAM, EVE), ("", "card:", "called:", "receipt:"), (0, SAM, EVE))
        for desk, holder, ref, kept in ways:
            case = await tx.cases.open(replace(CASE, desk=desk, holder=holder))
            made.append(case)
            kept_here += kept == SAM or (chat == GROUP and kept == EVE)
            if ref:
                await tx.cases.show(Shown(f"{ref}{case.id}:{SAM}", SAM, case.id, case.id))
            if kept:
                await tx.exclusions.add(case.id, kept, Cause.ASKED)
        view = await view_of(tx, person, chat)
        listed = {case.id for case in await tx.listing.queue(view, len(made))}
        assert listed == {case.id for case in made if await opens(tx, person, chat, case)}
        assert chat == SAM or {case.desk for case in made if case.id in listed} <= set(seated)
        assert await tx.listing.elsewhere(view) == len(made) - len(listed) - kept_here


async def test_counting_ends_at_many(database: Database) -> None:
    for _ in range(3):
        await opened(database, CASE)
    async with database.transaction() as tx:
        assert await tx.listing.count(await view_of(tx, PEOPLE[0], SAM)) == 3 < MANY


async def test_what_has_to_do_with_somebody_is_found(database: Database) -> None:
    held = await opened(database, replace(CASE, holder=SAM, status=Status.TAKEN))
    shown = await opened(database, CASE)
    await opened(database, CASE)
    await opened(database, replace(CASE, holder=SAM, status=Status.RESOLVED))
    async with database.transaction() as tx:
        await tx.cases.show(Shown(f"card:{shown.id}:{SAM}", SAM, 9, shown.id))
        await tx.cases.show(Shown(f"card:{shown.id}:{GROUP}", GROUP, 9, shown.id))
        assert {case.id for case in await tx.listing.around(SAM)} == {held.id, shown.id}
        assert {case.id for case in await tx.listing.around(GROUP)} == {shown.id}
        assert len(await tx.listing.around(ANN)) == 3


async def test_the_latest_of_a_kind_is_found(database: Database) -> None:
    drill = replace(CASE, report=Report("drill"))
    await opened(database, replace(drill, status=Status.WITHDRAWN))
    async with database.transaction() as tx:
        assert await tx.listing.of_kind("drill") is None
    case = await opened(database, drill)
    async with database.transaction() as tx:
        assert await tx.listing.of_kind("drill") == case
