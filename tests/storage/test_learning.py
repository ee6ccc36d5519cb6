"""What people have learnt and taught sessions, on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.case import Case, withdraw
from bot.domain.learning import Answered, Done
from bot.domain.lesson import Part
from bot.domain.person import Person
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.domain.taught import Attendance, Reply
from bot.storage import Database
from bot.storage.learning import Learner, Poll

from .conftest import NOW

ANN, BO = 7_000_000_001, 7_000_000_002
DAY = timedelta(days=1)


async def test_the_last_answer_to_a_question_counts(database: Database) -> None:
    first = Answered("locks/one/two", False, NOW, None, NOW + DAY, '{"stability": 0.212}')
    later = Answered("locks/one/two", True, NOW + DAY, NOW + DAY, None, "")
    async with database.transaction() as tx:
        await tx.learning.answer(ANN, first)
        assert await tx.learning.answered(ANN) == {first.question: first}
        await tx.learning.answer(ANN, later)
        assert await tx.learning.answered(ANN) == {first.question: later}
        assert await tx.learning.answered(BO) == {}


async def test_completed_parts_by_person(database: Database) -> None:
    theory, abuse = Done(Part.THEORY, NOW), Done(Part.ABUSE, NOW, taught=True, reminded=30)
    async with database.transaction() as tx:
        for person_id, done in ((ANN, theory), (ANN, abuse), (BO, theory)):
            await tx.learning.complete(person_id, done)
        await tx.learning.complete(BO, replace(theory, at=NOW + DAY))
        assert await tx.learning.done(ANN) == {Part.THEORY: theory, Part.ABUSE: abuse}
        assert (await tx.learning.all_done())[BO] == {Part.THEORY: replace(theory, at=NOW + DAY)}


async def test_reminders_said_and_stopped(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.learning.learner(ANN) == Learner()
        await tx.learning.told(ANN, NOW)
        await tx.learning.stop(ANN, NOW + DAY)
        assert await tx.learning.learner(ANN) == Learner(NOW, NOW + DAY)
        await tx.learning.stop(ANN, None)
        assert await tx.learning.learner(ANN) == Learner(NOW)


async def test_a_poll_is_answered_once_and_by_whom_it_asked(database: Database) -> None:
    poll = Poll("5200001", ANN, "locks/one/two", 1, NOW)
    async with database.transaction() as tx:
        await tx.learning.asked(poll)
        assert await tx.learning.voted(poll.id, BO) is None
        assert await tx.learning.voted(poll.id, ANN) == poll
        assert await tx.learning.voted(poll.id, ANN) is None


async def test_a_taught_session_and_who_comes(database: Database) -> None:
    async with database.transaction() as tx:
        draft = await tx.taught.begin(Part.ABUSE, NOW)
        assert await tx.taught.latest(5) == []
        session = replace(draft, at=NOW + DAY, place="The Old Library", giver="Sam Specimen", invited_at=NOW)
        session = replace(session, by=BO, moved=1, instead_of=7)
        await tx.taught.save(session)
        assert await tx.taught.latest(5) == [session]
        await tx.taught.invite(session.id, [ANN])
        assert await tx.taught.reply(session.id, ANN, Reply.YES)
        assert not await tx.taught.reply(session.id, BO, Reply.YES)
        await tx.taught.came(session.id, BO, came=True)
        await tx.taught.invite(session.id, [ANN])
        assert await tx.taught.attendance(session.id) == {
            ANN: Attendance(ANN, Reply.YES),
            BO: Attendance(BO, came=True),
        }
        assert await tx.taught.of_person(BO) == [(session, Attendance(BO, came=True))]
        await tx.taught.drop(session.id)
        assert await tx.taught.find(session.id) is None
        assert await tx.taught.attendance(session.id) == {}


async def test_until_when_an_urgent_case_was_open(database: Database) -> None:
    async with database.transaction() as tx:
        urgent = Case(0, Level.URGENT, Desk.SAFETY, Report("stalking"), ANN, NOW - 9 * DAY, NOW)
        await tx.cases.open(replace(urgent, level=Level.CONCERN))
        assert await tx.listing.urgent_until(ANN, NOW - DAY, NOW) is None
        closed = withdraw(urgent, NOW - timedelta(hours=3))
        assert isinstance(closed, Case)
        await tx.cases.open(closed)
        assert await tx.listing.urgent_until(ANN, NOW - DAY, NOW) == NOW - timedelta(hours=3)
        assert await tx.listing.urgent_until(ANN, NOW - timedelta(hours=2), NOW) is None
        await tx.cases.open(urgent)
        assert await tx.listing.urgent_until(ANN, NOW - DAY, NOW) == NOW
        assert await tx.listing.urgent_until(BO, NOW - DAY, NOW) is None


async def test_what_somebody_learnt_goes_with_them_and_others_stay(database: Database) -> None:
    async with database.transaction() as tx:
        for person_id in (ANN, BO):
            await tx.people.save(Person(person_id, "Plainly Invented"))
            await tx.learning.answer(person_id, Answered("a/b/c", True, NOW, NOW))
            await tx.learning.complete(person_id, Done(Part.THEORY, NOW))
            await tx.learning.told(person_id, NOW)
            await tx.learning.asked(Poll(str(person_id), person_id, "a/b/c", 0, NOW))
        await tx.taught.invite(1, [ANN, BO])
        await tx.erasing.person(ANN)
        assert await tx.learning.answered(ANN) == {}
        assert await tx.learning.done(ANN) == {}
        assert await tx.learning.learner(ANN) == Learner()
        assert await tx.learning.voted(str(ANN), ANN) is None
        assert set(await tx.taught.attendance(1)) == {BO}
        assert await tx.learning.answered(BO) != {}
        assert await tx.erasing.polls(NOW + DAY, 10) == 1
