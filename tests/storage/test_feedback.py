"""Feedback: questions without an answer are kept until they are dealt with, phrases until the editor decides."""

import asyncio
from datetime import timedelta

from sqlalchemy import select, text

from bot.storage import Database
from bot.storage.feedback import Proposal, Question
from bot.storage.schema import proposals, unanswered, votes

from .conftest import NOW


async def remember(database: Database, *questions: str) -> list[int]:
    """Keep questions; their ids."""
    async with database.transaction() as tx:
        for question in questions:
            await tx.feedback.remember(question, "none", ["threats", "stalking"], NOW)
        kept = [question.id for question in await tx.feedback.questions(len(questions))]
    return kept[::-1]


async def assign(database: Database, questions: list[int], entry: str = "phishing") -> int:
    async with database.transaction() as tx:
        return await tx.feedback.assign(questions, entry, NOW)


async def open_questions(database: Database) -> list[str]:
    async with database.transaction() as tx:
        return [question.text for question in await tx.feedback.questions()]


async def proposed(database: Database) -> list[tuple[str, str]]:
    async with database.transaction() as tx:
        return [(proposal.entry, proposal.phrase) for proposal in await tx.feedback.proposals()]


async def test_the_latest_questions_come_first_with_all_that_is_known_of_them(database: Database) -> None:
    async with database.transaction() as tx:
        for number in range(3):
            at = NOW + timedelta(minutes=number)
            await tx.feedback.remember(f"question {number}", "none", ["threats", "stalking"], at)
        await tx.feedback.remember("question 3", "none-of-these", [], NOW)
        latest = await tx.feedback.questions(limit=2)
    assert latest == [
        Question(4, NOW, "none-of-these", (), "question 3"),
        Question(3, NOW + timedelta(minutes=2), "none", ("threats", "stalking"), "question 2"),
    ]


async def test_assigned_questions_become_phrases_and_are_open_no_longer(database: Database) -> None:
    first, second, _ = await remember(database, "is this text\n a scam?", "odd parcel text", "brown bin")
    assert await assign(database, [second, first]) == 2
    assert await open_questions(database) == ["brown bin"]
    async with database.transaction() as tx:
        assert await tx.feedback.proposals() == [
            Proposal(1, "phishing", "is this text a scam?", NOW),
            Proposal(2, "phishing", "odd parcel text", NOW),
        ]


async def test_a_phrase_is_proposed_once_whatever_its_case_and_punctuation(database: Database) -> None:
    assert await assign(database, await remember(database, "A scam?", "a scam", "a SCAM!!")) == 1
    assert await assign(database, await remember(database, "a scam", "\U0001f44d", "\x1b[2J\u202e")) == 1
    assert await proposed(database) == [("phishing", "A scam?"), ("phishing", "[2J")]
    assert await assign(database, await remember(database, "a scam"), "two-step") == 1  # the editor knows whose it is


async def test_questions_that_are_gone_are_assigned_to_nobody(database: Database) -> None:
    ids = await remember(database, "a scam")
    assert await assign(database, ids) == 1
    assert await assign(database, [*ids, 999], "two-step") == 0
    assert await assign(database, []) == 0
    assert await proposed(database) == [("phishing", "a scam")]


async def test_two_who_assign_at_once_propose_each_question_once(database: Database) -> None:
    ids = await remember(database, *(f"question {number}" for number in range(20)))
    counts = await asyncio.gather(*(assign(database, ids, entry) for entry in ("phishing", "two-step")))
    assert sum(counts) == len(await proposed(database)) == 20
    assert await open_questions(database) == []


async def test_what_is_not_for_the_toolkit_is_forgotten(database: Database) -> None:
    first, _, third = await remember(database, "brown bin", "a scam", "green bin")
    async with database.transaction() as tx:
        assert await tx.feedback.set_aside([first, third, 999]) == 2
    assert await open_questions(database) == ["a scam"]
    assert await proposed(database) == []


async def test_a_settled_proposal_is_gone(database: Database) -> None:
    await assign(database, await remember(database, "a scam", "odd text"))
    async with database.transaction() as tx:
        assert await tx.feedback.settle(1) is True
        assert await tx.feedback.settle(1) is False
    assert await proposed(database) == [("phishing", "odd text")]


async def test_the_id_of_a_question_that_is_gone_is_never_another_s(database: Database) -> None:
    (first,) = await remember(database, "a scam")
    await assign(database, [first])
    (second,) = await remember(database, "brown bin")
    assert second > first
    async with database.transaction() as tx:
        (proposal,) = await tx.feedback.proposals()
        await tx.feedback.settle(proposal.id)
    await assign(database, [second])
    async with database.transaction() as tx:
        assert [later.id > proposal.id for later in await tx.feedback.proposals()] == [True]


async def test_nobody_s_id_stands_beside_a_question_or_a_phrase(database: Database) -> None:
    await assign(database, (await remember(database, "a scam", "brown bin"))[:1])
    async with database.engine.connect() as connection:
        (question,) = (await connection.execute(select(unanswered))).mappings()
        (proposal,) = (await connection.execute(select(proposals))).mappings()
        raw = (await connection.execute(text("SELECT sealed FROM proposals"))).scalar_one()
    assert set(question) == {"id", "at", "verdict", "matches", "sealed"}
    assert set(proposal) == {"id", "entry", "proposed_at", "sealed"}
    assert b"scam" not in bytes(raw)


async def test_votes_are_counted_even_when_they_come_at_once(database: Database) -> None:
    async def vote(helped: bool) -> None:
        async with database.transaction() as tx:
            await tx.feedback.vote("threats", helped)

    await asyncio.gather(*(vote(number % 3 > 0) for number in range(9)))
    async with database.engine.connect() as connection:
        assert (await connection.execute(select(votes))).all() == [("threats", 6, 3)]
