"""Nothing is kept longer than the council said: the clock moves past each limit, and what was there is gone."""

from datetime import timedelta
from typing import Any

from bot.bootstrap.rehearsal import invite
from bot.desk.retention import CASES
from bot.domain.case import Case, Status, withdraw
from bot.domain.entry import CouncilKind
from bot.domain.person import Role
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage.row import Kind, State
from tests.world import Somebody, World

from .reports import group
from .ways import goes, presses_blindly

WHAT = "he is outside my house with a knife, he says he will kill me"


async def rows(world: World, table: str) -> list[Any]:
    """All rows of a table, as the database has them."""
    async with world.app.database.engine.connect() as connection:
        return list((await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings())  # noqa: S608


async def closed_case(world: World, sam: Somebody, ann: Somebody) -> None:
    """A case with words, evidence and a reply, closed at once."""
    await ann.says(WHAT)
    await ann.does(ann.telegram.sends_document(b"%PDF", name="letter.pdf"))
    await sam.presses("button.take")
    await sam.presses("button.reply")
    await sam.says("We are looking into it")
    await sam.presses("button.resolve")
    await sam.presses("outcome.advised")
    ann.forgets()
    sam.forgets()


async def leaps(world: World, days: float) -> None:
    """The clock moves in one go, and the sweep that fell due meanwhile runs."""
    world.clock.now += timedelta(days=days)
    await world.settle()


async def nears(world: World, kind: str) -> None:
    """A day before the limit of a kind: the sweep of that day leaves what is of it alone."""
    await leaps(world, getattr(world.knowledge.council.retention, kind).days - 1)


async def test_a_closed_case_is_erased_and_its_numbers_and_audit_stay(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await closed_case(world, sam, ann)
    before = await world.case()
    await nears(world, "closed_cases")
    assert (await world.case()).report.what == WHAT
    sam.hears_nothing()

    await leaps(world, days=2)

    sam.hears("WL-0001", "was erased")
    ann.hears("WL-0001", "was erased")
    case = await world.case()
    assert (case.report.what, case.report.who, case.report.links) == ("", "", ())
    assert (case.reporter_id, case.holder) == (0, 0)
    assert case.erased_at is not None
    for name in ("level", "desk", "status", "outcome", "opened_at", "taken_at", "closed_at", "verified"):
        assert getattr(case, name) == getattr(before, name)
    assert case.report.kind == "emergency"
    for table in ("threads", "evidence", "messages"):
        assert [row for row in await rows(world, table) if row["case_id"] == 1] == []
    actions = await world.actions()
    assert (actions[0], actions[-1]) == ("case:opened:words", "case:erased")
    assert not sam.sees("WL-0001", "knife")


async def test_buttons_of_an_erased_case_open_nothing(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await closed_case(world, sam, ann)
    await leaps(world, days=732)
    for data in ("c:1:open", "c:1:more", "c:1:evidence"):
        assert "was erased" in str(await presses_blindly(sam, data))
    assert await presses_blindly(ann, "m:1:show") == world.label("error.stale")
    await ann.says("/mycases")
    ann.hears("no cases")


async def test_a_card_in_a_group_says_that_its_case_was_erased(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer(), await world.councillor()
    place = await group(world, alex, sam)
    await alex.says("/here safety", chat=place)
    await ann.says(WHAT)
    await sam.presses("button.take", chat=place)
    await sam.presses("button.resolve", chat=place)
    await sam.presses("outcome.advised", chat=place)
    await leaps(world, days=732)
    texts = [message.text for message in place.messages]
    assert any("was erased" in text for text in texts)
    assert not any("knife" in text for text in texts)


async def test_an_open_case_is_never_erased(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await ann.says(WHAT)
    await leaps(world, days=800)
    case = await world.case()
    assert (case.status, case.report.what) == (Status.OPEN, WHAT)


async def test_an_idle_conversation_goes_with_its_saved_report_and_evidence(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="evidence")
    await ann.does(ann.telegram.sends_document(b"%PDF", name="letter.pdf"))
    await ann.presses("button.save")
    await nears(world, "conversations")
    assert len(await rows(world, "sessions")) == len(await rows(world, "evidence")) == 1

    await leaps(world, days=2)

    assert await rows(world, "sessions") == await rows(world, "evidence") == []
    assert [row["id"] for row in await rows(world, "people")] == [ann.id]
    await ann.says("/resume")
    ann.hears("nothing saved")


async def test_a_conversation_that_goes_on_is_kept(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="whom")
    await ann.presses("button.save")
    for _ in range(3):
        await leaps(world, days=60)
        await ann.says("/help")
    ann.forgets()
    await ann.says("/resume")
    ann.hears("to whom")


async def test_an_idle_stranger_goes_and_one_with_a_case_stays_until_it_is_erased(world: World) -> None:
    sam, jo, kim = await world.officer(), world.stranger(), world.stranger("Kim Nobody")
    await jo.says("/start")
    await closed_case(world, sam, kim)
    await nears(world, "strangers")
    assert len(await rows(world, "people")) == 3
    await leaps(world, days=2)
    assert {row["id"] for row in await rows(world, "people")} == {sam.id, kim.id}
    await leaps(world, days=732)
    assert {row["id"] for row in await rows(world, "people")} == {sam.id}


async def test_questions_without_an_answer_and_proposals_go(world: World) -> None:
    async with world.app.database.transaction() as tx:
        await tx.feedback.remember("when is the brown bin collected", "none", [], world.now)
        await tx.feedback.assign([(await tx.feedback.questions())[0].id], "phishing", world.now)
        await tx.feedback.remember("is my drone legal", "none", [], world.now)
    await nears(world, "unanswered")
    assert len(await rows(world, "unanswered")) == len(await rows(world, "proposals")) == 1
    await leaps(world, days=2)
    assert await rows(world, "unanswered") == await rows(world, "proposals") == []


async def test_used_and_expired_invitations_go_and_one_that_is_good_stays(world: World) -> None:
    await world.councillor()
    await invite(world.app.database, Role.SAFETY, "Never Came", CouncilKind.PRINCIPAL, world.now)
    await nears(world, "invitations")
    assert len(await rows(world, "invitations")) == 2
    await leaps(world, days=9)
    assert await rows(world, "invitations") == []
    await invite(world.app.database, Role.SAFETY, "Still Good", CouncilKind.PRINCIPAL, world.now)
    await leaps(world, days=2)
    assert len(await rows(world, "invitations")) == 1


async def test_what_was_set_aside_goes(world: World) -> None:
    async with world.app.database.transaction() as tx:
        await tx.queue.put(Kind.FETCH, "item:1", {"item": 1}, lane="item:1", now=world.now)
        (row,) = await tx.queue.take(Kind.FETCH, "test", world.now, timedelta(minutes=1))
        await tx.queue.quarantine(row, "test")
    await nears(world, "quarantine")
    assert await world.quarantined() == 1
    await leaps(world, days=2)
    assert await world.quarantined() == 0


async def test_a_file_that_could_not_be_sent_goes_within_days(world: World) -> None:
    async with world.app.database.transaction() as tx:
        await tx.documents.keep(b"a copy of somebody's data", world.now)
    await leaps(world, days=1.5)
    assert len(await rows(world, "documents")) == 1
    await leaps(world, days=2)
    assert await rows(world, "documents") == []


async def test_handled_updates_and_the_pace_of_chats_go_within_days(world: World) -> None:
    jo = world.stranger()
    await jo.says("/start")
    await jo.says("/start made-up")
    await leaps(world, days=4)
    async with world.app.database.transaction() as tx:
        assert await tx.queue.count(State.DONE) == 0
    for table in ("pace", "floods", "wrong_tokens"):
        assert await rows(world, table) == []


async def test_the_audit_of_a_case_goes_last_and_that_it_went_is_on_record(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await closed_case(world, sam, ann)
    await leaps(world, days=1500)
    assert (await world.actions())[-1] == "case:erased"
    await leaps(world, days=700)
    assert await world.actions() == []
    assert (await world.actions(0))[-1] == "audit:swept:1"
    assert (await world.case()).outcome == "advised"


def withdrawn(world: World) -> Case:
    """A case that was withdrawn as soon as it was opened."""
    case = Case(0, Level.CONCERN, Desk.COMMS, Report("harassment", what=WHAT), 700, world.now, world.now)
    return withdraw(case, world.now)


async def test_much_that_is_due_goes_in_small_pieces_on_one_day(world: World) -> None:
    async with world.app.database.transaction() as tx:
        for _ in range(2 * CASES + 1):
            await tx.cases.open(withdrawn(world))
    await leaps(world, days=729)
    assert {case.erased_at for case in await world.cases()} == {None}
    await leaps(world, days=2)
    assert {case.erased_at for case in await world.cases()} == {world.now}


async def test_the_sweep_goes_on_after_a_restart(world: World) -> None:
    jo = world.stranger()
    await jo.says("/start")
    await world.fast_forward(days=2.5)
    await world.restart()
    await leaps(world, days=90)
    assert await rows(world, "people") == []
