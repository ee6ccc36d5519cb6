"""A platform is asked to take a post down: one ledger a post, its clocks, and each councillor told of each step."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.person import Role
from bot.domain.removal import Removal, State
from bot.sandbox import Message
from tests.sandbox.pictures import png
from tests.stories.reports import group, reports
from tests.stories.ways import presses, presses_blindly, says
from tests.world import Somebody, World

POST = "https://www.facebook.com/groups/12/posts/34/?mibextid=abc"
#: The post as others than the councillor see it: without what tells who shared it.
SHOWN = "https://www.facebook.com/groups/12/posts/34/"
SAME = "http://m.facebook.com/groups/12/posts/34#comments"
SHORT = "https://www.facebook.com/share/p/AbC1/"
WISH = presses("wish.removal", "button.done")


async def wishes(who: Somebody, kind: str = "offensive-post", link: str = POST, **more: Any) -> None:
    """Report a post with the wish that it comes down."""
    await reports(who, kind, links=says(link), wish=WISH, **more)


async def ledger(world: World, number: int = 1) -> Removal:
    async with world.app.database.transaction() as tx:
        removal = await tx.removals.find(number)
    assert removal is not None
    return removal


async def opens(officer: Somebody, number: int = 1) -> Message:
    """The newest card of a removal, asked for by its button in the list."""
    await officer.says("/removals")
    await officer.presses(f"RM-{number:04d}")
    return officer.last


async def moves(officer: Somebody, *states: str, number: int = 1) -> None:
    """Move a removal on, with nothing to add."""
    for state in states:
        await opens(officer, number)
        await officer.presses(f"button.removal-{state}")


async def leaps(world: World, **span: float) -> None:
    """The clock moves in one go, and what fell due meanwhile happens."""
    world.clock.now += timedelta(**span)
    await world.settle()


async def test_a_removal_goes_from_the_report_to_its_end_and_the_councillor_hears_each_step(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    ann.hears("WL-0001", "on our list", "Facebook", "facebook.com/groups/12/posts/34")
    assert "Removals: 1" in kit.last.text

    card = await opens(kit)
    for said in ("RM-0001", "Facebook", "to be sent", SHOWN, "@plainly_made_up", "abuse of others", "WL-0001"):
        assert said in card.text
    for state, told in (
        ("sent", "Now it has to answer"),
        ("acknowledged", "says that it has our report"),
        ("removed", "good news"),
        ("closed", "The post is down"),
    ):
        await moves(kit, state)
        ann.hears("WL-0001", told)

    removal = await ledger(world)
    assert [step.state for step in removal.steps] == ["asked", "sent", "acknowledged", "removed", "closed"]
    assert removal.holder == kit.id
    actions = await world.actions()
    assert [action for action in actions if action.startswith("removal:") and not action.endswith(":shown")] == [
        f"removal:1:{state}" for state in ("asked", "sent", "acknowledged", "removed", "closed")
    ]
    await kit.says("/removals")
    kit.hears("No removal is under way")


async def test_it_begins_from_the_card_of_a_case_with_one_of_its_links_or_a_typed_one(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "harassment", links=says(POST))
    await sam.presses("button.take")
    await sam.presses("button.removal")
    await sam.presses("button.removal-agreed")
    await sam.presses(POST[:50])
    sam.hears("RM-0001", "bullying and harassment", "Looked after by: Sam Specimen")
    ann.hears("on our list")
    await presses_blindly(sam, "c:1:removal:new", sam.last)
    await sam.says("nothing that is a link")
    sam.hears("link")
    await sam.says("it is this one: https://x.com/SomeBody_Invented/status/77.")
    sam.hears("RM-0002", "X", "@SomeBody_Invented")
    assert (await ledger(world, 2)).post.address == "x.com/i/status/77"


async def test_without_the_councillors_wish_the_officer_is_asked_once_and_the_audit_says_who_said_so(
    world: World,
) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "harassment", links=says(POST))
    await sam.presses("button.take")
    await sam.presses("button.removal")
    assert "they did not ask for this" in sam.last.text
    for verb in ("removal:0", "removal:new"):
        await presses_blindly(sam, f"c:1:{verb}", sam.last)
        assert "Have you their agreement?" in sam.last.text, "an old button is no way around the question"
    assert not ann.sees("on our list")
    await sam.presses("button.removal-agreed")
    assert "which post should come down?" in sam.last.text
    await presses_blindly(sam, "c:1:removal:agreed", sam.last)
    assert (await world.actions()).count("case:agreed:removal") == 1
    async with world.app.database.transaction() as tx:
        (said,) = [link for link in await tx.audit.chain(1) if link.action == "case:agreed:removal"]
    assert said.actor == sam.id
    await sam.presses(POST[:50])
    ann.hears("on our list")
    await sam.presses(f"Open {(await world.case()).number}")
    await sam.presses("button.removal")
    assert "RM-0001" in " ".join(sam.last.labels), "they are asked once a case"


async def test_an_officer_may_ask_the_councillor_first_or_go_back(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "harassment", links=says(POST))
    await sam.presses("button.take")
    await sam.presses("button.removal")
    await sam.presses("button.card")
    assert "agreement" not in sam.last.text
    await sam.presses("button.removal")
    await sam.presses("button.removal-ask-first")
    await sam.presses(world.label("question.removal")[:60])
    ann.hears("May we ask the platform to take the post down?")
    await presses_blindly(sam, "c:1:removal", sam.last)
    assert "Have you their agreement?" in sam.last.text, "a question is no answer"


@pytest.mark.parametrize("kind", ["intimate-images", "threat-of-violence"])
async def test_where_it_is_urgent_agreement_is_one_press(world: World, kind: str) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, kind, links=says(POST))
    await sam.presses("button.take")
    await sam.presses("button.removal")
    await sam.presses("button.removal-agreed")
    await sam.presses(POST[:50])
    assert (await ledger(world)).state is State.ASKED


async def test_a_short_link_is_said_to_be_one_and_gives_way_to_the_long_one(world: World) -> None:
    kit, ann, bo = (
        await world.officer("Kit Placeholder", Role.COMMS),
        await world.councillor(),
        await world.councillor("Bo Sample"),
    )
    await wishes(ann, link=SHORT)
    assert "This is a short link" in (await opens(kit)).text
    await kit.presses("button.removal-long")
    await kit.says("I cannot open it")
    kit.hears("could not see a link")
    await kit.says("https://fb.watch/another1/")
    kit.hears("That is a short link too")
    await kit.says(POST)
    card = kit.hears("RM-0001", SHOWN, "long link added")
    assert "short link" not in card.text
    assert world.label("button.removal-long") not in card.labels
    assert (await ledger(world)).post.address == "facebook.com/groups/12/posts/34"
    await presses_blindly(kit, "c:1:removal", kit.last)
    assert SHORT[:50] not in kit.last.labels, "it is no link for which nothing is asked yet"
    await wishes(bo, link=SAME)
    assert "WL-0001, WL-0002" in (await opens(kit)).text
    async with world.app.database.transaction() as tx:
        assert await tx.removals.find(2) is None


async def two_ask_of_one_by_a_short_link(world: World) -> tuple[Somebody, Somebody]:
    """An officer, and the second of two councillors who ask that posts come down: hers has a short link."""
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await wishes(bo, link=SHORT)
    return kit, bo


async def test_a_short_link_to_a_post_that_has_a_removal_joins_it_and_nobody_hears_that_it_is_over(
    world: World,
) -> None:
    kit, bo = await two_ask_of_one_by_a_short_link(world)
    await moves(kit, "sent")
    await opens(kit, 2)
    await kit.presses("button.removal-long")
    bo.forgets()
    await kit.says(SAME)
    kit.hears("RM-0001", "WL-0001, WL-0002")
    bo.hears("WL-0002", "we have asked Facebook")
    assert not bo.sees("closing the removal")
    await bo.says("/mycases")
    await bo.presses(bo.last.labels[0])
    assert "Facebook: sent to the platform" in bo.last.text
    assert "closed" not in bo.last.text
    first, second = await ledger(world), await ledger(world, 2)
    assert (first.state, second.state, second.next_at) == (State.SENT, State.CLOSED, None)
    assert "removal:2:linked" in await world.actions(2)
    assert "removal:1:joined" in await world.actions(2)


async def test_whose_case_is_closed_is_told_nothing_anew_when_its_short_link_gets_its_long_one(world: World) -> None:
    kit, bo = await two_ask_of_one_by_a_short_link(world)
    await presses_blindly(kit, "c:2:take", kit.last)
    await presses_blindly(kit, "c:2:resolve:advised", kit.last)
    bo.forgets()
    await opens(kit, 2)
    await kit.presses("button.removal-long")
    await kit.says(SAME)
    kit.hears("RM-0001", "WL-0001, WL-0002")
    bo.hears_nothing()
    await moves(kit, "sent")
    bo.hears("WL-0002", "we have asked Facebook")


async def test_a_removal_of_an_older_release_is_joined_after_a_restart(world: World) -> None:
    kit, ann, bo = (
        await world.officer("Kit Placeholder", Role.COMMS),
        await world.councillor(),
        await world.councillor("Bo Sample"),
    )
    await wishes(ann, link="https://m.facebook.com/story.php?story_fbid=34&id=12")
    removal = await ledger(world)
    async with world.app.database.transaction() as tx:
        before = replace(removal.post, address="facebook.com/story.php?id=12&story_fbid=34")
        assert await tx.removals.relink(removal, before)
    await world.restart()
    await wishes(bo, link="https://www.facebook.com/12/posts/34")
    assert "WL-0001, WL-0002" in (await opens(kit)).text


async def test_work_on_a_post_does_not_take_its_case_and_the_card_offers_to(world: World) -> None:
    kit, alex, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.admin(), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    assert (await world.case()).holder == 0, "nobody has a case that they did not take"
    card = await opens(kit)
    assert "Not taken yet: WL-0001" in card.text
    assert await kit.presses("✋ Take WL-0001") == world.label("officer.done")
    ann.hears("WL-0001: taken by", "Kit Placeholder")
    assert (await world.case()).holder == kit.id
    assert "case:taken" in await world.actions()
    card = kit.hears("RM-0001", "Asked for in: WL-0001")
    assert "Not taken yet" not in card.text
    assert "Take WL-0001" not in " ".join(card.labels)
    alex.forgets()
    await world.fast_forward(days=1)
    assert not any("Nobody has taken" in message.text for message in alex.messages())


async def test_the_card_follows_when_a_case_of_it_is_taken_or_given_back_elsewhere(world: World) -> None:
    kit, eve = await world.officer("Kit Placeholder", Role.COMMS), await world.officer("Eve Instance", Role.COMMS)
    ann = await world.councillor()
    await wishes(ann)
    await opens(kit)
    old = kit.last
    await presses_blindly(eve, "c:1:take", eve.last)
    assert "Not taken yet" not in kit.hears("RM-0001", "WL-0001").text
    assert "Eve Instance has it already" in (await presses_blindly(kit, "r:1:take:1", old) or "")
    kit.forgets()
    await presses_blindly(eve, "c:1:hand:comms", eve.last)
    kit.hears("RM-0001", "Not taken yet: WL-0001")


async def test_a_case_is_offered_only_while_nobody_has_it_and_on_a_closed_removal_too(world: World) -> None:
    kit, sam = await world.officer("Kit Placeholder", Role.COMMS), await world.officer()
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await wishes(bo, "threat-of-violence", link=SAME)
    assert "Not taken yet: WL-0001." in (await opens(kit)).text, "only those that may be opened"
    await presses_blindly(kit, "r:1:take:2", kit.last)
    assert [case.holder for case in await world.cases()] == [0, 0]
    await moves(kit, "removed", "closed")
    assert kit.last.labels == ["✋ Take WL-0001", world.label("button.removal-list")]
    await presses_blindly(ann, "m:1:withdraw-sure", ann.last)
    await presses_blindly(kit, "r:1:take:1", kit.last)
    assert (await world.cases())[0].holder == 0
    assert "Not taken yet" not in kit.last.text
    assert not sam.sees("Take WL-0001")


async def test_the_wording_is_prepared_for_copying_and_grows_with_the_ledger(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await opens(kit)
    await kit.presses("button.removal-rule")
    await kit.presses("bullying and harassment")
    await opens(kit)
    await kit.presses("button.wording-report")
    wording = kit.last
    assert "<pre>" in wording.html
    for said in (SHOWN, "@plainly_made_up", "bullying and harassment", "Anyshire County Council", "RM-0001"):
        assert said in wording.text
    assert "He writes to me every day" not in wording.text, "what the councillor wrote is not the platform's business"

    await opens(kit)
    await kit.presses("button.removal-sent")
    kit.hears("what is the platform's reference")
    await kit.says("FB-2026-77")
    kit.hears("RM-0001: kept")
    await opens(kit)
    await kit.presses("button.removal-refused")
    await kit.says("It does not go against our standards")
    ann.hears("I am sorry", "may stay for now")
    await opens(kit)
    await kit.presses("button.wording-appeal")
    for said in ("FB-2026-77", "It does not go against our standards", "23 Nov 2026"):
        assert said in kit.last.text
    removal = await ledger(world)
    assert (removal.kind, removal.reference) == ("harassment", "FB-2026-77")


async def test_the_reference_is_asked_for_until_it_is_known(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    kit.hears("what is the platform's reference")
    await kit.presses("button.removal-nothing")
    await moves(kit, "acknowledged")
    kit.hears("what is the platform's reference")
    await wishes(ann, link="https://x.com/Somebody_Invented/status/7")
    await moves(kit, "sent", number=2)
    await kit.says("X-2026-77")
    kit.forgets()
    await moves(kit, "acknowledged", number=2)
    assert not any("what is the platform's reference" in message.text for message in kit.messages())


async def test_what_an_officer_writes_much_later_is_no_reference(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    await world.fast_forward(hours=1, minutes=1)
    await kit.says("Somebody is at my door with a knife, help")
    kit.hears("999")
    assert (await ledger(world)).reference == ""
    assert len(await world.cases()) == 2
    await opens(kit)
    await kit.presses("button.removal-reference")
    await world.fast_forward(minutes=59)
    await kit.says("FB-2026-77")
    assert (await ledger(world)).reference == "FB-2026-77"


async def test_a_link_that_is_asked_for_is_waited_for_as_long_and_anew_when_asked_again(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await presses_blindly(kit, "c:1:removal:new", kit.last)
    await world.fast_forward(minutes=50)
    await kit.says("nothing that is a link")
    kit.hears("could not see a link")
    await world.fast_forward(minutes=50)
    await kit.says("https://x.com/SomeBody_Invented/status/77")
    kit.hears("RM-0002", "X")
    await presses_blindly(kit, "c:1:removal:new", kit.last)
    await world.fast_forward(minutes=61)
    await kit.says("https://x.com/SomeBody_Invented/status/78")
    assert not kit.sees("RM-0003")


async def test_the_platforms_answer_is_attached_as_evidence_of_the_case(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    await opens(kit)
    await kit.presses("button.removal-refused")
    await world.fast_forward(minutes=50)
    await kit.does(kit.telegram.sends_photo(png()))
    kit.hears("kept. Send more")
    await world.fast_forward(minutes=50)
    await kit.does(kit.telegram.sends_photo(png(), caption="page two"))
    await kit.presses("button.stop-writing")
    removal = await ledger(world)
    assert len(removal.evidence) == 2, "it is waited for anew after each"
    assert removal.answer == "page two"
    async with world.app.database.transaction() as tx:
        kept = {item.id: item for item in await tx.evidence.of_case(1)}
    assert [kept[item].sha256 != "" for item in removal.evidence] == [True, True]
    assert "Evidence of WL-0001: 2" in (await opens(kit)).text


async def test_the_same_post_from_two_councillors_is_one_ledger_and_neither_learns_of_the_other(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await moves(kit, "sent")
    ann.forgets()
    kit.forgets()
    await wishes(bo, link=SAME)

    bo.hears("WL-0002", "we have asked Facebook", "facebook.com/groups/12/posts/34")
    ann.hears_nothing()
    kit.hears("RM-0001", "the same post is in WL-0002 too")
    card = await opens(kit)
    assert "WL-0001, WL-0002" in card.text
    await moves(kit, "removed")
    assert "WL-0001" in ann.hears("good news").text
    assert "WL-0002" in bo.hears("good news").text
    for who, other in ((ann, "WL-0002"), (ann, "Bo Sample"), (bo, "WL-0001"), (bo, "Ann Example")):
        assert not who.sees(other)
    assert "removal:1:joined" in await world.actions(2)
    async with world.app.database.transaction() as tx:
        assert await tx.removals.find(2) is None


async def test_a_post_that_is_up_again_is_reported_again_in_the_same_ledger(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent", "removed")
    ann.forgets()
    kit.forgets()
    await world.fast_forward(days=2, hours=1)
    kit.hears("RM-0001", "was down", "It is up again")
    await moves(kit, "asked")
    ann.hears("WL-0001", "I am sorry, this is up again", "facebook.com/groups/12/posts/34")
    card = await opens(kit)
    assert "to be sent" in card.text
    assert world.label("button.removal-escalated") not in card.labels
    assert (await ledger(world)).next_at is not None
    await moves(kit, "sent", "removed", "closed")
    ann.hears("The post is down")


async def test_each_councillor_sees_the_link_that_they_gave_and_nobody_elses(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    own, other = "https://www.tiktok.com/@made_up/video/99?_r=anns", "https://m.tiktok.com/@made_up/video/99?_r=bos"
    await wishes(ann, link=own)
    await wishes(bo, link=other)
    await moves(kit, "sent")
    for somebody, mine, theirs in ((ann, own, other), (bo, other, own)):
        somebody.hears("we have asked TikTok", mine)
        assert not somebody.sees("@_/video")
        assert not any(theirs in message.text for message in somebody.telegram.chat.messages if message.from_bot)


async def test_neither_the_platform_nor_another_desk_learns_from_a_link_who_shared_it(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann, "threat-of-violence", link="https://fb.watch/AbC1/?mibextid=anns")
    await opens(sam)
    await sam.presses("button.removal-long")
    await sam.says("https://www.facebook.com/watch/?v=78&t=30&mibextid=anns")
    await wishes(bo, link="https://www.facebook.com/watch/?v=78")
    assert "facebook.com/watch/?v=78&t=30\n" in (await opens(kit)).text
    await kit.presses("button.wording-report")
    assert "facebook.com/watch/?v=78&t=30\n" in kit.last.text
    await moves(kit, "sent", "refused", "escalated")
    assert kit.sees("Please attach", "facebook.com/watch/?v=78&t=30")
    assert not kit.sees("mibextid")


async def test_a_link_says_whose_platform_it_is_whatever_else_the_report_is_about(world: World) -> None:
    await world.officer("Kit Placeholder", Role.COMMS)
    ann = await world.councillor()
    await wishes(ann, link="https://some.example/blog/1 https://bit.ly/AbC1")
    ann.hears("We ask the website to take it down", "some.example/blog/1")
    assert [(await ledger(world, number)).post.platform for number in (1, 2)] == ["", "facebook"]


async def test_where_a_post_stands_can_be_looked_up(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    await ann.says("/mycases")
    await ann.presses(ann.last.labels[0])
    assert "Facebook: sent to the platform" in ann.last.text
    assert POST in ann.last.text
    assert "RM-" not in ann.last.text


async def test_whoever_sees_a_post_that_was_down_is_not_told_that_it_is_down(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await moves(kit, "sent", "removed")
    kit.forgets()
    ann.forgets()
    await wishes(bo, link=SAME)
    bo.hears("WL-0002", "checking whether it is up again")
    assert not bo.sees("good news")
    kit.hears("RM-0001", "WL-0002", "It is up again")
    ann.hears_nothing()
    await moves(kit, "asked")
    for somebody in (ann, bo):
        somebody.hears("this is up again")


@pytest.mark.parametrize("before", [(), ("sent", "refused")])
async def test_a_post_that_goes_down_by_itself_is_down_and_nobody_hears_that_it_is_still_up(
    world: World, before: tuple[str, ...]
) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, *before, "removed", "closed")
    ann.hears("good news. This is down")
    ann.hears("The post is down")
    assert not ann.sees("sorry that it is still up")
    await kit.says("/removals")
    assert ("too few to show" in kit.last.text) == bool(before), "what was never sent took no time to come down"


async def test_a_post_that_is_back_after_the_end_begins_a_new_ledger(world: World) -> None:
    kit, ann, bo = (
        await world.officer("Kit Placeholder", Role.COMMS),
        await world.councillor(),
        await world.councillor("Bo Sample"),
    )
    await wishes(ann)
    await moves(kit, "sent", "removed", "closed")
    ann.forgets()
    await wishes(bo, link=SAME)
    assert (await ledger(world, 2)).state is State.ASKED
    ann.hears_nothing()


async def test_whoever_must_not_have_one_of_its_cases_sees_nothing_of_it(world: World) -> None:
    kit, max_ = await world.officer("Kit Placeholder", Role.COMMS), await world.officer("Max Muster", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await moves(kit, "sent")
    kit.forgets()
    await wishes(bo, link=SAME, what=says("Kit Placeholder wrote this post himself"))

    assert (await ledger(world)).holder == 0
    assert "not with you here" in await taken_away(kit)
    await kit.says("/removals")
    kit.hears("No removal is under way")
    for verb in ("open", "sent", "card", "words:report"):
        assert "not with you here" in (await presses_blindly(kit, f"r:1:{verb}", kit.last) or "")
    await presses_blindly(kit, "c:1:removal", kit.last)
    assert not any("RM-0001" in label for label in kit.last.labels)
    kit.forgets()
    max_.forgets()
    await world.fast_forward(days=10)
    assert not any("RM-" in message.text for message in kit.messages())
    assert "WL-0002" in max_.hears("RM-0001", "answered?").text


async def taken_away(who: Somebody) -> str:
    """The text of the card as it stands where a removal was taken away from somebody."""
    return who.hears("not with you here any more. /removals").text


async def test_a_card_is_taken_away_when_the_officer_says_that_they_must_not_have_the_case(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await opens(kit)
    kit.forgets()
    await presses_blindly(kit, "c:1:conflict:sure", kit.last)
    await taken_away(kit)


async def test_who_leaves_has_no_removals_any_more(world: World) -> None:
    kit, alex, ann = (
        await world.officer("Kit Placeholder", Role.COMMS),
        await world.admin(),
        await world.councillor(),
    )
    await wishes(ann)
    await opens(kit)
    kit.forgets()
    await alex.says("/people")
    await alex.presses("Has left: Kit Placeholder")
    await alex.presses("button.has-left-sure")
    await taken_away(kit)
    assert "Only officers" in (await presses_blindly(kit, "r:1:sent", kit.last) or "")


async def test_a_note_that_quotes_a_threat_is_kept_and_alarms_nobody(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await opens(kit)
    await kit.presses("button.removal-note")
    await kit.says("They wrote: I have a knife and I am at your door")
    assert len(await world.cases()) == 1
    assert "at your door" in (await opens(kit)).text


async def test_another_desk_sees_a_removal_only_once_a_case_of_its_own_asks_for_it(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann, "threat-of-violence")
    await kit.says("/removals")
    kit.hears("No removal is under way")
    await moves(sam, "sent")
    sam.forgets()
    await wishes(bo, link=SAME)
    card = await opens(kit)
    assert "WL-0002, and in other cases: 1" in card.text
    assert "WL-0001" not in card.text
    sam.hears("RM-0001", "WL-0002")  # which was brought to Sam: it may be a campaign


async def test_the_officer_is_reminded_in_working_hours_by_state_and_platform_naming_the_case(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await world.fast_forward(days=3, hours=8)  # a Thursday evening
    await wishes(ann)
    kit.forgets()
    await world.fast_forward(hours=15)  # to Friday at nine: a day has not passed yet
    kit.forgets()
    await world.fast_forward(days=2, hours=23, minutes=55)
    assert not any("RM-" in message.text for message in kit.messages()), "not on a weekend"
    await world.fast_forward(minutes=10)
    kit.hears("RM-0001", "WL-0001", "still to be reported")
    assert "removal:1:reminded" in await world.actions()
    await moves(kit, "sent")
    removal = await ledger(world)
    assert removal.sent_at is not None
    assert removal.next_at == world.knowledge.council.hours.opening(removal.sent_at + timedelta(days=3))


async def test_an_intimate_picture_has_48_hours_that_no_weekend_stops(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await world.fast_forward(days=4, hours=8)  # Friday evening
    await wishes(ann, "intimate-images")
    assert (await ledger(world)).next_at == (await ledger(world)).asked_at + timedelta(hours=2)
    await opens(sam)
    await sam.presses("button.wording-report")
    for said in ("intimate image content", "on behalf of the person shown", "48 hours", "communications@"):
        assert said in sam.last.text
    await moves(sam, "sent")
    removal = await ledger(world)
    assert removal.next_at == removal.sent_at + timedelta(hours=48)
    assert "the law gives the platform 48 hours" in (await opens(sam)).text
    sam.forgets()
    await leaps(world, hours=47)
    assert not any("RM-0001" in message.text and "still up" in message.text for message in sam.messages())
    await leaps(world, hours=2)  # Sunday evening
    sam.hears("RM-0001", "WL-0001", "still up", "48 hours")


async def test_report_harmful_content_is_offered_only_after_a_refusal_or_more_than_a_weeks_silence(
    world: World,
) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await wishes(ann, link="https://x.com/Somebody_Invented/status/7")
    await moves(kit, "sent")
    card = await opens(kit)
    assert world.label("button.removal-escalated") not in card.labels
    assert "if it stays silent until after" in card.text
    toast = await presses_blindly(kit, "r:1:escalated", kit.last)
    assert "more than a week without an answer" in (toast or "")
    assert (await ledger(world)).state is State.SENT

    await moves(kit, "sent", number=2)
    await moves(kit, "refused", number=2)
    await moves(kit, "escalated", number=2)
    kit.hears("Please attach", "answer that refuses")
    ann.hears("WL-0002", "Report Harmful Content", "independent")

    kit.forgets()
    await world.fast_forward(days=7, hours=1)
    kit.hears("RM-0001", "WL-0001", "answered?")
    card = await opens(kit)
    assert "can look at it now" in card.text
    await kit.presses("button.removal-escalated")
    for said in ("Platform: Facebook", POST, "Reported to the platform: 23 Nov 2026"):
        assert kit.sees(said)
    kit.hears("Please attach", "has not answered for more than a week")


async def test_ofcom_is_told_for_information_and_the_ledger_says_so(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent", "refused")
    await opens(kit)
    await kit.presses("button.wording-inform")
    kit.hears("for information", "It does not take up a single post")
    ann.forgets()
    await opens(kit)
    await kit.presses("button.removal-informed")
    assert "Ofcom told, for information" in (await opens(kit)).text
    assert (await ledger(world)).state is State.REFUSED
    ann.hears_nothing()
    await moves(kit, "appealed", "closed")
    ann.hears("look at it again")
    ann.hears("sorry that it is still up")


async def test_the_list_goes_by_the_next_date_page_by_page(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    for start in (0, 5):
        await wishes(ann, link=" ".join(f"https://facebook.com/posts/{number}" for number in range(start, start + 5)))
    await kit.says("/removals")
    overview = kit.hears("Under way: 10")
    assert overview.text.index("RM-0001") < overview.text.index("RM-0002") < overview.text.index("RM-0008")
    assert "RM-0009" not in overview.text
    assert "median" not in overview.text
    await kit.presses("button.next")
    assert "RM-0010" in kit.last.text
    await moves(kit, "sent")
    await kit.says("/removals")
    assert "RM-0001" not in kit.last.text


async def test_medians_by_platform_are_told_and_point_to_nobody(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann, link=" ".join(f"https://facebook.com/posts/{number}" for number in range(5)))
    for number in range(1, 6):
        await presses_blindly(kit, f"r:{number}:sent", kit.last)
    await leaps(world, hours=12)
    for number in range(1, 5):
        await presses_blindly(kit, f"r:{number}:removed", kit.last)
    await kit.says("/removals")
    kit.hears("From report to removal", "Facebook: too few to show")
    await presses_blindly(kit, "r:5:removed", kit.last)
    await kit.says("/removals")
    kit.hears("Facebook: 0.5 days (5)")


async def test_removals_are_worked_in_officers_own_chats(world: World) -> None:
    kit, alex, ann = (
        await world.officer("Kit Placeholder", Role.COMMS),
        await world.admin(),
        await world.councillor(),
    )
    place = await group(world, alex, kit, desk="comms")
    await wishes(ann)
    for data in ("r:1:open", "c:1:removal"):
        assert "your own chat" in (await presses_blindly(kit, data, place.messages[-1]) or "")
    assert not any("RM-" in message.text for message in place.messages)


async def test_a_withdrawn_report_hears_no_more_and_the_copy_of_ones_data_has_the_removal(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    await ann.says("/mydata")
    held = json.loads(ann.hears("This is what I keep about you").media.data)
    (removal,) = held["cases"][0]["removals"]
    assert (removal["state"], removal["platform"]) == ("sent", "facebook")
    assert [step["state"] for step in removal["steps"]] == ["asked", "sent"]
    await presses_blindly(ann, "m:1:withdraw-sure", ann.last)
    ann.forgets()
    await moves(kit, "removed")
    ann.hears_nothing()


async def test_officers_hear_that_nobody_asks_for_a_removal_any_more(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await wishes(bo, link=SAME)
    await opens(kit)
    await presses_blindly(ann, "m:1:withdraw-sure", ann.last)
    assert "Nobody asks for it any more" not in (await opens(kit)).text
    kit.forgets()
    await presses_blindly(bo, "m:2:withdraw-sure", bo.last)
    kit.hears("RM-0001", "report was withdrawn", "send nothing more")
    assert "Nobody asks for it any more" in (await opens(kit)).text
    kit.forgets()
    await world.fast_forward(days=2)
    kit.hears("RM-0001", "report was withdrawn", "send nothing more")
    await moves(kit, "closed")
    assert (await ledger(world)).is_closed


async def test_a_removal_is_erased_with_the_last_case_that_asks_for_it(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann, bo = await world.councillor(), await world.councillor("Bo Sample")
    await wishes(ann)
    await moves(kit, "sent", "removed", "closed")
    await presses_blindly(ann, "m:1:withdraw-sure", ann.last)
    await leaps(world, days=400)
    await wishes(bo, link=SAME)
    await presses_blindly(bo, "m:2:withdraw-sure", bo.last)
    await leaps(world, days=332)
    first, second = await ledger(world), await ledger(world, 2)
    assert (first.post.address, first.steps, first.holder) == ("", (), 0)
    assert first.erased_at is not None
    assert first.removed_at is not None, "its numbers stay"
    assert second.post.address != ""
    assert second.erased_at is None
    async with world.app.database.transaction() as tx:
        assert await tx.removals.cases_of(1) == []


async def test_an_answer_keeps_its_words_where_its_picture_is_more_than_the_case_holds(strict_world: World) -> None:
    kit, ann = await strict_world.officer("Kit Placeholder", Role.COMMS), await strict_world.councillor()
    await wishes(ann)
    await moves(kit, "sent")
    await opens(kit)
    await kit.presses("button.removal-refused")
    for count in (10, 2):
        await kit.does(kit.telegram.sends_album([png(21 + n) for n in range(count)]))
    await kit.does(kit.telegram.sends_photo(png(40), caption="It does not go against our standards"))
    kit.hears("not kept the last one")
    assert (await ledger(strict_world)).answer == "It does not go against our standards"
