"""Feedback: questions without an answer are kept for the editors, and votes are counted."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.storage import Database
from bot.storage.schema import votes

from .conftest import NOW


async def test_the_latest_questions_come_first(database: Database) -> None:
    async with database.transaction() as tx:
        for number in range(3):
            at = NOW + timedelta(minutes=number)
            await tx.feedback.remember(f"question {number}", "none", ["threats", "stalking"], at)
        latest = await tx.feedback.questions(limit=2)
    assert latest == [(NOW + timedelta(minutes=2), "question 2"), (NOW + timedelta(minutes=1), "question 1")]


async def test_votes_are_counted_even_when_they_come_at_once(database: Database) -> None:
    async def vote(helped: bool) -> None:
        async with database.transaction() as tx:
            await tx.feedback.vote("threats", helped)

    await asyncio.gather(*(vote(number % 3 > 0) for number in range(9)))
    async with database.engine.connect() as connection:
        assert (await connection.execute(select(votes))).all() == [("threats", 6, 3)]
