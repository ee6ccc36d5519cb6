"""A case is changed while its card is being shown, by somebody else on the same PostgreSQL: the card shows that."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.content import Knowledge
from bot.desk.alarms import Alarms
from bot.desk.casework import Casework
from bot.desk.turn import OUTGOING, Turn
from bot.domain.case import Case
from bot.domain.chat import Op, Outgoing
from bot.domain.person import Person, Role
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database, Vault
from bot.storage.row import Kind

from .conftest import NOW
from .postgres import Server
from .waiting import meanwhile

SAM, ANN = Person(1, "Sam Specimen", frozenset({Role.SAFETY})), Person(2, "Ann Example", frozenset({Role.COUNCILLOR}))
OLD, NEW = -100, -200


@pytest.fixture
async def two(postgres: Server, vault: Vault) -> AsyncIterator[tuple[Database, Database]]:
    url = postgres.create(postgres.template)
    replicas = Database(url, vault), Database(url, vault)
    yield replicas
    for replica in replicas:
        await replica.close()
    postgres.drop(url)


async def opened(database: Database, casework: Casework) -> Case:
    """A case whose card stands in the desk's group."""
    async with database.transaction() as tx:
        for person in (SAM, ANN):
            await tx.people.save(person)
        await tx.people.seat_desk(Desk.SAFETY, OLD, 0)
        turn = Turn(tx, NOW, ANN.id)
        case = await casework.open(
            turn, ANN, Report("threat-of-violence", what="He wrote again"), Level.URGENT, "words"
        )
        await turn.close("u1")
    return case


async def said_in(database: Database, chat_id: int) -> list[Outgoing]:
    """What waits to be sent to a chat, in its order."""
    async with database.transaction() as tx:
        later = NOW + timedelta(days=1)
        found = []
        while rows := await tx.queue.take(Kind.SEND, "test", later, timedelta(minutes=1), 100):
            for row in rows:
                await tx.queue.finish(row, "test")
            found += [OUTGOING.validate_python(row.payload["out"], strict=False) for row in rows]
    return [out for out in found if out.chat_id == chat_id]


async def test_a_card_that_moves_to_another_group_while_its_case_is_taken(
    two: tuple[Database, Database], knowledge: Knowledge
) -> None:
    one, other = two
    casework = Casework(knowledge, Alarms(0))
    case = await opened(one, casework)

    async def take() -> None:
        async with other.transaction() as tx:
            turn = Turn(tx, NOW, SAM.id)
            await casework.take(turn, await tx.cases.find(case.id) or case, SAM)
            await turn.close("u2")

    async with one.transaction() as tx:
        turn = Turn(tx, NOW)
        await casework.notices.moved(turn, OLD, NEW)
        taking = asyncio.create_task(take())
        await meanwhile(one, taking)
        await turn.close("u3")
    await taking
    card, *edits = await said_in(one, NEW)
    assert (card.op, "Sam Specimen" in card.text) == (Op.SEND, False)
    assert [(edit.op, "Sam Specimen" in edit.text) for edit in edits] == [(Op.EDIT, True)]
