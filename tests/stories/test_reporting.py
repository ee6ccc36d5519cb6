"""A report, step by step: from "danger now?" to the receipt, with every way to turn on the way."""

from datetime import timedelta

import pytest

from bot.domain.report import Desk
from bot.domain.severity import Level
from tests.world import World

from .ways import REPORT, Do, data_of, goes, presses, presses_blindly, says

#: Each step answered anew, and how the review card then shows it.
CHANGES: dict[str, tuple[Do, str]] = {
    "danger": (presses("danger-now.unsure"), "I am not sure"),
    "kind": (presses("kind.stalking"), "Stalking"),
    "what": (says("Something quite different"), "Something quite different"),
    "whom": (says("My neighbour"), "My neighbour"),
    "where": (presses("Instagram"), "Instagram"),
    "who": (says("Nobody I know"), "Nobody I know"),
    "links": (says("see https://x.example/2 and www.x.example/3"), "https://x.example/2, www.x.example/3"),
    "evidence": (presses("button.done"), "0 item"),
    "effect": (says("I am angry"), "I am angry"),
    "contact": (says("0161 496 0000 after six"), "0161 496 0000 after six"),
    "wish": (presses("wish.removal", "wish.police", "button.done"), "Take the post down, Contact with the police"),
}


async def test_danger_is_asked_first_and_every_step_reaches_the_officer(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await ann.says("/report")
    ann.hears("danger now", "999")
    for step, do in REPORT.items():
        await do(ann)
        ann.hears("sent" if step == "review" else "")
    report = (await world.case()).report
    assert (report.kind, report.whom, report.where, report.contact) == ("harassment", "me", "facebook", "here")
    assert (report.what, report.who) == ("He writes to me every day", "@plainly_made_up")
    assert (report.links, report.effect, report.wishes) == (
        ("https://facebook.example/post/1",),
        "I cannot sleep",
        ("advice",),
    )
    sam.hears("Concern", "He writes to me every day", "@plainly_made_up", "facebook.example", "I cannot sleep")


async def test_the_receipt_has_a_number_and_the_promised_time(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report")
    receipt = ann.hears("WL-0001", "Received 10:00", "to be taken by")
    tomorrow = (world.now + timedelta(days=1)).strftime("%a")
    assert "17:00" in receipt.text
    assert tomorrow in receipt.text


async def test_back_goes_to_the_question_before_and_skip_leaves_one_out(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="where")
    await ann.presses("button.back")
    ann.hears("to whom")
    await ann.presses("button.back")
    await ann.presses("button.back")
    ann.hears("what is it about")
    await ann.presses("kind.stalking")
    await ann.presses("button.skip")
    await ann.presses("whom.family")
    for _ in ("where", "who", "links", "evidence", "effect", "contact", "wish"):
        await ann.presses("button.skip")
    await ann.presses("button.send-report")
    report = (await world.case()).report
    assert (report.kind, report.what, report.whom, report.where) == ("stalking", "", "family", "")


async def test_a_question_that_does_not_apply_is_not_asked(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="links", where=presses("where.in-person"))
    ann.hears("Evidence", "screenshots")
    assert "of 11" in ann.last.text


async def test_any_answer_can_be_changed_on_the_review_card(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="review")
    for step, (again, shown) in CHANGES.items():
        ann.forgets()
        name = world.label(f"report-field.{step}")
        await ann.presses(world.knowledge.words.plain("button.change", name=name))
        await again(ann)
        assert f"{name}: {shown}" in ann.hears("check before you send").text
    await ann.presses("button.send-report")
    report = (await world.case()).report
    assert (report.kind, report.what, report.whom) == ("stalking", "Something quite different", "My neighbour")


async def test_a_change_on_the_review_card_can_be_given_up(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="review")
    await ann.presses(world.knowledge.words.plain("button.change", name=world.label("report-field.what")))
    ann.hears("what happened")
    await ann.presses("button.back")
    ann.hears("check before you send", "He writes to me every day")


async def test_a_change_that_opens_a_new_question_asks_it_before_the_review(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="links", where=presses("where.in-person"))
    for step in ("evidence", "effect", "contact", "wish"):
        await REPORT[step](ann)
    ann.hears("check before you send")
    await ann.presses(world.knowledge.words.plain("button.change", name=world.label("report-field.where")))
    await ann.presses("Facebook")
    ann.hears("links")
    await ann.says("https://facebook.example/post/1")
    ann.hears("check before you send", "facebook.example")


@pytest.mark.parametrize(
    ("kind", "desk", "level"),
    [("threat-of-violence", Desk.SAFETY, Level.URGENT), ("offensive-post", Desk.COMMS, Level.CONCERN)],
)
async def test_the_consent_line_says_who_will_read_it_and_that_desk_gets_it(
    world: World, kind: str, desk: Desk, level: Level
) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="review", kind=presses(f"kind.{kind}"))
    ann.hears("Send", world.label(f"desk.{desk}"), world.knowledge.council.name, "will read", "police")
    assert await world.cases() == []
    await ann.presses("button.send-report")
    case = await world.case()
    assert (case.desk, case.level) == (desk, level)


async def test_what_is_typed_counts_where_a_button_would_have_done(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "report", to="kind", danger=says("no"))
    await ann.says("stalking")
    ann.hears("what happened")


async def test_pressing_send_twice_makes_one_case(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "report", to="review")
    label = world.label("button.send-report")
    review = next(message for message in ann.telegram.chat.messages if label in message.labels)
    send = data_of(review, label)
    await presses_blindly(ann, send, review)
    assert await presses_blindly(ann, send, review) == world.label("flow.stale")
    assert (await world.case()).number == "WL-0001"
