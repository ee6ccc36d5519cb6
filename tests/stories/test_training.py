"""/training: who has done what, taught sessions with invitations and attendance; new councillors."""

import csv
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.content import Knowledge
from bot.domain.lesson import Part
from bot.domain.person import Role
from tests.stories.pupils import ABUSE, answers, arranges, begins, learns, shortened
from tests.stories.ways import data_of, presses_blindly
from tests.world import Somebody, World, a_world

THEORY = "Communicating well within the code"


@pytest.fixture(scope="module")
def short(knowledge: Knowledge) -> Knowledge:
    """Few lessons, and an election a fortnight ago."""
    council = knowledge.council
    training = replace(council.training, election=date(2026, 11, 9))
    return replace(shortened(knowledge, 1), council=replace(council, training=training))


@pytest.fixture
async def school(short: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(short, tmp_path) as made:
        yield made


async def done(world: World, somebody: Somebody) -> dict[Part, datetime]:
    async with world.app.database.transaction() as tx:
        return {part: each.at for part, each in (await tx.learning.done(somebody.id)).items()}


async def test_administrators_see_who_has_done_what(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await school.councillor("Bo Example")
    await learns(ann, Part.THEORY)
    await alex.says("/training")
    alex.hears("Training", f"{THEORY}: 1 of 2", f"{ABUSE}: 0 of 2")
    await alex.presses("button.who-has-done-what")
    listed = alex.hears("Who has done what (2)").text
    assert "Ann Example: code ✓ 23 Nov 2026, accounts –, abuse –" in listed
    assert "Bo Example: code –" in listed
    school.clock.now += timedelta(days=366)
    await alex.presses("button.back")
    alex.hears(f"{THEORY}: 0 of 2")


async def test_the_list_comes_as_a_table_that_no_spreadsheet_runs(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor("=cmd() Example")
    await learns(ann, Part.THEORY)
    await alex.says("/training")
    await alex.presses("button.as-table")
    file = alex.hears("as a table").media
    assert file is not None
    assert file.name == "training-2026-11-23.csv"
    rows = list(csv.reader(StringIO(file.data.decode("utf-8-sig"))))
    assert rows == [
        ["Name", "Part", "Lessons", "Done on", "Good until", "How"],
        ["'=cmd() Example", THEORY, "1 of 1", "2026-11-23", "2027-11-23", "with the bot"],
        ["'=cmd() Example", "Accounts, set up and secured", "0 of 1", "", "", ""],
        ["'=cmd() Example", ABUSE, "0 of 1", "", "", ""],
    ]
    assert "training:exported" in await school.actions(0)


async def test_councillors_are_invited_with_an_entry_for_their_calendar(school: World) -> None:
    alex, ann, sam = await school.admin(), await school.councillor(), await school.officer()
    await arranges(alex)
    alex.hears("Invited: 1", "The Old Library")
    sam.hears_nothing()
    message = ann.hears("You are invited", ABUSE, "Tuesday 12 January 2027, 18:30", "The Old Library", "Sam Specimen")
    assert message.labels == [school.label("button.will-come"), school.label("button.cannot-come")]
    assert message.media is not None
    (event,) = Calendar.from_ical(message.media.data.decode()).walk("VEVENT")
    assert event["dtstart"].dt == datetime(2027, 1, 12, 18, 30, tzinfo=ZoneInfo("Europe/London"))
    assert (event["summary"], event["location"]) == (f"Training: {ABUSE}", "The Old Library, Anytown")
    assert "www.anyshire.example" in event["uid"]


async def test_the_answer_can_be_changed_until_the_session_begins(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await arranges(alex)
    assert "look forward" in (await ann.presses("button.will-come") or "")
    await alex.says("/training")
    await alex.presses(f"{ABUSE}, 12 Jan 2027")
    alex.hears("Invited: 1. Will come: 1. Cannot: 0.")
    assert "/learn" in (await ann.presses("button.cannot-come") or "")
    await alex.says("/training")
    await alex.presses(f"{ABUSE}, 12 Jan 2027")
    shown = alex.hears("Will come: 0. Cannot: 1.")
    assert school.label("button.who-came") not in shown.labels
    school.clock.now = datetime(2027, 1, 12, 19, 0, tzinfo=ZoneInfo("Europe/London"))
    assert "over" in (await ann.presses("button.will-come") or "")


async def test_who_joins_later_or_lost_the_invitation_finds_the_session_and_is_told_where_it_is(school: World) -> None:
    alex, ann, sam = await school.admin(), await school.councillor(), await school.officer()
    await arranges(alex)
    bo = await school.councillor("Bo Example")
    label = f"📅 Taught on 12 Jan 2027: {ABUSE}"
    for somebody in (ann, bo):
        await somebody.says("/learn")
        somebody.forgets()
        await somebody.presses(label)
        message = somebody.hears("You are invited", "The Old Library")
        assert message.media is not None
    assert "look forward" in (await bo.presses("button.will-come") or "")
    await alex.says("/training")
    await alex.presses(f"{ABUSE}, 12 Jan 2027")
    alex.hears("Invited: 2. Will come: 1.")
    await sam.says("/learn")
    assert label not in sam.last.labels, "it is for councillors"
    assert "over" in (await presses_blindly(sam, "k:taught:1", sam.last) or "")
    school.clock.now = datetime(2027, 1, 12, 18, 31, tzinfo=ZoneInfo("Europe/London"))
    await ann.says("/learn")
    assert label not in ann.last.labels
    assert "over" in (await presses_blindly(ann, "k:taught:1", ann.last) or "")


async def test_a_session_is_called_off_and_who_said_no_is_not_troubled(school: World) -> None:
    alex, ann, bo = await school.admin(), await school.councillor(), await school.councillor("Bo Example")
    await arranges(alex)
    invited = ann.hears("You are invited").media
    await bo.presses("button.cannot-come")
    await alex.says("/training")
    await alex.presses(f"{ABUSE}, 12 Jan 2027")
    await alex.presses("button.call-off")
    alex.hears("Call off", "12 January 2027")
    bo.forgets()
    await alex.presses("button.call-off-sure")
    alex.hears("Called off")
    bo.hears_nothing()
    off = ann.hears("called off", ABUSE).media
    assert off is not None
    assert invited is not None
    (before,), (after,) = (Calendar.from_ical(file.data.decode()).walk("VEVENT") for file in (invited, off))
    assert (after["uid"], after["status"], int(after["sequence"])) == (before["uid"], "CANCELLED", 1)
    assert "over" in (await presses_blindly(ann, "k:come:1:yes", ann.last) or "")


async def test_who_came_has_done_the_part(school: World) -> None:
    alex, ann, bo = await school.admin(), await school.councillor(), await school.councillor("Bo Example")
    await arranges(alex)
    for somebody in (alex, ann, bo):
        somebody.forgets()
    school.clock.now = datetime(2027, 1, 13, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    await alex.says("/training")
    await alex.presses(f"{ABUSE}, 12 Jan 2027")
    await alex.presses("button.who-came")
    for label in ("☐ Ann Example", "☐ Bo Example", "✅ Bo Example"):
        await alex.presses(label)
    finish = school.label("button.attendance-done")
    page = next(message for message in reversed(alex.telegram.shown()) if finish in message.labels)
    record = data_of(page, finish)
    assert "Came: 1" in (await alex.presses("button.attendance-done") or "")

    assert await done(school, ann) == {Part.ABUSE: datetime(2027, 1, 12, 18, 30, tzinfo=ZoneInfo("Europe/London"))}
    assert await done(school, bo) == {}
    ann.hears("Your certificate:", ABUSE)
    bo.hears_nothing()
    assert f"training:taught:abuse:{ann.id}" in await school.actions(0)
    for late in (record, f"k:admin:tick:1:{bo.id}:0", "k:admin:who:1:0"):
        assert await presses_blindly(alex, late, alex.last) == school.label("error.stale")
    await alex.presses(f"{ABUSE}, 12 Jan 2027")
    alex.hears("Came: 1")


async def test_where_the_council_says_so_a_taught_session_counts_for_nothing(short: Knowledge, tmp_path: Path) -> None:
    council = replace(short.council, training=replace(short.council.training, taught_counts=False))
    async with a_world(replace(short, council=council), tmp_path) as school:
        alex, ann = await school.admin(), await school.councillor()
        await arranges(alex)
        school.clock.now = datetime(2027, 1, 13, 9, 0, tzinfo=ZoneInfo("Europe/London"))
        for data in (f"k:admin:tick:1:{ann.id}:0", "k:admin:record:1"):
            await presses_blindly(alex, data, alex.last)
        assert await done(school, ann) == {}


@pytest.mark.parametrize("text", ["next Tuesday", "12 January 2020 18:30", "31 February 2027 10:00", "12 January 2027"])
async def test_a_date_that_cannot_be_used_is_asked_for_again(school: World, text: str) -> None:
    alex = await school.admin()
    await alex.says("/training")
    await alex.presses("button.new-session")
    await alex.presses(THEORY)
    await alex.says(text)
    alex.hears("could not use that")
    alex.hears("When does it begin?")
    await alex.says("12th January 2027 at 6.30pm")
    alex.hears("Where is it?")


async def test_a_draft_can_be_thrown_away_and_invites_nobody(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await alex.says("/training")
    await alex.presses("button.new-session")
    await alex.presses(THEORY)
    assert await presses_blindly(alex, "k:admin:invite:1", alex.last) == school.label("error.stale")
    await alex.presses("button.throw-away")
    alex.hears("Nobody was invited")
    await alex.says("12 January 2027 18:30")
    ann.hears_nothing()
    assert await presses_blindly(alex, "k:admin:see:1", alex.last) == school.label("training.session-gone")


async def test_danger_comes_first_while_a_session_is_arranged(school: World) -> None:
    await school.officer()
    alex = await school.admin()
    await alex.says("/training")
    await alex.presses("button.new-session")
    await alex.presses(THEORY)
    await alex.says("there is a man with a knife in my house, help me")
    alex.hears("999")


async def test_nobody_else_gets_in(school: World) -> None:
    alex, ann, sam = await school.admin(), await school.councillor(), await school.officer()
    await arranges(alex)
    for somebody in (ann, sam):
        somebody.forgets()
        await somebody.says("/training")
        somebody.hears("do not know that command")
        for data in ("home", "list:0", "csv", "new", "new:abuse", "see:1", "who:1:0", "tick:1:1:0", "record:1"):
            assert await presses_blindly(somebody, f"k:admin:{data}", somebody.last) == school.label("error.stale")
    assert await presses_blindly(sam, "k:come:1:yes", sam.last) == school.label("error.stale")


async def test_a_new_councillor_is_led_through_and_reminded_once_a_week_until_the_end(school: World) -> None:
    ann = await school.councillor()
    await ann.says("/learn")
    ann.hears("As you are new")
    ann.forgets()
    await school.fast_forward(days=15)
    first, second = (each for each in ann.messages())
    assert "0 of 3 parts" in first.text
    assert second.sent_at - first.sent_at == timedelta(days=7)
    for part in Part:
        await learns(ann, part)
    ann.forgets()
    await school.fast_forward(days=8)
    ann.hears_nothing()
    await ann.says("/learn")
    assert "As you are new" not in ann.last.text


async def test_officers_and_those_who_were_here_before_are_not_new(school: World) -> None:
    sam = await school.officer()
    ann = await school.councillor()
    async with school.app.database.transaction() as tx:
        person = await tx.people.find(ann.id)
        assert person is not None
        await tx.people.save(replace(person, joined_at=datetime(2026, 11, 1, tzinfo=ZoneInfo("UTC"))))
    await school.fast_forward(days=9)
    for somebody in (sam, ann):
        somebody.hears_nothing()


async def test_a_leaver_is_not_reminded_and_their_record_goes_when_they_do(school: World) -> None:
    ann = await school.councillor()
    await learns(ann, Part.THEORY)
    await begins(ann)
    await answers(ann, right=False)
    async with school.app.database.transaction() as tx:
        person = await tx.people.find(ann.id)
        assert person is not None
        assert Role.COUNCILLOR in person.roles
        await tx.people.save(replace(person, roles=frozenset()))
    ann.forgets()
    await school.fast_forward(days=9)
    ann.hears_nothing()
    school.clock.now += timedelta(days=91)
    await school.settle()
    await school.fast_forward(days=2)
    assert await done(school, ann) == {}
    async with school.app.database.transaction() as tx:
        assert await tx.learning.answered(ann.id) == {}


async def test_taught_sessions_and_drafts_are_kept_no_longer_than_the_council_said(school: World) -> None:
    alex, ann = await school.admin(), await school.councillor()
    await arranges(alex)
    await ann.presses("button.will-come")
    await alex.says("/training")
    await alex.presses("button.new-session")
    await alex.presses(THEORY)
    school.clock.now += timedelta(days=4)
    await school.settle()
    async with school.app.database.transaction() as tx:
        assert await tx.taught.find(1) is not None
        assert await tx.taught.find(2) is None
    school.clock.now += timedelta(days=3 * 365 + 60)
    await school.settle()
    async with school.app.database.transaction() as tx:
        assert await tx.taught.find(1) is None
        assert await tx.taught.attendance(1) == {}
