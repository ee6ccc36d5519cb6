"""What happened lately: numbers and pictures for officers, a report a month for administrators, and nobody named."""

import csv
import io
from datetime import timedelta
from hashlib import sha256

import pytest
from pypdf import PdfReader

from bot.domain.case import Case, Outcome, Status
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from tests.world import Somebody, World

from .reports import reports
from .ways import presses

DAY = timedelta(days=1)


async def have_happened(world: World, count: int, kind: str, *, ago: timedelta = 3 * DAY, **changes: object) -> None:
    """Cases of some days ago, of as many councillors."""
    async with world.app.database.transaction() as tx:
        for number in range(count):
            at = world.now - ago
            case = Case(0, Level.CONCERN, Desk.COMMS, Report(kind), 800 + number, at, at + DAY, place="facebook")
            case = await tx.cases.open(Case(**{**{n: getattr(case, n) for n in case.__dataclass_fields__}, **changes}))
            await tx.audit.record(case.id, at + timedelta(hours=2), 900, "case:taken")


async def pictures(somebody: Somebody) -> dict[str, str]:
    """The pictures that come, by what they are called, with the text below each."""
    await somebody.world.fast_forward(seconds=20)
    return {m.media.name: m.text for m in somebody.messages() if m.media and m.media.kind == "photo"}


async def exports(world: World, who: Somebody, *files: bytes) -> list[str]:
    """What the audit says that somebody took out; with ``files``, of each of these."""
    async with world.app.database.transaction() as tx:
        links = [link for link in await tx.audit.chain(0) if link.actor == who.id and link.digest]
    digests = {sha256(file).hexdigest() for file in files}
    return [link.action for link in links if not files or link.digest in digests]


async def test_an_officer_sees_numbers_at_once_and_pictures_with_the_same_numbers_in_words(world: World) -> None:
    sam = await world.officer()
    await have_happened(world, 12, "harassment")
    await have_happened(world, 6, "doxxing", status=Status.RESOLVED, outcome=Outcome.POLICE, closed_at=world.now)
    await sam.says("/trends")
    told = sam.hears("What happened", "Cases: 18", "26 Oct 2026 to 22 Nov 2026")
    assert "Concern: taken in time 100%, until taken (middle) 2 h, until closed (middle) 3 days" in told.text
    shown = await pictures(sam)
    assert list(shown) == ["weeks.png", "kinds.png", "places.png", "outcomes.png"]
    assert await exports(world, sam) == ["trends:shown", *["trends:exported"] * 4]
    assert "16 Nov: 18" in shown["weeks.png"]
    assert "Abuse and intimidation: 12" in shown["kinds.png"]
    assert "Private details posted: 6" in shown["kinds.png"]
    assert "Facebook: 18" in shown["places.png"]
    assert "With the police: 6" in shown["outcomes.png"]


async def test_small_numbers_are_not_told_nor_what_they_could_be_worked_out_from(world: World) -> None:
    sam = await world.officer()
    await have_happened(world, 9, "harassment")
    await have_happened(world, 30, "false-allegations")
    await have_happened(world, 2, "doxxing")
    await sam.says("/trends")
    sam.hears("Cases: 41", "Numbers from 1 to 4 are not told")
    kinds = (await pictures(sam))["kinds.png"]
    assert "Private details posted: fewer than 5" in kinds
    assert "Abuse and intimidation: 9" in kinds
    assert "Lies and fakes: not shown" in kinds


async def test_what_did_not_happen_is_said_in_one_line(world: World) -> None:
    sam = await world.officer()
    await have_happened(world, 12, "harassment")
    await sam.says("/trends")
    told = sam.hears("What happened", "Cases by level")
    assert "None: Emergency; Urgent" in told.text
    assert "Posts taken down" not in told.text, "nothing of it happened"
    shown = await pictures(sam)
    assert shown["kinds.png"].splitlines()[1:] == [
        "Abuse and intimidation: 12",
        "None: Threats; Lies and fakes; Private details posted; Stalking and visits; Intimate pictures, blackmail; "
        "Hacked accounts; Something else; Questions.",
    ]
    assert shown["weeks.png"].splitlines()[1:] == ["16 Nov: 12", "None: 26 Oct; 2 Nov; 9 Nov."]


async def test_it_is_not_told_by_what_is_left_out_where_a_few_things_happened(world: World) -> None:
    sam = await world.officer()
    for place, level in (
        ("x", Level.NONE),
        ("tiktok", Level.CONCERN),
        ("youtube", Level.URGENT),
        ("", Level.EMERGENCY),
    ):
        await have_happened(world, 1, "harassment", place=place, level=level)
    await sam.says("/trends")
    told = sam.hears("Cases: fewer than 5", "Cases by platform or place\nToo few to be told one by one")
    for word in ("TikTok", "Abuse", "Urgent", "Taken in time", "None:", "pictures"):
        assert word not in told.text
    assert not await pictures(sam)


async def test_of_a_promise_nothing_is_said_where_the_number_of_cases_is_not_told(world: World) -> None:
    sam = await world.officer()
    await have_happened(world, 13, "harassment")
    await have_happened(world, 1, "harassment", level=Level.URGENT)
    await have_happened(world, 20, "harassment", level=Level.EMERGENCY)
    await sam.says("/trends")
    told = sam.hears("Urgent: fewer than 5", "Concern: not shown", "Emergency: taken in time 100%")
    assert "Urgent: taken" not in told.text
    assert "Concern: taken" not in told.text


async def test_where_nothing_happened_no_pictures_are_promised(world: World) -> None:
    sam = await world.officer()
    await sam.says("/trends")
    assert "pictures" not in sam.hears("Cases: 0").text
    assert not await pictures(sam)


async def test_a_year_stands_beside_the_survey(world: World) -> None:
    sam = await world.officer()
    for number in range(20):
        await world.councillor(f"Cllr Invented {number}")
    await have_happened(world, 8, "threat-of-violence", ago=100 * DAY)
    await sam.says("/trends")
    sam.hears("Cases: 0")
    await sam.presses("button.trends-52")
    told = sam.hears("Cases: 8", "Debate Not Hate survey of councillors, May 2025")
    assert "Threats: councillors here who told us 40%, in the survey 25%" in told.text
    assert "Private details posted: councillors here who told us 0%, in the survey 11%" in told.text
    assert "None: " in (await pictures(sam))["weeks.png"]


async def test_no_more_than_all_councillors_told_us_though_some_have_left(world: World) -> None:
    sam = await world.officer()
    for number in range(6):
        await world.councillor(f"Cllr Invented {number}")
    await have_happened(world, 11, "threat-of-violence", ago=100 * DAY)
    await sam.says("/trends")
    await sam.presses("button.trends-52")
    sam.hears("Threats: councillors here who told us 100%")


async def test_a_year_says_no_more_of_the_councillors_than_of_their_cases(world: World) -> None:
    sam = await world.officer()
    for number in range(40):
        await world.councillor(f"Cllr Invented {number}")
    await have_happened(world, 1, "threat-of-violence", ago=100 * DAY)
    await have_happened(world, 13, "harassment", ago=100 * DAY)
    await sam.says("/trends")
    await sam.presses("button.trends-52")
    told = sam.hears("Cases: 14", "Threats: councillors here who told us fewer than 5")
    assert "Abuse and intimidation: councillors here who told us not shown" in told.text


async def test_what_a_report_says_of_its_place_counts_and_own_words_do_not(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    for _ in range(5):
        await reports(ann, "harassment")
    for _ in range(5):
        await reports(ann, "harassment", where=presses("where.phone"))
    for _ in range(5):
        await reports(ann, "harassment", where=lambda who: who.says("In the Plainly Invented Arms"))
    sam.forgets()
    await world.fast_forward(days=7)
    await sam.says("/trends")
    places = (await pictures(sam))["places.png"]
    for row in ("Facebook: 5", "By phone: 5", "Elsewhere, or not said: 5"):
        assert row in places
    assert "Invented" not in places


@pytest.mark.parametrize("who", ["councillor", "stranger"])
async def test_nobody_else_gets_them(world: World, who: str) -> None:
    somebody = await world.councillor() if who == "councillor" else world.stranger()
    await somebody.says("/trends")
    somebody.hears("I do not know that command")


async def test_administrators_get_the_report_on_the_first_working_day_and_nobody_is_named(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer(), await world.councillor("Ann Example")
    await reports(ann, "harassment")
    await have_happened(world, 7, "doxxing")
    for each in (alex, sam):
        each.forgets()
    await world.fast_forward(days=8)  # Tuesday 1 December, 10 o'clock
    report, table = [message for message in alex.messages() if message.media]
    assert report.media is not None
    assert table.media is not None
    assert (report.media.name, table.media.name) == ("wardlight-2026-11.pdf", "wardlight-2026-11.csv")
    printed = PdfReader(io.BytesIO(report.media.data))
    text = " ".join(page.extract_text() for page in printed.pages)
    assert "November 2026" in text
    assert "Anyshire County Council" in text
    rows = list(csv.reader(io.StringIO(table.media.data.decode("utf-8-sig"))))
    assert ["All cases", "1 Nov 2026 to 30 Nov 2026", "8"] in rows
    assert ["Cases by kind", "Abuse and intimidation", "not shown"] in rows
    assert ["Cases by kind", "Private details posted", "not shown"] in rows
    assert ["Cases by kind", "Threats", "not shown"] in rows, "a table for a spreadsheet has every row"
    assert "Too few to be told one by one" in text
    for named in ("Ann Example", "Sam Specimen", "WL-0001"):
        assert named not in text
        assert named not in table.media.data.decode()
    assert not sam.sees("monthly report")
    assert await exports(world, alex, report.media.data, table.media.data) == ["monthly:exported"] * 2


async def test_a_month_that_begins_on_a_holiday_is_reported_on_the_next_working_day(world: World) -> None:
    alex = await world.admin()
    await world.fast_forward(days=38, hours=23)  # Friday 1 January 2027
    assert [m.media.name for m in alex.messages() if m.media] == ["wardlight-2026-11.pdf", "wardlight-2026-11.csv"]
    await world.fast_forward(days=2)  # Sunday
    assert not [message for message in alex.messages() if message.media]
    await world.fast_forward(days=1)
    assert [m.media.name for m in alex.messages() if m.media] == ["wardlight-2026-12.pdf", "wardlight-2026-12.csv"]


async def test_a_restart_does_not_send_a_report_twice(world: World) -> None:
    alex = await world.admin()
    await world.restart()
    await world.fast_forward(days=8)
    await world.restart()
    await world.fast_forward(days=1)
    assert len([message for message in alex.messages() if message.media]) == 2
