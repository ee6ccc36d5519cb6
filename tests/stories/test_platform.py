"""Reporting a post to the platform itself: its own steps one at a time, and the offer to hand the post over."""

from itertools import product

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.domain.report import Desk
from bot.flows.report_to_platform import HARMS, pages
from tests.sandbox.pictures import png
from tests.world import Somebody, World

from .ways import PLATFORM, goes, presses, says

EVIDENCE = ("screenshot", "screen", "photograph", "save", "copy")


async def to_the_end(who: Somebody) -> None:
    """Do every step of the platform's."""
    while who.world.label("button.done-next") in who.last.labels:
        await who.presses("button.done-next")


async def test_the_walk_shows_the_platforms_own_steps_one_at_a_time_in_place(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "platform", to="page-1")
    walk = pages(world.knowledge, world.knowledge.council.place, "facebook", "hate")
    assert len(walk) >= 3
    first = ann.last
    assert "screenshot" in first.text.lower()
    await ann.presses("button.done-next")
    second = ann.last.text
    assert second != first.text
    await ann.presses("button.next")
    await ann.presses("button.back")
    assert ann.last.text == second
    assert ann.last.id == first.id


def test_evidence_comes_first_on_every_platform(knowledge: Knowledge) -> None:
    harms = set(HARMS) - {"hacked-account"}  # an account of one's own is secured first: there is no post to lose
    for platform, harm in product(knowledge.platforms, harms):
        first = pages(knowledge, knowledge.council.place, platform, harm)[0].lower()
        assert any(word in first for word in EVIDENCE), platform


async def test_stuck_offers_the_platforms_help_and_a_person_and_leads_back(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann = await world.councillor()
    await goes(ann, "platform", to="page-2")
    page = ann.last.text
    await ann.presses("button.stuck")
    stuck = ann.hears("menus move about")
    assert any(button.url for row in stuck.buttons for button in row)
    await ann.presses("button.whole-entry")
    ann.hears("Facebook", "Source:")
    await ann.presses("button.back-to-steps")
    assert ann.last.text == page
    await ann.presses("button.ask-person")
    await ann.presses("button.send")
    kit.hears("Question", "stuck", "Facebook")


async def test_the_walk_ends_with_handing_the_post_to_communications(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann = await world.councillor()
    await goes(ann, "platform", to="page-2")
    await ann.does(ann.telegram.sends_photo(png()))
    ann.hears("kept that as evidence")
    for step in list(PLATFORM)[3:]:
        await PLATFORM[step](ann)
    ann.hears(world.label("desk.comms"), "show where it stands")
    ann.hears("WL-0001", "to be taken by")
    kit.hears("taken down", "Facebook", "facebook.example/post/1", "Evidence: 1")
    case = await world.case()
    assert (case.desk, case.report.wishes) == (Desk.COMMS, ("removal",))


async def test_a_threat_is_handed_to_the_safety_officer_instead(world: World) -> None:
    sam = await world.officer()
    ann = await world.councillor()
    await goes(ann, "platform", to="page-1", harm=presses("harm.threat"))
    await to_the_end(ann)
    await presses("handover.comms", "button.skip")(ann)
    ann.hears(world.label("desk.safety"))
    sam.hears("URGENT", "taken down")


async def test_the_walk_can_go_on_as_a_report_with_what_is_known_and_kept(world: World) -> None:
    await world.officer()
    ann = await world.councillor()
    await goes(ann, "platform", to="handover")
    await ann.does(ann.telegram.sends_photo(png()))
    await ann.presses("handover.report")
    await ann.presses("danger-now.no")
    ann.hears("what happened")
    await ann.says("Hateful words about my faith")
    await ann.presses("whom.me")
    ann.hears("who did it")
    for _ in ("who", "links", "evidence", "effect", "contact", "wish"):
        await ann.presses("button.skip")
    ann.hears("check before you send", "Facebook", "1 item")
    await ann.presses("button.send-report")
    report = (await world.case()).report
    assert (report.kind, report.where) == ("hate-crime", "facebook")


async def test_the_walk_can_end_without_anybody_hearing_of_it(world: World) -> None:
    ann = await world.councillor()
    await goes(ann, "platform", to="handover")
    await ann.presses("handover.no")
    ann.hears("well done")
    assert await world.cases() == []
    await ann.says("/resume")
    ann.hears("nothing saved")


@pytest.mark.parametrize(
    ("platform", "harms"), [("x", list(HARMS)), *((name, ["threat"]) for name in ("email", "telegram", "whatsapp"))]
)
async def test_every_harm_has_a_walk_to_its_end(world: World, platform: str, harms: list[str]) -> None:
    """That every platform has steps for every harm, tests/knowledge looks at."""
    ann = await world.councillor()
    for harm in harms:
        await ann.says("/platform")
        await says(platform)(ann)
        await ann.presses(f"harm.{harm}")
        await to_the_end(ann)
        await ann.presses("handover.no")
    assert await world.quarantined() == 0
