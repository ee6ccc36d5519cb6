"""What people are told before they report, the copy of their data, and having it erased."""

import json
from typing import Any

from bot.domain.access import Cause
from bot.domain.chat import Attachment, MediaKind
from bot.domain.evidence import Item
from bot.domain.lesson import Part
from bot.domain.person import Role
from bot.sandbox.faults import too_many_requests
from bot.storage.row import Kind
from tests.world import Somebody, World

from .reports import reports
from .ways import REPORT, goes, presses_blindly

#: What the way through a report says.
REPORT_WHAT = "He writes to me every day"
WHAT = "he is outside my house with a knife, he says he will kill me"


async def copy(who: Somebody) -> dict[str, Any]:
    """Ask for the data; the file that comes."""
    who.forgets()
    await who.says("/mydata")
    message = who.hears("This is what I keep about you")
    assert message.media is not None
    assert message.media.name.endswith(".json")
    return json.loads(message.media.data)


async def rows(world: World, table: str) -> list[Any]:
    """All rows of a table, as the database has them."""
    async with world.app.database.engine.connect() as connection:
        return list((await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings())  # noqa: S608


async def actions_of_no_case(world: World) -> list[str]:
    return await world.actions(0)


async def test_the_notice_comes_once_before_the_first_question_of_the_first_report(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/report")
    notice, question = ann.messages()
    council = world.knowledge.council
    for said in (council.privacy.controller, council.privacy.email, council.privacy.notice, "officers", "police"):
        assert said in notice.text
    for said in ("2 years", "90 days", "Not end-to-end encrypted", "/mydata", "/forgetme", "0303 123 1113"):
        assert said in notice.text
    assert "danger now" in question.text
    await ann.presses("button.cancel")
    await ann.presses("button.discard")
    ann.forgets()
    await ann.says("/report")
    (question,) = ann.messages()
    assert "danger now" in question.text


async def test_the_notice_can_be_read_at_any_time(world: World) -> None:
    jo = world.stranger()
    await jo.says("/notice")
    jo.hears("end-to-end encrypted", "/mydata")


async def test_no_notice_stands_before_an_emergency(world: World) -> None:
    sam, jo = await world.officer(), world.stranger()
    await jo.says("he is outside my house with a knife, he says he will kill me")
    assert "Call 999 now" in jo.messages()[0].text
    await jo.says("/report he is at my door with a gun")
    assert not jo.sees("end-to-end encrypted", "/mydata")
    sam.hears("EMERGENCY")


async def test_the_copy_holds_all_that_is_the_persons_and_nothing_of_others(world: World) -> None:
    sam, ann, bryn = await world.officer(), await world.councillor(), await world.councillor("Bryn Sample")
    await bryn.says("Only Bryn knows: he is outside with a knife")
    await goes(ann, "report", to="evidence")
    await ann.does(ann.telegram.sends_document(b"%PDF", name="letter.pdf"))
    for step in list(REPORT)[list(REPORT).index("evidence") :]:
        await REPORT[step](ann)
    await sam.presses("button.take")
    await sam.presses("button.note")
    await sam.says("A note for officers only")
    await sam.presses("button.reply")
    await sam.says("We are looking into it")
    await ann.presses("button.add")
    await ann.says("He wrote again")
    await ann.presses("button.stop-talk")
    await goes(ann, "report", to="whom", what=lambda who: who.says("A second story, not sent"))

    held = await copy(ann)

    assert (held["you"]["name"], held["you"]["roles"]) == ("Ann Example", ["councillor"])
    assert held["controller"] == world.knowledge.council.privacy.controller
    (case,) = held["cases"]
    assert (case["number"], case["status"], case["report"]["what"]) == ("WL-0002", "taken", REPORT_WHAT)
    said = [(line["from"], line["text"]) for line in case["messages"]]
    assert ("the council", "We are looking into it") in said
    assert ("you", "He wrote again") in said
    (letter,) = case["evidence"]
    assert (letter["file"], letter["size"], len(letter["sha256"])) == ("letter.pdf", 4, 64)
    assert held["not_sent"][0]["answers"]["what"] == ["A second story, not sent"]
    assert "officers' own notes" in held["left_out"]
    whole = json.dumps(held)
    assert "A note for officers only" not in whole
    assert "Only Bryn knows" not in whole
    assert (await actions_of_no_case(world))[-1] == "person:exported"


async def test_the_copy_says_whom_the_person_kept_out_and_nothing_of_why_others_are(world: World) -> None:
    sam, eve, ann = await world.officer(), await world.officer("Eve Model"), await world.councillor()
    await reports(ann, "harassment")
    await goes(ann, "report", to="whom")
    async with world.app.database.transaction() as tx:
        await tx.exclusions.add(1, sam.id, Cause.ASKED)
        await tx.exclusions.add(1, eve.id, Cause.CONFLICT)
        session = await tx.sessions.load(str(ann.id))
        session.flows[0].away = {sam.id: "Sam Specimen"}
        await tx.sessions.save(session, world.now)

    held = await copy(ann)

    assert held["cases"][0]["must_not_read_it"] == held["not_sent"][0]["must_not_read_it"] == ["Sam Specimen"]
    assert "Eve Model" not in json.dumps(held)


async def test_a_copy_is_not_kept_once_it_is_sent_and_comes_at_most_once_an_hour(world: World) -> None:
    ann = await world.councillor()
    held = await copy(ann)
    assert held["cases"] == []
    assert [row["kind"] for row in await rows(world, "queue") if row["kind"] == "send"] == []
    assert await rows(world, "documents") == []
    await ann.says("/mydata")
    ann.hears("just sent you a copy", "11:0")
    ann.hears_nothing()
    await world.fast_forward(hours=1)
    await copy(ann)
    assert (await actions_of_no_case(world)).count("person:exported") == 2


async def test_forgetting_asks_first_and_no_changes_nothing(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="whom")
    await ann.says("/forgetme")
    ann.hears("This goes", "This stays", "your role", "member support")
    await ann.presses("button.no-thanks")
    ann.hears("Nothing was erased")
    await ann.says("/resume")
    ann.hears("to whom")


async def test_a_stranger_is_forgotten_altogether(world: World) -> None:
    jo = world.stranger()
    await goes(jo, "report", to="evidence")
    await jo.does(jo.telegram.sends_document(b"%PDF", name="letter.pdf"))
    await jo.says("/forgetme")
    await jo.presses("button.forget")
    jo.hears("Done", "This stays", world.knowledge.council.privacy.email)
    for table in ("people", "sessions", "evidence", "messages"):
        assert await rows(world, table) == []
    assert (await actions_of_no_case(world))[-1] == "person:forgotten"
    await jo.says("/resume")
    jo.hears("nothing saved")


async def test_many_files_are_forgotten_in_pieces_also_by_a_bot_that_was_killed_and_it_is_told_once(
    world: World,
) -> None:
    jo = world.stranger()
    await jo.says("/forgetme")
    async with world.app.database.transaction() as tx:
        film = Attachment(MediaKind.VIDEO, "film", size=15 * 1024 * 1024)
        for _ in range(5):
            await tx.evidence.add(Item(0, jo.id, 0, world.now, film))
    jo.forgets()
    await jo.telegram.presses(world.label("button.forget"))
    await world.app.intake.poll(wait=0)
    await world.app.workers[0].step()
    assert len(await rows(world, "evidence")) == 3
    await world.restart()
    await world.settle()
    assert await rows(world, "evidence") == await rows(world, "people") == []
    jo.hears("Done", "This stays")
    jo.hears_nothing()
    assert (await actions_of_no_case(world)).count("person:forgotten") == 1


async def test_what_stays_is_said_with_its_reason(world: World) -> None:
    sam, jo = await world.officer(), world.stranger()
    await jo.says(WHAT)
    await sam.presses("button.take")
    await sam.presses("button.resolve")
    await sam.presses("outcome.advised")
    await jo.says(WHAT)
    jo.forgets()
    await jo.says("/forgetme")
    jo.hears("WL-0002: officers are working on it", "WL-0001: closed. Kept for 2 years", "Your name")
    await jo.presses("button.forget")
    jo.hears("Done", "WL-0002", "WL-0001")
    first, second = await world.cases()
    assert first.report.what == second.report.what == WHAT
    async with world.app.database.transaction() as tx:
        person = await tx.people.find(jo.id)
    assert person is not None
    assert person.name == "Jo Nobody"


async def test_a_role_is_not_lost_by_forgetting(world: World) -> None:
    sam = await world.officer()
    await sam.says("how do i report a post on facebook")
    await sam.says("/forgetme")
    sam.hears("Only an administrator can take them away")
    await sam.presses("button.forget")
    async with world.app.database.transaction() as tx:
        person = await tx.people.find(sam.id)
        session = await tx.sessions.load(str(sam.id))
    assert person is not None
    assert person.roles == {Role.SAFETY}
    assert session.version == 0


async def test_a_card_on_its_way_to_an_officer_who_is_forgotten_still_comes(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await sam.says("/forgetme")
    world.telegram.faults.add(too_many_requests(600, method="sendMessage", chat=sam.id))
    await reports(ann, "harassment")
    await sam.presses("button.forget")
    await world.fast_forward(minutes=11)
    sam.hears("WL-0001")
    assert [row["message_id"] for row in await rows(world, "messages") if row["chat_id"] == sam.id] != [0]


async def test_a_receipt_on_its_way_comes_though_the_sender_is_forgotten(world: World) -> None:
    await world.officer()
    jo = world.stranger()
    await jo.says("/forgetme")
    card = jo.last
    await goes(jo, "report", to="review")
    world.telegram.faults.add(too_many_requests(600, method="sendMessage", chat=jo.id))
    await jo.presses("button.send-report")
    await presses_blindly(jo, "x:forget", card)
    jo.forgets()
    await world.fast_forward(minutes=11)
    jo.hears("WL-0001")


async def test_forgetting_does_not_lift_what_holds_a_nuisance_back(world: World) -> None:
    jo = world.stranger()
    for number in range(world.knowledge.council.limits.minute - 2):
        await jo.telegram.says(f"qwfp {number}")
    await jo.says("/forgetme")
    await jo.presses("button.forget")
    await jo.says("qwfp")
    jo.hears("pausing")


async def test_an_offer_that_stood_open_is_forgotten_too(world: World) -> None:
    await world.officer()
    jo = world.stranger()
    await jo.says("someone has posted that they will burn my house down next week")
    jo.hears("Shall I tell the safety officer now?")
    await jo.says("/forgetme")
    await jo.presses("button.forget")
    jo.forgets()
    await world.fast_forward(hours=2)
    jo.hears_nothing()
    assert await world.cases() == []


async def test_a_worry_that_comes_before_all_is_forgotten_is_heard(world: World) -> None:
    await world.officer()
    jo = world.stranger()
    await jo.says("/forgetme")
    film = Attachment(MediaKind.VIDEO, "film", size=15 * 1024 * 1024)
    async with world.app.database.transaction() as tx:
        for _ in range(5):  # more than one piece
            await tx.evidence.add(Item(0, jo.id, 0, world.now, film))
    (updates,) = [worker for worker in world.app.workers if worker.kind is Kind.UPDATE]
    await jo.telegram.presses(world.label("button.forget"))
    await world.app.intake.poll(wait=0)
    await updates.step()
    await jo.telegram.says("He wrote that he will kill me")
    await world.app.intake.poll(wait=0)
    await updates.step()
    await world.fast_forward(hours=2)
    assert "kill me" in (await world.case()).report.what


async def test_nobody_else_is_forgotten_by_a_button_that_was_made_up(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/forgetme")
    assert await presses_blindly(ann, "x:somebody-else") == world.label("error.stale")


async def test_the_copy_holds_what_was_set_aside(world: World) -> None:
    ann, ben = await world.councillor(), await world.councillor("Ben Sample")
    for who in (ann, ben):
        text = f"From {who.telegram.name}"
        world.telegram.raw_update({"message": {"text": text, "chat": {"id": who.id, "type": "private"}}})
    await world.fast_forward(minutes=5)
    assert await world.quarantined() == 2

    held = await copy(ann)

    assert [each["update"]["message"]["text"] for each in held["set_aside"]] == ["From Ann Example"]
    assert "From Ben Sample" not in json.dumps(held)


async def test_that_attendance_stays_is_said_also_where_no_part_is_completed(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/forgetme")
    assert "taught sessions" not in ann.last.text
    async with world.app.database.transaction() as tx:
        session = await tx.taught.begin(Part.THEORY, world.now)
        await tx.taught.invite(session.id, [ann.id])

    await ann.says("/forgetme")

    ann.hears("This stays", "taught sessions you were invited")
