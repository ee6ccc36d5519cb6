"""What officers do with a case: every button is checked against the case as it is when it is pressed."""

import pytest

from bot.domain.case import Outcome, Status
from bot.domain.person import Role
from tests.stories.reports import calls_for_help, card
from tests.world import World


async def test_two_officers_press_take_at_once_and_one_of_them_has_it(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()
    await calls_for_help(ann)
    await world.fast_forward(minutes=5)  # untaken: Eve is called too

    first = await sam.telegram.presses(world.label("button.take"))
    second = await eve.telegram.presses(world.label("button.take"))
    await world.settle()

    holder = (await world.case()).holder
    assert holder in (sam.id, eve.id)
    winner, loser = ("Sam Specimen", second) if holder == sam.id else ("Eve Model", first)
    assert winner in (loser.toast or "")
    assert f"{winner} since" in card(sam).text
    assert card(sam).text == card(eve).text
    assert (await world.actions()).count("case:taken") == 1
    assert [m for m in ann.messages() if "taken by" in m.text.lower() and not m.edited]


async def test_a_stale_button_explains_itself_and_the_card_is_brought_up_to_date(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await calls_for_help(ann)
    stale = card(sam)
    await sam.presses("button.take")
    body = sam.telegram.exchange.state.post(stale.chat_id, stale.id)
    assert body is not None
    body.body |= stale.body  # the phone still shows the card as it was

    toast = await sam.presses("button.take", on=stale)

    assert "have it already" in (toast or "")
    assert "Sam Specimen since" in card(sam).text


async def test_buttons_of_a_case_that_ended_explain_themselves(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    old = card(sam)
    await sam.presses("button.resolve")
    await sam.presses("outcome.safe")

    post = sam.telegram.exchange.state.post(old.chat_id, old.id)
    assert post is not None
    post.body |= old.body
    assert "closed" in (await sam.presses("button.reply", on=old) or "")
    assert card(sam).labels == [world.label("button.more"), world.label("button.pack")], "it can still be read"


async def test_a_button_of_a_case_that_never_was_is_answered(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    post = sam.telegram.exchange.state.post(sam.id, card(sam).id)
    assert post is not None
    post.body["reply_markup"] = {"inline_keyboard": [[{"text": "Take", "callback_data": "c:99:take"}]]}

    assert "older message" in (await sam.presses("Take") or "")


async def test_the_card_and_the_receipt_follow_the_case(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await calls_for_help(ann)
    await world.fast_forward(minutes=2)
    await sam.presses("button.hand")  # looking at the choices is seeing the case
    assert ann.sees("WL-0001", "Received 10:0", "Seen 10:02")
    await sam.presses("button.card")
    await world.fast_forward(minutes=2)
    await sam.presses("button.take")
    assert ann.sees("Seen 10:02", "Taken by the safety officer (Sam Specimen) 10:04")

    await sam.presses("button.resolve")
    await sam.presses("outcome.police")
    assert "resolved by Sam Specimen: With the police" in card(sam).text
    assert ann.sees("Seen 10:02", "Taken by the safety officer (Sam Specimen) 10:04", "Closed 10:04")
    ann.hears("closed", "with the police")


@pytest.mark.parametrize("outcome", list(Outcome))
async def test_a_case_ends_with_an_outcome(world: World, outcome: Outcome) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await sam.presses("button.resolve")
    await sam.presses(f"outcome.{outcome}")

    case = await world.case()
    assert (case.status, case.outcome) == (Status.RESOLVED, outcome)
    assert (await world.actions())[-1] == f"case:resolved:{outcome}"


async def test_a_note_stays_with_officers(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    ann.forgets()

    await sam.presses("button.note")
    await sam.says("Spoke to her neighbour")

    ann.hears_nothing()
    assert "Notes: 1" in card(sam).text
    await sam.presses("button.more")
    sam.hears("note", "spoke to her neighbour")


async def test_handing_over_to_the_other_desk_lets_the_case_wait_there(world: World) -> None:
    sam, kit = await world.officer("Sam Specimen"), await world.officer("Kit Example", Role.COMMS)
    ann = await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await sam.presses("button.hand")
    await sam.presses("button.hand-to-comms")

    case = await world.case()
    assert (case.status, case.holder, case.desk) == (Status.OPEN, 0, "comms")
    kit.hears("WL-0001", "open", "Take by")
    assert "open" in card(sam).text
    await kit.presses("button.take")
    ann.hears("taken by the communications team", "Kit Example")


async def test_handing_over_to_a_person_makes_it_theirs_at_once(world: World) -> None:
    sam, kit = await world.officer("Sam Specimen"), await world.officer("Kit Example", Role.COMMS)
    ann = await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await sam.presses("button.hand")
    await sam.presses("Kit Example")

    assert (await world.case()).holder == kit.id
    kit.hears("Kit Example since")
    assert "Kit Example since" in card(sam).text
    ann.hears("taken by", "Kit Example")
    sam.forgets()
    assert "Kit Example has it" in (await sam.presses_data("c:1:note") or "")


async def test_who_loses_a_case_to_somebody_else_is_told(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await eve.says("/queue")
    await eve.presses("WL-0001")
    sam.forgets()

    await eve.presses("button.hand")
    await eve.presses("Eve Model")

    sam.hears("no longer have WL-0001", "Eve Model")


async def test_nobody_but_the_holder_works_a_case(world: World) -> None:
    sam, eve = await world.officer("Sam Specimen"), await world.officer("Eve Model")
    ann = await world.councillor()
    await calls_for_help(ann)
    await eve.says("/queue")
    await eve.presses("WL-0001")
    await sam.presses("button.take")
    for verb in ("reply", "ask", "note", "resolve"):
        assert "Sam Specimen has it" in (await eve.presses(f"button.{verb}") or "")


async def test_a_case_opened_from_the_queue_has_one_card_that_is_kept_up_to_date(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await calls_for_help(ann)
    old = card(sam)
    await sam.says("/queue")
    await sam.presses("WL-0001")

    assert card(sam).id != old.id
    assert sam.sees("WL-0001", "further down")
    await sam.presses("button.take")
    assert "Sam Specimen since" in card(sam).text


async def test_a_case_that_the_councillor_withdraws_is_closed_everywhere(world: World) -> None:
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")

    await ann.presses("button.withdraw")
    await ann.presses("button.withdraw-sure")

    sam.hears("WL-0001", "withdrawn by the councillor")
    assert "withdrawn" in card(sam).text
    assert card(sam).labels == []
    assert await world.app.next_due() is None or (await world.case()).is_closed
