"""People, the one-time links by which they come in, and the groups where desks work."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.entry import CouncilKind
from bot.domain.person import Invitation, Person, Role
from bot.domain.report import Desk
from bot.storage import Database, Vault

from .conftest import NOW

DAY = timedelta(days=1)
ANN = Person(7_000_000_001, "Cllr Ann Example", frozenset({Role.COUNCILLOR}), CouncilKind.PARISH, joined_at=NOW)
SAM = Person(2, "Sam Specimen", frozenset({Role.SAFETY, Role.ADMIN}), joined_at=NOW - DAY)
INVITATION = Invitation(Role.SAFETY, "Sam Specimen", CouncilKind.PARISH, NOW + DAY)


async def test_a_person_comes_back_as_saved_and_can_change(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.people.find(ANN.id) is None
        await tx.people.save(ANN)
        assert await tx.people.find(ANN.id) == ANN
        await tx.people.save(changed := replace(ANN, name="Ann Other", roles=frozenset(), joined_at=None))
        assert await tx.people.find(ANN.id) == changed


async def test_people_of_a_role_come_in_the_order_they_joined(database: Database) -> None:
    async with database.transaction() as tx:
        for person in (ANN, replace(SAM, id=3, joined_at=NOW), SAM, Person(4, "Jo Nobody")):
            await tx.people.save(person)
        assert [person.id for person in await tx.people.with_role(Role.ADMIN, Role.COMMS)] == [2, 3]
        assert await tx.people.with_role(Role.COMMS) == []


async def test_who_cannot_be_reached_is_remembered(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.people.save(ANN)
        await tx.people.mark_reachable(ANN.id, reachable=False)
        found = await tx.people.find(ANN.id)
        assert found == replace(ANN, reachable=False)


async def test_an_invitation_works_once(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.people.invite("token", INVITATION, NOW)
        assert await tx.people.use_invitation("another", 1, NOW) is None
        assert await tx.people.use_invitation("token", 1, NOW) == replace(INVITATION, used=True)
        assert await tx.people.use_invitation("token", 1, NOW) is None
        assert await tx.people.use_invitation("token", 2, NOW) is None


async def test_an_invitation_expires(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.people.invite("token", INVITATION, NOW)
        assert await tx.people.use_invitation("token", 1, NOW + DAY) is None
        assert await tx.people.use_invitation("token", 1, NOW + DAY - timedelta(microseconds=1)) is not None


async def test_of_many_who_use_one_invitation_at_once_one_comes_in(
    database: Database, database_url: str, vault: Vault
) -> None:
    async with database.transaction() as tx:
        await tx.people.invite("token", INVITATION, NOW)

    async def use(user_id: int) -> bool:
        replica = Database(database_url, vault)
        async with replica.transaction() as tx:
            used = await tx.people.use_invitation("token", user_id, NOW)
        await replica.close()
        return used is not None

    assert sum(await asyncio.gather(*(use(user_id) for user_id in range(5)))) == 1


async def test_a_desk_works_in_one_group_which_may_move_or_lose_its_topic(database: Database) -> None:
    old, new = -1001, -1001234567890
    async with database.transaction() as tx:
        assert await tx.people.desk_chat(Desk.SAFETY) is None
        await tx.people.seat_desk(Desk.SAFETY, -1, 0)
        await tx.people.seat_desk(Desk.SAFETY, old, 5)
        await tx.people.seat_desk(Desk.COMMS, -2, 6)
        await tx.people.move_chat(old, new)
        assert await tx.people.desk_chat(Desk.SAFETY) == (new, 5)
        await tx.people.drop_topic(new)
        assert await tx.people.desk_chat(Desk.SAFETY) == (new, 0)
        assert await tx.people.desk_chat(Desk.COMMS) == (-2, 6)
        assert (await tx.people.unseat(-2), await tx.people.unseat(-2)) == (True, False)
        assert await tx.people.desk_chat(Desk.COMMS) is None
