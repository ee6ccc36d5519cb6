"""A councillor is understood: friendly words, half a question, two at once, a follow-up, a little Welsh."""

import pytest

from tests.world import World


def title(world: World, entry_id: str) -> str:
    return world.knowledge.catalogue[entry_id].title


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Hello!", "greeting"),
        ("thank you so much", "thanks"),
        ("Are you a robot?", "robot"),
        ("Hi, what can you do?", "abilities"),
        ("👍", "thanks"),
        ("good night", "goodbye"),
    ],
)
async def test_friendly_words_get_a_human_answer(world: World, said: str, kind: str) -> None:
    ann = await world.councillor()
    await ann.says(said)
    ann.hears(world.knowledge.words.plain(f"smalltalk.{kind}").split(".")[0].replace("<b>", "")[:30])
    ann.hears_nothing()
    async with world.app.database.transaction() as tx:
        assert await tx.feedback.questions() == []  # editors need not hear of it


@pytest.mark.parametrize("said", ["how do I report on insta", "reporting a post on ig", "Instagram - how to report?"])
async def test_a_platform_in_any_spelling_and_an_action_lead_to_their_entry(world: World, said: str) -> None:
    ann = await world.councillor()
    await ann.says(said)
    ann.hears(title(world, "instagram.report"))


async def test_a_missing_platform_is_asked_for_with_buttons(world: World) -> None:
    ann = await world.councillor()
    await ann.says("how do I report a post?")
    asked = ann.hears("where is it")
    names = {platform.name for platform in world.knowledge.platforms.values()}
    assert names | {title(world, "report-to-platform")} <= set(asked.labels)
    await ann.presses(world.knowledge.platforms["tiktok"].name)
    ann.hears(title(world, "tiktok.report"))


async def test_a_follow_up_goes_on_about_what_was_answered_last(world: World) -> None:
    ann = await world.councillor()
    await ann.says("how do i report a post on instagram")
    ann.hears(title(world, "instagram.report"))
    await ann.says("and on facebook?")
    ann.hears(title(world, "facebook.report"))
    await ann.says("and how do I block someone there")
    ann.hears(title(world, "facebook.control"))


async def test_a_platform_alone_is_no_follow_up_to_nothing(world: World) -> None:
    ann = await world.councillor()
    await ann.says("and on facebook?")
    assert not ann.sees(title(world, "facebook.report"), "Source:")


async def test_two_questions_in_one_message_are_both_seen(world: World) -> None:
    ann = await world.councillor()
    await ann.says("How do I report a post on Instagram? And how do I turn on two-step verification for WhatsApp?")
    ann.hears(title(world, "instagram.report"))
    other = ann.hears("something else as well")
    assert title(world, "whatsapp.secure") in other.labels
    await ann.presses(title(world, "whatsapp.secure"))
    ann.hears(title(world, "whatsapp.secure"), "Source:")


async def test_a_message_in_welsh_is_answered_with_what_was_understood_and_the_way_to_welsh_support(
    world: World,
) -> None:
    ann = await world.councillor()
    await ann.says("Sut mae newid fy nghyfrinair ar Facebook?")
    note = ann.hears("Welsh", world.knowledge.council.member_support.phone)
    assert "password" in note.text
    assert title(world, "in-welsh") in note.labels


async def test_welsh_that_cannot_be_read_leads_to_people_who_speak_it(world: World) -> None:
    ann = await world.councillor()
    await ann.says("Mae hi wedi bod yn braf iawn heddiw yn y pentref")
    answer = ann.hears("Ffoniwch 999")
    assert world.label("button.ask-person") in answer.labels


async def test_what_a_colleague_should_deal_with_can_be_reported_from_the_answer(world: World) -> None:
    ann = await world.councillor()
    await ann.says("Someone has made a fake Facebook profile with my photo and is posting nonsense in my name")
    answer = ann.hears("fake")
    await ann.presses("button.report", on=answer)
    ann.hears("Is anyone in danger now?")
