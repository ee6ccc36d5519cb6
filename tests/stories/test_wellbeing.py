"""After something hard the bot asks how somebody is: the next day, after a week, and never at a bad moment."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.content import Knowledge
from bot.domain.case import Status
from bot.domain.severity import Level
from bot.sandbox.sight import Message
from tests.sandbox.pictures import png
from tests.world import MONDAY, Somebody, World, a_world

from .reports import calls_for_help, card, group, reports, worries
from .ways import presses_blindly, says

FIRST, LATER = "How are you today?", "How are you these days?"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ANSWERS = ("button.checkin-well", "button.checkin-low", "button.checkin-talk", "button.checkin-stop")


async def comes(world: World, moment: datetime) -> None:
    """The clock moves there in one go."""
    assert moment > world.now
    world.clock.now = moment
    await world.settle()


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """So many days after the Monday of the stories, at that hour in London."""
    return datetime.combine(MONDAY.date() + timedelta(days=days), time(hour, minute), MONDAY.tzinfo)


def questions(who: Somebody) -> list[Message]:
    """The questions how somebody is that came since the story last looked."""
    return [message for message in who.messages() if message.text.startswith("How are you")]


async def help_that_came(world: World) -> tuple[Somebody, Somebody]:
    """An officer, and a councillor whose emergency was taken and resolved."""
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await sam.presses("button.resolve")
    await sam.presses("outcome.advised")
    ann.forgets()
    sam.forgets()
    return sam, ann


async def asked(world: World) -> tuple[Somebody, Somebody]:
    """The same a day later: the councillor was asked, and has looked at the question."""
    sam, ann = await help_that_came(world)
    await comes(world, at(1, 11))
    ann.hears(FIRST)
    return sam, ann


async def rows(world: World, table: str) -> list[Any]:
    """All rows of a table, as the database has them."""
    async with world.app.database.engine.connect() as connection:
        return list((await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings())  # noqa: S608


async def test_asked_the_next_day_and_after_a_week_and_not_again(world: World) -> None:
    _, ann = await help_that_came(world)
    await comes(world, at(1, 9, 59))
    assert questions(ann) == []
    await comes(world, at(1, 10, 5))
    (question,) = questions(ann)
    assert FIRST in question.text
    for said in ("Call 999", "Samaritans: 116 123", "open now", "Shout"):
        assert said in question.text
    assert [[button.text for button in row] for row in question.buttons] == [[world.label(key)] for key in ANSWERS]
    await comes(world, at(6, 17))
    assert questions(ann) == []
    await comes(world, at(7, 10, 5))
    (question,) = questions(ann)
    assert LATER in question.text
    await comes(world, at(60, 12))
    assert questions(ann) == []


@pytest.mark.parametrize(
    ("opened", "asked_at"),
    [(at(0, 22, 30), at(1, 17)), (at(1, 1), at(2, 10)), (at(4, 14), at(5, 14))],
    ids=["in the evening", "at night", "on a Friday: asked on the Saturday"],
)
async def test_asked_by_day_whenever_it_happened(world: World, opened: datetime, asked_at: datetime) -> None:
    await world.officer()
    ann = await world.councillor()
    await comes(world, opened)
    await worries(ann)
    ann.forgets()
    await comes(world, asked_at - timedelta(minutes=1))
    assert questions(ann) == []
    await comes(world, asked_at + timedelta(minutes=1))
    assert len(questions(ann)) == 1


async def test_what_fell_due_while_the_bot_was_down_waits_for_the_day(world: World) -> None:
    _, ann = await help_that_came(world)
    await comes(world, at(2, 3))
    assert questions(ann) == []
    await comes(world, at(2, 10))
    assert len(questions(ann)) == 1


async def test_asked_after_an_upsetting_report_and_not_after_another(world: World) -> None:
    await world.officer()
    ann, ben = await world.councillor(), await world.councillor("Ben Sample")
    case = await reports(ann, "hate-crime")
    assert case.level < Level.URGENT
    await reports(ben, "impersonation")
    for person in (ann, ben):
        person.forgets()
    await comes(world, at(1, 12))
    assert len(questions(ann)) == 1
    assert questions(ben) == []


async def test_several_cases_of_one_person_give_one_question(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await worries(ann)
    await comes(world, at(0, 15))
    await reports(ann, "stalking", what=says("He follows my car"))
    ann.forgets()
    await comes(world, at(1, 11))
    assert len(questions(ann)) == 1
    await comes(world, at(1, 17))
    assert questions(ann) == []
    await comes(world, at(3, 15))
    await reports(ann, "hate-crime", what=says("Another one"))
    ann.forgets()
    await comes(world, at(7, 17))
    assert [FIRST in question.text for question in questions(ann)] == [True], "for the third; the week's waits anew"
    await comes(world, at(10, 17))
    assert [LATER in question.text for question in questions(ann)] == [True]


async def test_not_while_an_emergency_is_untaken(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    ann.forgets()
    await comes(world, at(1, 11))
    assert questions(ann) == []
    await sam.presses_data("c:1:take")
    assert (await world.case()).status is Status.TAKEN
    await comes(world, world.now + HOUR + timedelta(minutes=1))
    assert len(questions(ann)) == 1


async def test_not_within_an_hour_of_another_urgent_case(world: World) -> None:
    _, ann = await help_that_came(world)
    await comes(world, at(1, 9, 45))
    await worries(ann)
    ann.forgets()
    await comes(world, at(1, 10, 44))
    assert questions(ann) == []
    await comes(world, at(1, 10, 50))
    assert len(questions(ann)) == 1


async def test_not_within_an_hour_of_a_word_in_an_urgent_case(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await worries(ann)
    await comes(world, at(1, 9, 50))
    await ann.says("He is writing again, the same as before")
    ann.forgets()
    await comes(world, at(1, 10, 30))
    assert questions(ann) == []
    await comes(world, at(1, 10, 55))
    assert len(questions(ann)) == 1


async def test_not_while_an_offer_of_help_stands_open(world: World) -> None:
    _, ann = await help_that_came(world)
    await comes(world, at(1, 9, 55))
    await ann.says("He wrote that he will kill me")
    ann.forgets()
    await comes(world, at(1, 10, 3))
    assert questions(ann) == []


async def test_somebody_who_blocked_the_bot_is_not_asked(world: World) -> None:
    _, ann = await help_that_came(world)
    await ann.does(ann.telegram.blocks())
    await comes(world, at(1, 11))
    await ann.does(ann.telegram.unblocks())
    await comes(world, at(2, 11))
    assert questions(ann) == []


async def test_somebody_who_was_forgotten_is_not_asked(world: World) -> None:
    _, ann = await help_that_came(world)
    await ann.says("/forgetme")
    await ann.presses("button.forget")
    ann.forgets()
    await comes(world, at(8, 11))
    assert questions(ann) == []


async def test_a_drill_asks_nobody(world: World) -> None:
    alex, sam = await world.admin(), await world.officer()
    await alex.says("/drill")
    await alex.presses_data("drill:go")
    await comes(world, at(8, 11))
    assert questions(alex) == questions(sam) == []


@pytest.mark.parametrize(
    ("answer", "said", "entry"),
    [
        ("well", "good to hear", "taking-a-break"),
        ("low", "I am sorry", "coping"),
        ("stop", "will not ask again", "helplines"),
    ],
)
async def test_an_answer_brings_something_kind_and_the_lines_and_is_kept_nowhere(
    world: World, answer: str, said: str, entry: str
) -> None:
    sam, ann = await asked(world)
    tables = ("cases", "threads", "votes", "exposures", "unanswered")
    before = [await rows(world, table) for table in tables]

    await ann.presses(f"button.checkin-{answer}")

    told = ann.hears(said)
    assert told.edited, "in place of the question: the chat does not keep the answer either"
    for line in ("Call 999", "Samaritans: 116 123", "open now"):
        assert line in told.text
    assert f"e:{entry}" in [button.data for row in told.buttons for button in row]
    assert [await rows(world, table) for table in tables] == before
    sam.hears_nothing()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Not so good.", "Thank you for saying so"),
        ("I'm really not great today", "Thank you for saying so"),
        ("up and down", "Thank you for saying so"),
        ("I’m fine, thank you!", "good to hear"),
        ("ok", "good to hear"),
        ("Please do not ask again", "will not ask again"),
    ],
)
async def test_an_answer_that_is_written_is_understood_and_kept_nowhere(world: World, text: str, said: str) -> None:
    _, ann = await asked(world)
    await ann.says(text)
    ann.hears(said, "Samaritans: 116 123")
    assert not ann.sees("not sure what")
    assert await rows(world, "unanswered") == []


@pytest.mark.parametrize("text", ["fine 😭", "ok?", "Well?", "Oh well"])
async def test_what_may_mean_the_contrary_is_not_taken_for_good_news(world: World, text: str) -> None:
    _, ann = await asked(world)
    await ann.says(text)
    assert not ann.sees("good to hear")


async def test_an_answer_may_have_lines_and_is_good_news_once(world: World) -> None:
    _, ann = await asked(world)
    await ann.says("I am better\nthank you")
    ann.hears("good to hear")
    await ann.says("great, thanks")
    assert sum("good to hear" in message.text for message in ann.telegram.chat.messages) == 1


async def test_whoever_writes_twice_that_they_want_to_talk_is_answered_twice(world: World) -> None:
    _, ann = await asked(world)
    await ann.says("I would like to talk to somebody")
    ann.hears("I have told the communications team (WL-0002)")
    await ann.presses("button.stop-talk")
    ann.forgets()
    await ann.says("I would like to talk to somebody")
    ann.hears("passed that on already")


async def test_a_picture_with_a_word_is_no_answer(world: World) -> None:
    _, ann = await asked(world)
    await ann.does(ann.telegram.sends_photo(png(), caption="bad"))
    assert not ann.sees("Thank you for saying so")


async def test_who_was_not_asked_is_not_answered_so(world: World) -> None:
    _, ann = await help_that_came(world)
    for text in ("fine", "not so good"):
        await ann.says(text)
    assert not ann.sees("good to hear")
    assert not ann.sees("Thank you for saying so")


async def test_whoever_wants_to_talk_may_write_it(world: World) -> None:
    sam, ann = await asked(world)
    await ann.says("I would like to talk to somebody")
    ann.hears("Of course", "WL-0002")
    sam.hears("WL-0002", "I would like to talk to somebody")


async def test_whoever_is_not_so_good_can_still_ask_for_somebody(world: World) -> None:
    sam, ann = await asked(world)
    await ann.presses("button.checkin-low")
    await ann.presses("button.checkin-talk")
    sam.hears("question", "I would like to talk to somebody")


async def test_a_talk_goes_to_the_officer_who_has_the_case(world: World) -> None:
    sam, kim, ann = await world.officer(), await world.officer("Kim Model"), await world.councillor()
    await worries(ann)
    await sam.presses("button.take")
    kim.forgets()
    await comes(world, at(1, 11))
    ann.hears(FIRST)
    sam.forgets()

    await ann.presses("button.checkin-talk")

    told = ann.hears("Of course", "safety officer", "WL-0001", "01632 960104")
    assert "e:talk-to-someone" in [button.data for row in told.buttons for button in row]
    sam.hears("WL-0001", "I would like to talk to somebody")
    kim.hears_nothing()
    await ann.says("Please ring me after six")
    sam.hears("WL-0001", "ring me after six")
    assert len(await world.cases()) == 1


async def test_a_talk_with_no_case_open_makes_one_and_only_one(world: World) -> None:
    sam, ann = await asked(world)
    question = ann.last
    await ann.presses("button.checkin-talk")
    ann.hears("Of course", "WL-0002")
    assert "already" in str(await presses_blindly(ann, "y:talk", question))
    _, case = await world.cases()
    assert (case.report.kind, case.level, case.reporter_id) == ("question", Level.CONCERN, ann.id)
    sam.hears("WL-0002", "I would like to talk to somebody")
    assert "Samaritans" not in card(sam, "WL-0002").text


async def test_whoever_does_not_want_to_be_asked_is_asked_again_only_when_they_say_so(world: World) -> None:
    _, ann = await asked(world)
    await ann.presses("button.checkin-stop")
    await comes(world, at(7, 11))
    await worries(ann)
    ann.forgets()
    await comes(world, at(8, 12))
    assert questions(ann) == []
    await ann.presses("button.checkin-again")
    ann.hears("I will ask how you are")
    await comes(world, at(14, 12))
    assert [LATER in question.text for question in questions(ann)] == [True]
    assert (await world.actions(0))[-2:] == ["person:checkins-off", "person:checkins-on"]


async def test_their_wish_not_to_be_asked_is_in_their_copy_and_goes_with_them(world: World) -> None:
    jo = world.stranger()
    await jo.says("/start")
    await presses_blindly(jo, "y:stop", jo.last)
    jo.forgets()
    await jo.says("/mydata")
    media = jo.hears("This is what I keep").media
    assert media is not None
    assert b'"asked_not_to_be_asked_how_they_are": "2026-11-23' in media.data
    assert [row["person_id"] for row in await rows(world, "unasked")] == [jo.id]
    await jo.says("/forgetme")
    await jo.presses("button.forget")
    assert await rows(world, "unasked") == []


async def test_what_is_written_afterwards_goes_the_ordinary_way(world: World) -> None:
    _, ann = await asked(world)
    await ann.says("how do I turn on two-step verification")
    assert "two-step" in ann.messages()[0].text.lower()
    assert len(await world.cases()) == 1


async def test_a_hint_of_self_harm_afterwards_brings_the_card_and_a_person(world: World) -> None:
    hint = "I cannot go on like this"
    sam, ann = await asked(world)
    await ann.presses("button.checkin-low")
    ann.forgets()
    await ann.says(hint)
    ann.hears("Call 999 now", "Samaritans: 116 123", "You do not have to be alone")
    sam.hears("EMERGENCY", hint)
    ben = await world.councillor("Ben Sample")
    await ben.says(hint)
    assert not ben.sees("You do not have to be alone"), "nobody asked: whether it is danger is asked first"
    ben.hears("in danger now?")


async def test_danger_afterwards_goes_the_way_of_danger(world: World) -> None:
    sam, ann = await asked(world)
    await ann.says("There is a man with a knife at my door")
    ann.hears("Call 999 now")
    sam.hears("EMERGENCY")


async def test_nothing_of_it_is_pressed_in_a_group(world: World) -> None:
    alex, sam = await world.admin(), await world.officer()
    place = await group(world, alex, sam)
    for word in ("well", "talk", "stop", "hand", "nonsense"):
        assert await presses_blindly(sam, f"y:{word}", place.messages[-1]) == world.label("error.stale")
    assert await world.cases() == []


@pytest.fixture
async def silent_world(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """A bot of a council that asks nobody."""
    off = replace(knowledge, council=replace(knowledge.council, checkins=()))
    async with a_world(off, tmp_path) as made:
        yield made


async def test_a_council_that_asks_nobody(silent_world: World) -> None:
    _, ann = await help_that_came(silent_world)
    await comes(silent_world, at(8, 12))
    assert questions(ann) == []
