"""Taught sessions as time goes by: a word the day before, another date or place, and a word to record who came."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.content import Knowledge
from bot.desk.taught_clock import disarm
from bot.desk.turn import Turn
from bot.sandbox import Message
from tests.stories.pupils import ABUSE, arranges, shortened
from tests.stories.reports import calls_for_help
from tests.stories.ways import presses_blindly
from tests.world import Somebody, World, a_world

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def short(knowledge: Knowledge) -> Knowledge:
    return shortened(knowledge, 1)


@pytest.fixture
async def school(short: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(short, tmp_path) as made:
        yield made


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


async def goes_to(school: World, moment: datetime) -> None:
    """Let everything happen until then."""
    await school.fast_forward(seconds=(moment - school.now).total_seconds())


async def opens(alex: Somebody, day: str = "27 Nov 2026") -> None:
    """Open a session's page."""
    await alex.says("/training")
    await alex.presses(f"{ABUSE}, {day}")


async def begins_to_move(admin: Somebody) -> None:
    """Ask for another date or place of the session that was arranged."""
    await opens(admin)
    await admin.presses("button.move-session")


def entry_of(message: Message) -> Calendar:
    assert message.media is not None
    (event,) = Calendar.from_ical(message.media.data.decode()).walk("VEVENT")
    return event


async def leaves(somebody: Somebody) -> None:
    async with somebody.world.app.database.transaction() as tx:
        person = await tx.people.find(somebody.id)
        assert person is not None
        await tx.people.save(replace(person, roles=frozenset()))


async def calls_off(alex: Somebody, label: str) -> None:
    """Call off the session with that button."""
    await alex.says("/training")
    await alex.presses(label)
    await alex.presses("button.call-off")
    await alex.presses("button.call-off-sure")


async def test_who_said_yes_hears_of_it_once_on_the_working_day_before(school: World) -> None:
    alex = await school.admin()
    ann, bo, cy = [await school.councillor(f"{name} Example") for name in ("Ann", "Bo", "Cy")]
    await arranges(alex, at="30 November 2026 18:30")
    await ann.presses("button.will-come")
    await bo.presses("button.cannot-come")
    for somebody in (ann, bo, cy, alex):
        somebody.forgets()
    await goes_to(school, local(2026, 11, 30, 18, 0))
    word = ann.hears("Hello, Ann Example", "Monday 30 November 2026, 18:30", "The Old Library", "Sam Specimen")
    assert word.sent_at.astimezone(LONDON).replace(microsecond=0) == local(2026, 11, 27, 9), "the Friday before"
    assert word.labels == [school.label("button.cannot-come"), school.label("button.stop-reminders")]
    for somebody in (ann, bo, cy, alex):
        somebody.hears_nothing()
    assert "/learn" in (await ann.presses("button.cannot-come", on=word) or "")


async def test_no_word_comes_near_an_urgent_case_nor_to_who_wants_none_or_has_left(school: World) -> None:
    alex, sam = await school.admin(), await school.officer()
    ann, bo, cy = [await school.councillor(f"{name} Example") for name in ("Ann", "Bo", "Cy")]
    await arranges(alex, at="27 November 2026 18:30")
    for somebody in (ann, bo, cy):
        await somebody.presses("button.will-come")
    await bo.says("/learn")
    await bo.presses("button.stop-reminders")
    await leaves(cy)
    await goes_to(school, local(2026, 11, 25, 12))
    await calls_for_help(ann)
    for data in ("take", "resolve:advised"):
        await presses_blindly(sam, f"c:1:{data}", sam.last)
    for somebody in (ann, bo, cy):
        somebody.forgets()
    await goes_to(school, local(2026, 11, 26, 9, 30))
    for somebody in (ann, bo, cy):
        somebody.hears_nothing()


async def test_a_bot_that_was_away_says_nothing_at_night_and_nothing_once_it_has_begun(school: World) -> None:
    alex, ann, bo = await school.admin(), await school.councillor(), await school.councillor("Bo Example")
    await arranges(alex, at="27 November 2026 18:30")
    await ann.presses("button.will-come")
    ann.forgets()
    school.clock.now = local(2026, 11, 26, 22).astimezone(ZoneInfo("UTC"))
    await school.settle()
    ann.hears_nothing()
    await bo.presses("button.will-come")
    await goes_to(school, local(2026, 11, 27, 10))
    assert ann.hears("as you said that you would come").sent_at.astimezone(LONDON).hour == 9
    bo.hears("as you said that you would come")

    await arranges(alex, at="2 December 2026 18:30")
    await ann.presses("button.will-come")
    ann.forgets()
    school.clock.now = local(2026, 12, 2, 18, 31).astimezone(ZoneInfo("UTC"))
    await school.settle()
    assert not any("you would come" in message.text for message in ann.messages())


async def test_whoever_set_it_up_is_asked_once_to_record_who_came(school: World) -> None:
    alex, robin, ann = await school.admin(), await school.admin("Robin Pattern"), await school.councillor()
    await arranges(alex, at="27 November 2026 18:30")
    for somebody in (alex, robin, ann):
        somebody.forgets()
    await goes_to(school, local(2026, 11, 30, 8, 30))
    for somebody in (alex, robin, ann):
        somebody.hears_nothing()
    await goes_to(school, local(2026, 12, 6, 12))
    word = alex.hears("Nobody has recorded yet who came", "Friday 27 November 2026, 18:30")
    assert word.sent_at.astimezone(LONDON).replace(microsecond=0) == local(2026, 11, 30, 9), "a working day"
    assert not any("recorded" in message.text for message in alex.messages())
    assert not any("recorded" in message.text for message in robin.messages())
    await alex.presses("button.who-came", on=word)
    alex.hears("Press a name to tick it")


async def test_where_whoever_set_it_up_has_left_every_administrator_is_asked(school: World) -> None:
    alex, robin = await school.admin(), await school.admin("Robin Pattern")
    await arranges(alex, at="27 November 2026 18:30")
    await leaves(alex)
    alex.forgets()
    await goes_to(school, local(2026, 11, 30, 12))
    robin.hears("Nobody has recorded yet who came")
    alex.hears_nothing()


async def test_what_is_recorded_or_called_off_is_not_asked_for(school: World) -> None:
    alex = await school.admin()
    await arranges(alex, at="25 November 2026 14:00")
    await arranges(alex, at="26 November 2026 14:00")
    await calls_off(alex, f"{ABUSE}, 26 Nov 2026")
    await goes_to(school, local(2026, 11, 25, 16))
    await presses_blindly(alex, "k:admin:record:1", alex.last)
    alex.forgets()
    await goes_to(school, local(2026, 11, 30, 12))
    assert not any("recorded yet" in message.text for message in alex.messages())


async def test_a_session_is_moved_and_who_did_not_say_no_is_told_with_their_calendar(school: World) -> None:
    alex = await school.admin()
    ann, bo, cy = [await school.councillor(f"{name} Example") for name in ("Ann", "Bo", "Cy")]
    await arranges(alex, at="27 November 2026 18:30")
    await ann.presses("button.will-come")
    await bo.presses("button.cannot-come")
    before = entry_of(ann.hears("You are invited"))
    for somebody in (ann, bo, cy):
        somebody.forgets()
    await begins_to_move(alex)
    alex.hears("It begins: Friday 27 November 2026, 18:30", "When is it now?")
    await alex.says("some time later")
    alex.hears("could not use that")
    await alex.says("4 December 2026 10:00")
    alex.hears("It is here: The Old Library, Anytown")
    await alex.says("The New Hall")
    alex.hears("Friday 4 December 2026, 10:00", "The New Hall", "Shall I change it?")
    cy.hears_nothing()
    await alex.presses("button.move-sure")
    alex.hears("Changed. Told: 2.")
    bo.hears_nothing()
    cy.hears("has another date or place")
    told = ann.hears("It is now:", "Friday 4 December 2026, 10:00", "The New Hall", "What you answered stands")
    after = entry_of(told)
    assert (after["uid"], int(before["sequence"]), int(after["sequence"])) == (before["uid"], 0, 1)
    assert (after["dtstart"].dt, after["location"]) == (local(2026, 12, 4, 10), "The New Hall")
    assert "training:moved:1" in await school.actions(0)

    await goes_to(school, local(2026, 12, 2, 12))
    assert not any("you would come" in message.text for message in ann.messages()), "the old date says nothing"
    await goes_to(school, local(2026, 12, 3, 12))
    ann.hears("as you said that you would come", "Friday 4 December 2026, 10:00", "The New Hall")
    await calls_off(alex, f"{ABUSE}, 4 Dec 2026")
    assert int(entry_of(ann.hears("called off"))["sequence"]) == 2


async def test_what_stays_as_it_is_needs_no_typing_and_no_change_tells_nobody(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await arranges(alex, at="27 November 2026 18:30")
    ann.forgets()
    await begins_to_move(alex)
    for _ in range(2):
        await alex.presses("button.as-it-is")
    assert await presses_blindly(alex, "k:admin:keep:2:session-at", alex.last) == school.label("error.stale")
    await alex.presses("button.move-sure")
    alex.hears("Nothing was changed")
    ann.hears_nothing()

    await begins_to_move(alex)
    await alex.presses("button.as-it-is")
    await alex.says("Online, by the link in the calendar")
    await alex.presses("button.throw-away")
    alex.hears("Nothing was changed")
    ann.hears_nothing()
    await opens(alex)
    alex.hears("The Old Library, Anytown")


async def test_a_change_that_comes_too_late_changes_nothing(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await arranges(alex, at="27 November 2026 18:30")
    await begins_to_move(alex)
    await alex.presses("button.as-it-is")
    await alex.says("The New Hall")
    ann.forgets()
    assert await presses_blindly(alex, "k:admin:invite:2", alex.last) == school.label("error.stale")
    school.clock.now = local(2026, 11, 27, 18, 30).astimezone(ZoneInfo("UTC"))
    assert "Nothing was changed" in (await presses_blindly(alex, "k:admin:moved:2", alex.last) or "")
    assert await presses_blindly(alex, "k:admin:move:1", alex.last) == school.label("error.stale")
    ann.hears_nothing()


async def test_two_changes_at_once_do_not_undo_one_another(school: World) -> None:
    alex, bea, ann = await school.admin(), await school.admin("Bea Model"), await school.councillor()
    await arranges(alex, at="27 November 2026 18:30")
    await begins_to_move(bea)
    await bea.presses("button.as-it-is")
    await begins_to_move(alex)
    await alex.says("4 December 2026 10:00")
    await alex.presses("button.as-it-is")
    await alex.presses("button.move-sure")
    ann.forgets()
    await bea.says("The New Hall")
    await bea.presses("button.move-sure")
    ann.hears_nothing()
    await opens(alex, "4 Dec 2026")
    alex.hears("Friday 4 December 2026, 10:00", "The Old Library, Anytown")


async def test_who_has_left_is_not_told_of_another_place(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await arranges(alex, at="27 November 2026 18:30")
    await leaves(ann)
    ann.forgets()
    await begins_to_move(alex)
    await alex.presses("button.as-it-is")
    await alex.says("The New Hall")
    await alex.presses("button.move-sure")
    alex.hears("Changed. Told: 0.")
    ann.hears_nothing()


async def test_administrators_see_by_name_who_will_come(school: World) -> None:
    alex = await school.admin()
    ann, bo, _ = [await school.councillor(f"{name} Example") for name in ("Ann", "Bo", "Cy")]
    await arranges(alex, at="27 November 2026 18:30")
    await bo.presses("button.will-come")
    await ann.presses("button.cannot-come")
    await opens(alex)
    await alex.presses("button.who-answered")
    shown = alex.hears("Who will come?", "Friday 27 November 2026").text
    assert shown.splitlines()[-3:] == [
        "✓ Bo Example will come",
        "· Cy Example has not answered",
        "✗ Ann Example cannot come",
    ]
    await alex.presses("button.back")
    alex.hears("Will come: 1. Cannot: 1.")


async def test_nobody_else_sees_who_comes_or_moves_a_session(school: World) -> None:
    alex, ann, sam = await school.admin(), await school.councillor(), await school.officer()
    await arranges(alex, at="27 November 2026 18:30")
    for somebody in (ann, sam):
        await somebody.says("/learn")
        for data in ("said:1:0", "move:1", "keep:1:session-at", "moved:1"):
            assert await presses_blindly(somebody, f"k:admin:{data}", somebody.last) == school.label("error.stale")


async def test_a_session_of_an_older_release_gets_its_timer_at_the_start(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await arranges(alex, at="27 November 2026 18:30")
    await ann.presses("button.will-come")
    ann.forgets()
    async with school.app.database.transaction() as tx:
        await disarm(Turn(tx, school.now), 1)
    school.clock.now += timedelta(minutes=1)
    await school.restart()
    await goes_to(school, local(2026, 11, 26, 12))
    ann.hears("as you said that you would come")
