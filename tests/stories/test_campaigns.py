"""The same account, link or picture in several councillors' reports: safety officers are told, and not who else."""

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from bot.domain.person import Role
from tests.world import Somebody, World

from .reports import card, group, reports
from .test_report_evidence import finishes
from .ways import goes, presses, presses_blindly, says

CAMPAIGN = "Perhaps a campaign"
OTHERS = {"who": says("I don't know"), "links": says("https://x.example/other/9")}


def picture(seed: int, size: tuple[int, int] = (320, 240), kind: str = "PNG") -> bytes:
    """Shapes on a ground, other ones for each seed."""
    dice, shown = random.Random(seed), Image.new("RGB", (320, 240), "white")
    draw = ImageDraw.Draw(shown)
    for _ in range(12):
        left, top = dice.randrange(280), dice.randrange(200)
        draw.ellipse(
            (left, top, left + dice.randrange(20, 160), top + 90), fill=tuple(dice.randrange(256) for _ in "rgb")
        )
    out = BytesIO()
    shown.resize(size).save(out, kind)
    return out.getvalue()


async def with_a_picture(who: Somebody, content: bytes) -> None:
    """A report with that picture, of nobody known."""
    link = says(f"https://x.example/other/{who.id}")
    await goes(who, "report", to="evidence", who=OTHERS["who"], links=link)
    await who.does(who.telegram.sends_photo(content))
    await finishes(who, "evidence")


async def test_the_same_account_or_link_is_told_on_both_cards_and_not_who_else(world: World) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    await reports(ann, "harassment", who=says("@Plainly_Made_Up on X"), links=OTHERS["links"])
    assert CAMPAIGN not in card(sam).text
    await reports(ben, "harassment", who=says("it is https://x.com/plainly_made_up/"), links=OTHERS["links"])
    second, first = card(sam, "WL-0002").text, card(sam, "WL-0001").text
    for shown in (first, second):
        assert f"{CAMPAIGN}: other councillors reported the same account, the same link within a month" in shown
    assert "Ann" not in second
    assert "WL-0001" not in second
    assert not ann.sees(CAMPAIGN)
    assert not ben.sees(CAMPAIGN)


async def test_the_same_picture_in_another_size_is_told(world: World) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    await with_a_picture(ann, picture(1))
    await world.fast_forward(minutes=1)
    await with_a_picture(await world.councillor("Cat Instance"), picture(2))
    assert CAMPAIGN not in card(sam, "WL-0002").text
    await with_a_picture(ben, picture(1, (200, 150), "JPEG"))
    await world.fast_forward(minutes=1)
    assert "the same picture" in card(sam, "WL-0003").text
    assert "the same picture" in card(sam, "WL-0001").text


async def test_one_councillor_alone_is_no_campaign(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    for _ in range(2):
        await reports(ann, "harassment")
    assert CAMPAIGN not in card(sam, "WL-0002").text


async def test_after_a_month_it_is_none_and_nothing_of_it_is_kept(world: World) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    await reports(ann, "harassment")
    await world.fast_forward(days=31)
    await reports(ben, "harassment")
    assert CAMPAIGN not in card(sam, "WL-0002").text
    async with world.app.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT DISTINCT case_id FROM marks")
        assert list(rows.scalars()) == [2]


async def test_a_case_of_the_other_desk_is_brought_to_the_safety_officers(world: World) -> None:
    kit, ann, ben = (
        await world.officer("Kit Example", Role.COMMS),
        await world.councillor(),
        await world.councillor("B"),
    )
    sam = await world.officer()
    await reports(ann, "offensive-post")
    sam.forgets()
    await reports(ben, "offensive-post")
    sam.hears("pointed out to you", "WL-0002", CAMPAIGN)
    assert CAMPAIGN not in card(kit, "WL-0002").text, "the other desk is not told"
    assert "case:pointed-out" in await world.actions(2)
    await presses_blindly(sam, "c:2:open", sam.last)
    assert CAMPAIGN in card(sam, "WL-0002").text


async def test_nothing_tells_an_officer_of_a_case_that_is_kept_from_them(world: World) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    eve = await world.officer("Eve Model")
    await reports(ann, "harassment", what=says("Sam Specimen told them where I live"))
    await reports(ben, "harassment")
    assert CAMPAIGN not in card(sam, "WL-0002").text
    assert CAMPAIGN in card(eve, "WL-0002").text
    assert CAMPAIGN in card(eve, "WL-0001").text


async def test_a_group_of_the_safety_desk_is_told_of_what_is_kept_from_nobody(world: World) -> None:
    sam, alex, ann = await world.officer(), await world.admin(), await world.councillor()
    place = await group(world, alex, sam)
    await reports(ann, "harassment", what=says("Sam Specimen told them where I live"))
    await reports(await world.councillor("Ben Sample"), "harassment")
    assert CAMPAIGN not in card(place, "WL-0002").text
    await reports(await world.councillor("Cat Instance"), "harassment")
    assert CAMPAIGN in card(place, "WL-0003").text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/groups/12/permalink/34/", "m.facebook.com/groups/12/posts/34?mibextid=x"),
        ("https://x.com/i/status/77", "https://mobile.twitter.com/plainly_invented/status/77?s=20"),
        ("https://youtu.be/Ab-1", "https://www.youtube.com/shorts/Ab-1"),
    ],
)
async def test_links_to_one_post_are_the_same_however_they_are_written(world: World, one: str, other: str) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    await reports(ann, "harassment", who=OTHERS["who"], links=says(one))
    await reports(ben, "harassment", who=OTHERS["who"], links=says(other))
    assert f"{CAMPAIGN}: other councillors reported the same link within a month" in card(sam, "WL-0002").text


async def test_the_long_link_that_an_officer_adds_counts(world: World) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    wish = presses("wish.removal", "button.done")
    await reports(ann, "harassment", who=OTHERS["who"], links=says("https://x.com/i/status/77"))
    await reports(ben, "harassment", who=OTHERS["who"], links=says("https://t.co/AbC1"), wish=wish)
    assert CAMPAIGN not in card(sam, "WL-0002").text
    await presses_blindly(sam, "r:1:long", sam.last)
    await sam.says("https://x.com/plainly_invented/status/77")
    assert CAMPAIGN in card(sam, "WL-0002").text
    assert CAMPAIGN in card(sam, "WL-0001").text


@pytest.mark.parametrize("way", ["adds", "erased"])
async def test_what_is_added_counts_and_what_is_erased_does_not(world: World, way: str) -> None:
    sam, ann, ben = await world.officer(), await world.councillor(), await world.councillor("Ben Sample")
    await reports(ann, "harassment")
    await reports(ben, "harassment", **OTHERS)
    assert CAMPAIGN not in card(sam, "WL-0002").text
    await presses_blindly(ben, "m:2:add", ben.last)
    await ben.says("And now this: https://facebook.example/post/1?fbclid=zzz")
    assert CAMPAIGN in card(sam, "WL-0002").text
    if way == "erased":
        async with world.app.database.transaction() as tx:
            await tx.cases.erase(1, world.now)
        await presses_blindly(sam, "c:2:open", sam.last)
        assert CAMPAIGN not in card(sam, "WL-0002").text
