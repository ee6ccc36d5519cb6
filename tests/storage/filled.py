"""Every table filled through its store, and everything read back the same way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.absent import Absent, Way
from bot.domain.access import Cause
from bot.domain.case import Case
from bot.domain.chat import Attachment, MediaKind
from bot.domain.entry import CouncilKind
from bot.domain.evidence import Item
from bot.domain.learning import Answered, Done
from bot.domain.lesson import Part
from bot.domain.marks import MarkKind
from bot.domain.person import Invitation, Person, Role
from bot.domain.removal import Post, Removal, State, Step
from bot.domain.report import Desk, Report
from bot.domain.session import Session
from bot.domain.severity import Level
from bot.domain.wellbeing import Sight
from bot.storage import Database, Transaction
from bot.storage.cases import Line, Said, Shown
from bot.storage.learning import Poll
from bot.storage.row import Kind

from .conftest import NOW

ANN = 7_000_000_001
CASE = Case(0, Level.CONCERN, Desk.COMMS, Report("harassment", what="He writes"), ANN, NOW, NOW + timedelta(hours=1))
STEP = Step(NOW, ANN, State.ASKED, note="A rude post", evidence=(1,))
POST = Post("https://www.facebook.example/post/1?a=b", "facebook.example/post/1", "facebook", "@plainly_made_up")
REMOVAL = Removal(0, State.ASKED, "threat", POST, NOW, NOW + timedelta(days=1), steps=(STEP,))
ITEM = Item(0, ANN, 1, NOW, Attachment(MediaKind.PHOTO, "file-id", "post.png"), "the post", "Plainly Made Up", 11)


#: What people wrote of all that: none of it may stand in a column as it is.
WRITTEN = (
    *("Ann Example", "Sam Specimen", "Who reads this", "He writes", "And again", "the post"),
    *("Plainly Made Up", "post.png", "a picture", "f0f0f0f00f0f0f0f", "geese sleep", "swans sleep"),
    *("a report", "A rude post", "example/post", "made_up", "Old Library", "Edna Without"),
    *("Made Up Lane", "Dear Edna", "A word for the log"),
)


async def fill(database: Database) -> None:
    """One row in each table."""
    async with database.transaction() as tx:
        await tx.people.save(Person(ANN, "Ann Example", frozenset({Role.COUNCILLOR}), joined_at=NOW))
        invitation = Invitation(Role.SAFETY, "Sam Specimen", CouncilKind.PRINCIPAL, NOW + timedelta(days=1))
        await tx.people.invite("token", invitation, NOW)
        await tx.sessions.save(Session(str(ANN), question="Who reads this?"), NOW)
        case = await tx.cases.open(CASE)
        await tx.cases.say(case.id, Line(NOW, ANN, Said.REPORTER, "And again", 12))
        item = await tx.evidence.add(ITEM)
        await tx.evidence.keep(item.id, b"a picture")
        await tx.marks.add(case.id, MarkKind.ACCOUNT, "plainly_made_up", NOW)
        await tx.marks.add_picture(case.id, "f0f0f0f00f0f0f0f", NOW)
        await tx.queue.put(Kind.TIMER, "case:1", {"case": 1}, lane="1", now=NOW)
        await tx.feedback.remember("Where do geese sleep?", "none", (), NOW)
        await tx.feedback.assign([1], "two-step", NOW)
        await tx.feedback.remember("Where do swans sleep?", "none", (), NOW)
        await tx.documents.keep(b"a report", NOW)
        await tx.wellbeing.ask_no_more(ANN, NOW)
        await tx.wellbeing.saw(ANN, Sight.CASE, NOW, case.id)
        await tx.removals.open(REMOVAL)
        await tx.removals.join(1, case.id, ANN, NOW)
        session = await tx.taught.begin(Part.ABUSE, NOW)
        await tx.taught.save(replace(session, place="The Old Library", giver="Sam Specimen"))
        await tx.taught.invite(session.id, [ANN])
        await tx.learning.answer(ANN, Answered("locks/one/two", True, NOW))
        await tx.learning.complete(ANN, Done(Part.THEORY, NOW))
        await tx.learning.told(ANN, NOW)
        await tx.learning.asked(Poll("52", ANN, "locks/one/two", 1, NOW))
        await tx.absent.keep(case.id, Absent("Edna Without", ANN, Way.POST, "1 Plainly Made Up Lane"))
        await tx.absent.write(case.id, "Dear Edna Without", NOW)
        await _fill_what_holds_no_words(tx, case.id)


async def _fill_what_holds_no_words(tx: Transaction, case_id: int) -> None:
    await tx.exclusions.add(case_id, 7_000_000_002, Cause.ASKED)
    await tx.cases.show(Shown("receipt:1", ANN, 5, case_id))
    await tx.audit.record(case_id, NOW, ANN, "case:noted", "A word for the log")
    await tx.feedback.vote("two-step", helped=True)
    await tx.pace.take_turn("a name", timedelta(hours=1), NOW)
    await tx.floods.count(ANN, NOW)
    await tx.wrong_tokens.add(ANN, NOW)
    await tx.people.seat_desk(Desk.SAFETY, -100, 0)


async def everything(database: Database) -> list[Any]:
    """What the stores know, as people wrote it. Nothing is changed by looking."""
    async with database.transaction() as tx:
        return [
            await tx.people.find(ANN),
            (await tx.sessions.load(str(ANN))).question,
            await tx.cases.find(1),
            await tx.cases.thread(1),
            await tx.evidence.of_case(1),
            await tx.evidence.content(1),
            await tx.documents.content(1),
            await tx.wellbeing.unasked_since(ANN),
            await tx.wellbeing.seen_by(ANN, NOW - timedelta(days=1)),
            await tx.removals.find(1),
            await tx.removals.live(REMOVAL.post.address),
            await tx.taught.find(1),
            await tx.taught.attendance(1),
            await tx.learning.answered(ANN),
            await tx.learning.done(ANN),
            await tx.learning.learner(ANN),
            await tx.absent.of_case(1),
            await tx.absent.letters(1),
            list((await tx.marks.pictures(NOW)).values()),
            [question.text for question in await tx.feedback.questions()],
            [proposal.phrase for proposal in await tx.feedback.proposals()],
        ]


async def use_up(database: Database) -> list[Any]:
    """What can be read only by taking it."""
    async with database.transaction() as tx:
        (row,) = await tx.queue.take(Kind.TIMER, "w", NOW, timedelta(minutes=1))
        return [row.payload, await tx.people.use_invitation("token", ANN, NOW)]
