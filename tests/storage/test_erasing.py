"""Erasing on both databases: what is old or somebody's goes, what is not stays."""

from datetime import timedelta

from bot.domain.access import Cause
from bot.domain.case import Case, withdraw
from bot.domain.chat import Attachment, MediaKind
from bot.domain.entry import CouncilKind
from bot.domain.evidence import Item
from bot.domain.person import Invitation, Person, Role
from bot.domain.report import Desk, Report
from bot.domain.session import Session
from bot.domain.severity import Level
from bot.domain.wellbeing import Sight
from bot.storage import Database, Transaction
from bot.storage.cases import Line, Said, Shown
from bot.storage.row import URGENT, Kind

from .conftest import NOW

ANN, JO = 7_000_000_001, 7_000_000_002
DAY = timedelta(days=1)
LATER = NOW + 10 * DAY


async def is_there(tx: Transaction, person_id: int, case_id: int = 0) -> int:
    """Keep a person's name, session and evidence; the id of the evidence."""
    await tx.people.save(Person(person_id, "Plainly Invented"))
    await tx.sessions.save(Session(str(person_id), subject="two-step"), NOW)
    file = Attachment(MediaKind.DOCUMENT, "file", "letter.pdf")
    item = await tx.evidence.add(Item(0, person_id, case_id, NOW, file))
    await tx.evidence.keep(item.id, b"%PDF")
    return item.id


async def a_case(tx: Transaction, reporter: int) -> Case:
    """A case that was withdrawn at once, with a line and a card."""
    case = Case(0, Level.CONCERN, Desk.COMMS, Report("harassment", what="words", who="who"), reporter, NOW, NOW)
    case = await tx.cases.open(withdraw(case, NOW))
    await tx.cases.say(case.id, Line(NOW, reporter, Said.REPORTER, "more words", 5))
    await tx.cases.show(Shown(f"card:{case.id}:1", 1, 2, case.id))
    await tx.audit.record(case.id, NOW, reporter, "case:opened")
    return case


async def test_idle_strangers_go_with_all_that_is_theirs_and_others_stay(database: Database) -> None:
    async with database.transaction() as tx:
        item, other = await is_there(tx, ANN), await is_there(tx, JO)
        await tx.sessions.save(await tx.sessions.load(str(JO)), LATER)
        assert await tx.erasing.strangers(LATER, 10) == 1
        assert await tx.people.find(ANN) is None
        assert (await tx.sessions.load(str(ANN))).version == 0
        assert await tx.evidence.find(item) is None
        assert await tx.people.find(JO) is not None
        assert await tx.evidence.find(other) is not None
        assert await tx.erasing.strangers(LATER, 10) == 0


async def test_somebody_with_a_role_or_a_case_is_no_idle_stranger(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.people.save(Person(ANN, "Plainly Invented", frozenset({Role.COUNCILLOR})))
        await is_there(tx, JO)
        await a_case(tx, JO)
        assert await tx.erasing.strangers(LATER, 10) == 0


async def test_the_name_of_somebody_from_whom_a_case_is_kept_stays_until_it_is_erased(database: Database) -> None:
    async with database.transaction() as tx:
        await is_there(tx, JO)
        case = await a_case(tx, ANN)
        await tx.exclusions.add(case.id, JO, Cause.CONFLICT)
        assert await tx.erasing.strangers(LATER, 10) == 0
        await tx.cases.erase(case.id, LATER)
        assert await tx.erasing.strangers(LATER, 10) == 1
        assert await tx.people.find(JO) is None


async def test_no_more_goes_at_once_than_was_asked_for(database: Database) -> None:
    async with database.transaction() as tx:
        for number in range(5):
            await tx.sessions.save(Session(str(number)), NOW)
            await tx.feedback.remember("brown bin", "none", [], NOW)
        for erase in (tx.erasing.conversations, tx.erasing.unanswered):
            assert [await erase(LATER, 2) for _ in range(4)] == [2, 2, 1, 0]


async def test_an_erased_case_keeps_its_numbers(database: Database) -> None:
    async with database.transaction() as tx:
        case = await a_case(tx, ANN)
        item = await is_there(tx, ANN, case.id)
        assert await tx.cases.due_for_erasure(NOW, 10) == []
        assert await tx.cases.due_for_erasure(LATER, 10) == [case.id]
        await tx.cases.erase(case.id, LATER)
        await tx.erasing.evidence_of(case.id)
        erased = await tx.cases.find(case.id)
        assert erased is not None
        assert (erased.report, erased.reporter_id, erased.erased_at) == (Report("harassment"), 0, LATER)
        assert (erased.level, erased.closed_at, erased.status) == (case.level, case.closed_at, case.status)
        assert await tx.cases.thread(case.id) == []
        assert await tx.cases.shown_for(case.id) == []
        assert await tx.evidence.find(item) is None
        assert await tx.cases.due_for_erasure(LATER, 10) == []


async def test_a_case_that_cannot_be_opened_is_erased_all_the_same(database: Database) -> None:
    async with database.transaction() as tx:
        case = await a_case(tx, ANN)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE cases SET sealed = sealed || sealed")
    async with database.transaction() as tx:
        await tx.cases.erase(case.id, LATER)
        erased = await tx.cases.find(case.id)
        assert erased is not None
        assert erased.report == Report("harassment")


async def test_forgetting_somebody_leaves_urgent_messages_and_other_people_alone(database: Database) -> None:
    async with database.transaction() as tx:
        for person_id in (ANN, JO):
            await is_there(tx, person_id)
            await tx.queue.put(Kind.SEND, f"a:{person_id}", {}, lane=str(person_id), now=NOW)
        await tx.queue.put(Kind.SEND, "b", {}, lane=str(ANN), now=NOW, priority=URGENT)
        await tx.sessions.save(Session(f"-100:{ANN}"), NOW)
        await tx.sessions.save(Session(f"-100:9{ANN}"), NOW)
        await tx.erasing.conversation(ANN)
        assert await tx.queue.count() == 3
        await tx.erasing.unsent(ANN)
        rows = await tx.queue.take(Kind.SEND, "w", NOW, DAY, 10)
        assert {row.key for row in rows} == {"b", f"a:{JO}"}
        keys = (f"-100:{ANN}", str(ANN), f"-100:9{ANN}", str(JO))
        assert [(await tx.sessions.load(key)).version for key in keys] == [0, 0, 1, 1]
        assert await tx.people.find(ANN) is not None


async def test_used_and_expired_invitations_go(database: Database) -> None:
    async with database.transaction() as tx:
        for token, life in (("used", 100), ("expired", 1), ("good", 100)):
            invitation = Invitation(Role.SAFETY, "Plainly Invented", CouncilKind.PRINCIPAL, NOW + life * DAY)
            await tx.people.invite(token, invitation, NOW)
        await tx.people.use_invitation("used", ANN, NOW)
        assert await tx.erasing.invitations(LATER, 10) == 2
        assert await tx.people.use_invitation("good", JO, NOW) is not None


async def test_the_chains_of_cases_closed_long_ago_go_whole(database: Database) -> None:
    async with database.transaction() as tx:
        first, second = await a_case(tx, ANN), await a_case(tx, ANN)
        await tx.audit.record(0, NOW, ANN, "person:joined:councillor")
        assert await tx.erasing.audit(LATER, 1) == [first.id]
        assert await tx.audit.chains() == [0, second.id]
        assert await tx.cases.ids() == [first.id, second.id]


async def large_files(tx: Transaction, owner: int, case_id: int = 0) -> list[int]:
    """Five files of 15 MB each, on their way; their ids."""
    file = Attachment(MediaKind.VIDEO, "file", "film.mp4", size=15 * 1024 * 1024)
    return [(await tx.evidence.add(Item(0, owner, case_id, NOW, file))).id for _ in range(5)]


async def left(database: Database, ids: list[int]) -> int:
    async with database.transaction() as tx:
        return len([item_id for item_id in ids if await tx.evidence.find(item_id)])


async def test_files_of_a_case_go_some_megabytes_in_each_transaction(database: Database) -> None:
    async with database.transaction() as tx:
        ids = await large_files(tx, ANN, 7)
    seen = []
    for _ in range(3):
        async with database.transaction() as tx:
            seen.append((await tx.erasing.evidence_of(7), await tx.erasing.evidence_of(7)))
        seen.append((await left(database, ids),))
    assert seen == [(False, False), (3,), (False, False), (1,), (True, True), (0,)]


async def test_an_idle_stranger_goes_when_the_last_of_the_files_is_gone(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.people.save(Person(ANN, "Plainly Invented"))
        ids = await large_files(tx, ANN)
    for files in (3, 1):
        async with database.transaction() as tx:
            assert await tx.erasing.strangers(LATER, 20) == 1
            assert await tx.people.find(ANN) is not None
        assert await left(database, ids) == files
    async with database.transaction() as tx:
        assert await tx.erasing.strangers(LATER, 20) == 1
        assert await tx.people.find(ANN) is None


async def test_files_for_no_report_go_some_megabytes_in_each_transaction(database: Database) -> None:
    async with database.transaction() as tx:
        ids = await large_files(tx, ANN)
    for files in (3, 1, 0):
        async with database.transaction() as tx:
            assert await tx.erasing.conversations(LATER, 20) == (1 if files else 0)
        assert await left(database, ids) == files


async def test_what_somebody_handed_over_until_they_were_forgotten_goes_some_megabytes_at_a_time(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        ids = await large_files(tx, ANN)
        kept = [await is_there(tx, JO), await is_there(tx, ANN, case_id=7)]
        later = Item(0, ANN, 0, LATER, Attachment(MediaKind.DOCUMENT, "file", "letter.pdf"))
        kept.append((await tx.evidence.add(later)).id)
    for files in (3, 1, 0):
        async with database.transaction() as tx:
            assert await tx.erasing.loose_of(ANN, NOW) == (files == 0)
        assert await left(database, ids) == files
    assert await left(database, kept) == 3


async def test_forgetting_somebody_does_not_let_a_nuisance_begin_again(database: Database) -> None:
    hour = timedelta(hours=1)
    async with database.transaction() as tx:
        await is_there(tx, ANN)
        await tx.floods.count(ANN, NOW)
        for _ in range(5):
            await tx.wrong_tokens.add(ANN, NOW)
        await tx.erasing.person(ANN)
        assert await tx.floods.count(ANN, NOW) == (2, 2)
        assert await tx.wrong_tokens.is_shut(ANN, NOW)
        assert await tx.erasing.floods(NOW + 2 * hour, 10) == 0
        assert await tx.erasing.floods(NOW + 3 * hour, 10) == 1
        assert await tx.floods.count(ANN, NOW) == (1, 1)
        assert await tx.erasing.paces(NOW, 10) == 0
        assert await tx.erasing.paces(NOW + hour, 10) == 5


async def test_what_officers_saw_goes_by_its_age_and_with_the_conversation(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.wellbeing.saw(ANN, Sight.PICTURE, NOW, 1, times=3)
        await tx.wellbeing.saw(JO, Sight.CASE, NOW, 1)
        await tx.wellbeing.saw(JO, Sight.CASE, LATER, 2)
        assert await tx.wellbeing.seen_by(ANN, NOW - DAY) == {Sight.PICTURE: 3}
        assert await tx.erasing.exposures(NOW, 10) == 0
        assert await tx.erasing.exposures(LATER, 3) == 3
        assert await tx.erasing.exposures(LATER, 3) == 1
        assert await tx.wellbeing.seen_by(JO, NOW - DAY) == {Sight.CASE: 1}
        await tx.erasing.conversation(JO)
        assert await tx.wellbeing.seen_by(JO, NOW - DAY) == {}


async def test_who_does_not_want_to_be_asked_is_known_until_they_are_forgotten(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.people.save(Person(ANN, "Plainly Invented"))
        assert [await tx.wellbeing.ask_no_more(ANN, at) for at in (NOW, LATER)] == [True, False]
        assert await tx.wellbeing.unasked_since(ANN) == NOW
        assert await tx.wellbeing.unasked_since(JO) is None
        await tx.erasing.person(ANN)
        assert await tx.wellbeing.unasked_since(ANN) is None
        assert await tx.wellbeing.ask_again(ANN) is False
