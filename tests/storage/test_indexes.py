"""Indexes: what is asked for all the time is found without reading a whole table or sorting it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, text

from bot.storage import Database
from bot.storage.row import NORMAL, URGENT, Kind, Priority, State
from bot.storage.schema import queue, threads

from .conftest import NOW
from .rows import take

ROWS = 4_000
#: A whole table read or sorted, in the words of either database. (PostgreSQL may sort the few that it expects.)
BAD = re.compile(r"Seq Scan|\bSCAN\b|TEMP B-TREE")


async def fill(database: Database) -> None:
    """Much of everything: rows done, due in a few lanes or many, and not due for long."""
    rows = [
        {
            "kind": [Kind.UPDATE, Kind.SEND, Kind.TIMER][number % 3],
            "key": str(number),
            "lane": str(number % 1_000),
            "priority": URGENT if number % 7 == 0 else NORMAL,
            "state": State.DONE if number % 3 == 0 and number > 99 else State.WAITING,
            "due_at": NOW + timedelta(seconds=number % 600 - 300),
            "attempts": 0,
            "created_at": NOW,
            "sealed": b"",
        }
        for number in range(ROWS)
    ]
    lines = [
        {
            "case_id": number // 9,
            "at": NOW,
            "author_id": number % 99,
            "kind": "answer",
            "message_id": number,
            "sealed": b"",
        }
        for number in range(ROWS)
    ]
    async with database.engine.begin() as connection:
        for table, records in ((queue, rows), (threads, lines)):
            await connection.execute(insert(table), records)
        await connection.execute(text("ANALYZE"))


async def plans(database: Database, doing: Any) -> list[str]:
    """The plans of all statements that ``doing`` runs."""
    seen: list[tuple[str, Any]] = []

    def note(_: Connection, __: Any, statement: str, parameters: Any, *more: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            seen.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    await doing()
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"
    async with database.engine.connect() as connection:
        found = [(await connection.exec_driver_sql(f"{explain} {said}", given)).all() for said, given in seen]
    return ["\n".join(str(line) for line in plan) for plan in found]


@pytest.mark.parametrize("kind", list(Kind))
async def test_taking_reads_due_rows_in_their_order(database: Database, kind: Kind) -> None:
    await fill(database)
    found = await plans(database, lambda: take(database, kind=kind, limit=8))
    taking = [plan for plan in found if "ix_queue_taking" in plan]
    assert len(taking) == len(Priority)
    assert [plan for plan in taking if BAD.search(plan)] == []


async def test_urgent_messages_that_wait_are_found_by_index(database: Database) -> None:
    await fill(database)

    async def find() -> None:
        async with database.transaction() as tx:
            assert await tx.queue.waiting_since(Kind.SEND, URGENT, NOW)

    (plan,) = await plans(database, find)
    assert "ix_queue_taking" in plan
    assert not BAD.search(plan)


async def test_the_case_of_a_message_is_found_by_index(database: Database) -> None:
    await fill(database)

    async def find() -> None:
        async with database.transaction() as tx:
            assert await tx.cases.case_of_message(5, 5) == 0

    (plan,) = await plans(database, find)
    assert "ix_threads_message" in plan


async def test_what_is_on_the_way_to_somebody_is_found_by_index(database: Database) -> None:
    await fill(database)

    async def erase() -> None:
        async with database.transaction() as tx:
            await tx.erasing.conversation(5)
            await tx.erasing.unsent(5)

    found = [plan for plan in await plans(database, erase) if "queue" in plan]
    assert len(found) == 2
    assert [plan for plan in found if BAD.search(plan)] == []
