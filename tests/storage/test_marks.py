"""What cases have in common is found by keyed digests, within a month, and goes with the case."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.domain.case import Case
from bot.domain.marks import MarkKind
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database, Vault
from bot.storage.marks import WINDOW
from bot.storage.schema import marks

from .conftest import NOW

CASE = Case(0, Level.CONCERN, Desk.COMMS, Report("harassment"), 700, NOW, NOW)
LOOKS, NEARLY, OTHER = "f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f0f3", "0f0f0f0f0f0f0f0f"


async def cases_of(database: Database, *reporters: int) -> list[Case]:
    async with database.transaction() as tx:
        return [await tx.cases.open(replace(CASE, reporter_id=reporter)) for reporter in reporters]


async def test_two_councillors_with_the_same_are_found_and_one_councillor_is_not(database: Database) -> None:
    first, second, again = await cases_of(database, 700, 701, 700)
    async with database.transaction() as tx:
        for case in (first, second, again):
            await tx.marks.add(case.id, MarkKind.ACCOUNT, "made_up", NOW)
            await tx.marks.add(case.id, MarkKind.ACCOUNT, "made_up", NOW)
        await tx.marks.add(second.id, MarkKind.LINK, "made_up", NOW)
        assert await tx.marks.alike(first) == {second.id: {MarkKind.ACCOUNT}}
        assert set(await tx.marks.alike(second)) == {first.id, again.id}


async def test_pictures_that_look_the_same_are_found(database: Database) -> None:
    first, second, third = await cases_of(database, 700, 701, 702)
    async with database.transaction() as tx:
        for case, looks in ((first, LOOKS), (second, NEARLY), (third, OTHER)):
            await tx.marks.add_picture(case.id, looks, NOW)
        assert await tx.marks.alike(second) == {first.id: {MarkKind.PICTURE}}
        assert await tx.marks.alike(third) == {}
        assert sorted((await tx.marks.pictures(NOW)).values()) == [OTHER, LOOKS]


async def test_what_is_longer_ago_than_a_month_is_no_campaign(database: Database) -> None:
    first, second, third = await cases_of(database, 700, 701, 702)
    late = WINDOW + timedelta(seconds=1)
    async with database.transaction() as tx:
        for case, at in ((first, NOW), (second, NOW + WINDOW), (third, NOW + late)):
            await tx.marks.add(case.id, MarkKind.LINK, "x.com/1", at)
            await tx.marks.add_picture(case.id, LOOKS, at)
        assert await tx.marks.alike(first) == {second.id: {MarkKind.LINK, MarkKind.PICTURE}}
        assert await tx.erasing.marks(NOW + WINDOW, 100) == 2


async def test_nothing_can_be_tried_out_without_the_key(database: Database, database_url: str) -> None:
    (first,) = await cases_of(database, 700)
    async with database.transaction() as tx:
        await tx.marks.add(first.id, MarkKind.ACCOUNT, "made_up", NOW)
    elsewhere = Database(database_url, Vault.from_text(Vault.new_key()))
    async with elsewhere.transaction() as tx:
        await tx.marks.add(first.id, MarkKind.ACCOUNT, "made_up", NOW)
    await elsewhere.close()
    async with database.engine.connect() as connection:
        digests = list(await connection.scalars(select(marks.c.digest)))
    assert len(set(digests)) == 2


async def test_marks_are_found_all_through_a_change_of_key(database: Database, database_url: str, vault: Vault) -> None:
    first, second = await cases_of(database, 700, 701)
    old = Vault.new_key()
    new = Vault.new_key()
    for case, keys in ((first, old), (second, f"{new},{old}")):
        there = Database(database_url, Vault.from_text(keys))
        async with there.transaction() as tx:
            await tx.marks.add(case.id, MarkKind.ACCOUNT, "made_up", NOW)
        await there.close()
    async with database.transaction() as tx:
        assert await tx.marks.alike(first) == {second.id: {MarkKind.ACCOUNT}}


async def test_they_go_with_their_case(database: Database) -> None:
    first, second = await cases_of(database, 700, 701)
    async with database.transaction() as tx:
        for case in (first, second):
            await tx.marks.add(case.id, MarkKind.ACCOUNT, "made_up", NOW)
        await tx.cases.erase(first.id, NOW)
        assert await tx.marks.alike(second) == {}
    async with database.engine.connect() as connection:
        assert list(await connection.scalars(select(marks.c.case_id))) == [second.id]
