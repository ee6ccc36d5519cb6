"""A councillor asks: a sure answer, a choice, or a person; long answers are leafed through."""

from dataclasses import replace
from pathlib import Path

from bot.content import Knowledge
from bot.content.catalogue import Catalogue
from bot.conversation.pages import FOLD
from bot.domain.entry import CouncilKind
from bot.domain.person import Role
from tests.world import World, a_world

SURE = "how do i report a post on facebook"
UNSURE = "help with my account"
UNKNOWN = "blorp zingle fnord"


async def questions(world: World) -> list[str]:
    """What the editors find to answer, the newest first."""
    async with world.app.database.transaction() as tx:
        return [question.text for question in await tx.feedback.questions()]


def related(world: World, entry_id: str) -> str:
    """The title of the first entry that an entry leads on to."""
    catalogue = world.knowledge.catalogue
    return next(catalogue[other].title for other in catalogue[entry_id].related if other in catalogue)


async def test_a_sure_match_is_answered_with_source_date_and_a_way_to_say_whether_it_helped(world: World) -> None:
    ann = await world.councillor()
    await ann.says(SURE)
    answer = ann.hears("Facebook", "Source:", "Checked")
    labels = {world.label("button.helped"), world.label("button.missed"), related(world, "facebook.report")}
    assert labels <= set(answer.labels)
    ann.hears_nothing()


async def test_typos_are_tolerated(world: World) -> None:
    ann = await world.councillor()
    await ann.says("how do i reprot a psot on facebok")
    ann.hears(world.knowledge.catalogue["facebook.report"].title)


async def test_an_unsure_match_offers_up_to_three_and_none_of_these_leads_to_a_person(world: World) -> None:
    ann = await world.councillor()
    await ann.says(UNSURE)
    offer = ann.hears("one of these")
    assert 1 < len(offer.labels) <= 4
    await ann.presses(offer.labels[0])
    ann.hears(offer.labels[0], "Source:")

    await ann.presses("button.none-of-these")
    assert world.label("button.ask-person") in ann.hears("person").labels
    assert await questions(world) == [UNSURE]


async def test_no_match_offers_a_person_and_remembers_the_question_for_the_editors(world: World) -> None:
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    ann = await world.councillor()
    await ann.says(UNKNOWN)
    ann.hears("would rather not guess")
    assert await questions(world) == [UNKNOWN]

    await ann.presses("button.ask-person")
    ann.hears(UNKNOWN, world.knowledge.council.comms.name)
    assert await world.cases() == []  # nobody has read it before "Send it"
    await ann.presses("button.send")
    ann.hears("WL-0001")
    kit.hears("Question", UNKNOWN)


async def test_was_this_it_counts_and_a_no_leads_on(world: World) -> None:
    ann = await world.councillor()
    await ann.says(SURE)
    assert await ann.presses("button.helped") == world.label("ask.thanks")
    ann.forgets()
    await ann.presses("button.missed")
    assert world.label("button.ask-person") in ann.hears("sorry").labels
    assert await questions(world) == [SURE]


async def test_a_related_entry_is_one_tap_away(world: World) -> None:
    ann = await world.councillor()
    await ann.says(SURE)
    other = related(world, "facebook.report")
    ann.forgets()
    await ann.presses(other)
    assert ann.hears(other, "Source:").edited is False


async def test_a_long_answer_is_folded_into_steps_that_turn_in_place(world: World) -> None:
    entry = world.knowledge.catalogue["facebook.report"]
    assert len(entry.answer) + sum(map(len, entry.steps)) > FOLD
    ann = await world.councillor()
    await ann.says(SURE)
    answer = ann.hears("Source:")
    steps = world.knowledge.words.plain("button.steps", count=len(entry.steps))
    await ann.presses(steps)
    first = ann.hears("step 1 of")
    await ann.presses("button.next")
    second = ann.hears("step 2 of")
    await ann.presses("button.back")
    await ann.presses("button.back")
    again = ann.hears("Source:")
    assert {first.id, second.id, again.id} == {answer.id}
    for _ in entry.steps:
        await ann.presses(steps if ann.last.labels[0] == steps else "button.next")
    assert world.label("button.next") not in ann.last.labels
    assert world.label("button.helped") in ann.last.labels


async def test_menus_lead_by_subject_to_every_entry(world: World) -> None:
    ann = await world.councillor()
    await ann.presses("home.menu")
    menu = ann.hears("Topics")
    for subject in world.knowledge.catalogue.subjects:
        await ann.presses(f"subject.{subject}.label", on=menu)
        found = set(ann.last.labels)
        while world.label("button.next") in ann.last.labels:
            await ann.presses("button.next")
            found |= set(ann.last.labels)
        assert {entry.title for entry in world.knowledge.catalogue.of(subject)} <= found
        await ann.presses("button.menu")
    assert {message.id for message in ann.messages()} == {menu.id}  # leafed through in place
    await ann.presses("subject.wellbeing.label")
    await ann.presses(world.knowledge.catalogue["helplines"].title)
    ann.hears("Source:")


async def test_ask_as_a_command_and_help_tell_how(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/ask")
    ann.hears("own words")
    await ann.says(f"/ask {SURE}")
    ann.hears("Facebook", "Source:")
    await ann.says("/help")
    ann.hears("/report", "/urgent", "/mycases")


async def test_an_edited_question_is_asked_again(world: World) -> None:
    ann = await world.councillor()
    asked = await ann.says(UNKNOWN)
    ann.forgets()
    await ann.does(ann.telegram.edits(asked, SURE))
    ann.hears("Facebook", "Source:")


async def test_an_entry_for_another_kind_of_council_is_not_replaced_by_a_guess(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    entries = [
        replace(e, councils=(CouncilKind.PRINCIPAL,)) if e.id == "facebook.report" else e for e in knowledge.catalogue
    ]
    async with a_world(replace(knowledge, catalogue=Catalogue(entries)), tmp_path) as world:
        ann = await world.councillor(council=CouncilKind.PARISH)
        await ann.says(SURE)
        ann.hears("one of these")
