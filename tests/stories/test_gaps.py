"""What people asked and did not find: an administrator gives it to an entry with one tap, and the editor accepts it."""

import shutil
from pathlib import Path

import pytest

from bot.bootstrap.minds import matcher_for
from bot.cli.accepting import go_through
from bot.content import Knowledge, load
from bot.content.checks import check
from bot.content.phrases import file_of
from bot.conversation import gaps
from bot.domain.chat import BUTTON_DATA_BYTES
from bot.domain.person import Role
from bot.matching import Verdict
from bot.sandbox.profile import commands_for
from tests.stories.ways import data_of, presses_blindly
from tests.world import Somebody, World, a_world

ROOT = Path(__file__).parents[2]
BINS = ("when is the brown bin collected", "what day is brown bin collection?", "brown bin collected when")
STRANGE = "blorp zingle <b>fnord</b> & co"
SCAM = "blorp phishing zingle fnord"


async def ask(who: Somebody, *questions: str) -> None:
    """Ask what finds no answer."""
    for question in questions:
        await who.says(question)
        who.hears("would rather not guess")


async def proposed(world: World) -> list[tuple[str, str]]:
    async with world.app.database.transaction() as tx:
        return [(proposal.entry, proposal.phrase) for proposal in await tx.feedback.proposals()]


async def open_questions(world: World) -> set[str]:
    async with world.app.database.transaction() as tx:
        return {question.text for question in await tx.feedback.questions()}


def label_with(who: Somebody, words: str) -> str:
    """The button in sight whose label has these words."""
    return next(label for label in who.last.labels if words in label)


async def test_who_looked_at_what_people_asked_is_in_the_audit(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await alex.says("/gaps")
    assert "questions:shown" not in await world.actions(0)
    await ask(ann, BINS[0])
    await alex.says("/gaps")
    await alex.presses(label_with(alex, "brown bin"))
    assert (await world.actions(0)).count("questions:shown") == 2


async def test_a_group_is_given_to_an_entry_with_one_tap(world: World) -> None:
    alex, ann, bo = await world.admin(), await world.councillor(), await world.councillor("Bo Example")
    await ask(ann, BINS[0], STRANGE)
    await ask(bo, *BINS[1:])
    alex.forgets()

    await alex.says("/gaps")
    overview = alex.hears("Open questions: 4", "groups: 2")
    assert [label[:3] for label in overview.labels] == ["3 ×", "1 ×"]
    await alex.presses(label_with(alex, "brown bin"))
    group = alex.hears("Asked 3 ×", "no answer 3", *BINS)
    assert len(group.labels) <= gaps.ENTRIES + 3
    title = group.labels[0]
    toast = await alex.presses(title)

    assert toast
    assert title in toast
    again = alex.hears("Open questions: 1", "wait for the editor: 3")
    assert again.id == overview.id
    (entry,) = {entry for entry, _ in await proposed(world)}
    assert world.knowledge.catalogue[entry].title == title
    assert {phrase for _, phrase in await proposed(world)} == set(BINS)
    assert await open_questions(world) == {STRANGE}


async def test_any_entry_is_reached_by_its_subject(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await ask(ann, STRANGE)
    target = world.knowledge.catalogue.of("platforms")[-1]
    await alex.says("/gaps")
    await alex.presses(alex.last.labels[0])
    await alex.presses("button.other-topic")
    await alex.presses("subject.platforms.label")
    while target.title not in alex.last.labels:
        assert len(alex.last.labels) <= gaps.ENTRIES_PAGE + 3
        await alex.presses("button.next")
    await alex.presses("button.earlier")
    await alex.presses("button.next")
    await alex.presses(target.title)
    assert await proposed(world) == [(target.id, STRANGE)]
    alex.hears("No question waits")


async def test_what_is_not_for_the_toolkit_is_forgotten(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await ask(ann, *BINS)
    await alex.says("/gaps")
    await alex.presses(alex.last.labels[0])
    assert await alex.presses("button.not-for-toolkit") == world.label("gaps.aside")
    alex.hears("No question waits")
    assert (await open_questions(world), await proposed(world)) == (set(), [])


async def test_was_this_it_no_is_collected_too(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await ann.says("how do i report a post on facebook")
    await ann.presses("button.missed")
    await ann.says("help with my account")
    await ann.presses("button.none-of-these")
    await alex.says("/gaps")
    for words in (("facebook", "“not this” 1"), ("account", "not sure 1")):
        await alex.presses(label_with(alex, words[0]))
        alex.hears(*words)
        await alex.presses("button.back")


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.SAFETY, Role.COMMS, None])
async def test_nobody_but_administrators_sees_the_questions(world: World, role: Role | None) -> None:
    alex, ann = await world.admin(), await world.councillor()
    who = world.stranger() if role is None else await world._join("Jo Example", role)
    await ask(ann, *BINS)
    who.forgets()
    await who.says("/gaps")
    assert "do not know that command" in who.messages()[0].text

    await alex.says("/gaps")
    shown = data_of(alex.last, alex.last.labels[0])
    for data in (shown, "q:.list:0", f"{shown}:.aside", f"{shown}:two-step"):
        who.forgets()
        assert await presses_blindly(who, data) == world.label("error.stale")
        assert who.messages() == []
    assert (await open_questions(world), await proposed(world)) == (set(BINS), [])


async def test_the_command_is_among_an_administrator_s_only(world: World) -> None:
    alex, sam, ann = await world.admin(), await world.officer(), await world.councillor()
    exchange = world.telegram.exchange

    def offered(who: Somebody) -> list[str]:
        return [c["command"] for c in commands_for(exchange, who.telegram.account, exchange.state.chats[who.id])]

    assert "gaps" in offered(alex)
    assert "gaps" not in offered(sam) + offered(ann)


async def test_a_group_that_is_gone_meanwhile_says_so(world: World) -> None:
    alex, kim, ann = await world.admin(), await world.admin("Kim Template"), await world.councillor()
    await ask(ann, *BINS, STRANGE)
    for who in (alex, kim):
        await who.says("/gaps")
        await who.presses(label_with(who, "brown bin"))
    title = kim.last.labels[0]
    await kim.presses("button.not-for-toolkit")
    await ask(ann, SCAM)  # what is asked later is not taken for what is gone
    alex.forgets()
    assert await alex.presses(title) == world.label("gaps.gone")
    alex.hears("Open questions: 2")
    assert await proposed(world) == []


@pytest.mark.parametrize(
    "data",
    [
        "q:.list:x",
        "q:.list:²",
        "q:.list:99999",
        "q:x",
        "q:",
        "q:²",
        "q:1:no-such-entry",
        "q:1:.topic:abuse:x",
        "q:1:.topic:x:0",
    ],
)
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await ask(ann, *BINS)
    await alex.says("/gaps")
    await presses_blindly(alex, data)
    assert (await open_questions(world), await proposed(world)) == (set(BINS), [])
    assert await world.quarantined() == 0


async def test_what_people_wrote_is_shown_as_they_wrote_it(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await ask(ann, STRANGE, "blorp\n\n" + "<i>qq</i> & " * 300)
    await alex.says("/gaps")
    await alex.presses(label_with(alex, "<b>fnord"))
    alex.hears(STRANGE)
    await alex.presses("button.other-topic")
    alex.hears(STRANGE)
    await alex.presses("button.back")
    await alex.presses("button.back")
    await alex.presses(label_with(alex, "<i>qq"))
    alex.hears("blorp <i>qq</i> & ")
    assert await world.quarantined() == 0


async def test_many_groups_are_leafed_through(world: World) -> None:
    alex = await world.admin()
    words = ["zebra", "yacht", "xylophone", "walnut", "violin", "umbrella", "tulip", "saddle", "raccoon", "quilt"]
    async with world.app.database.transaction() as tx:
        for word in words:
            await tx.feedback.remember(word, "none", [], world.now)
        for number in range(gaps.WORDINGS + 2):
            await tx.feedback.remember(f"the very same question {number}", "none", [], world.now)
    await alex.says("/gaps")
    assert len(alex.last.labels) == gaps.GAPS_PAGE + 1
    await alex.presses(alex.last.labels[0])
    assert "… and 2 more" in alex.last.text
    await alex.presses("button.back")
    await alex.presses("button.next")
    rest = alex.last.labels
    assert len(rest) == len(words) + 1 - gaps.GAPS_PAGE + 1
    await alex.presses(rest[-2])
    await alex.presses("button.not-for-toolkit")
    assert len(alex.last.labels) == len(rest) - 1  # still on the second page
    await alex.presses("button.earlier")
    assert len(alex.last.labels) == gaps.GAPS_PAGE + 1


def test_every_entry_fits_on_a_button(knowledge: Knowledge) -> None:
    longest = max((entry.id for entry in knowledge.catalogue), key=len)
    assert len(f"q:{10**9}:{longest}") <= BUTTON_DATA_BYTES


async def test_once_the_editor_has_accepted_a_phrase_its_question_finds_the_entry(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    async with a_world(knowledge, tmp_path) as world:
        alex, ann = await world.admin(), await world.councillor()
        await ask(ann, STRANGE)
        await alex.says("/gaps")
        await alex.presses(alex.last.labels[0])
        await presses_blindly(
            alex, f"{data_of(alex.last, world.label('button.other-topic')).removesuffix('.topics')}phishing"
        )
        said: list[str] = []
        accepted = await go_through(world.app.database, folder, knowledge, lambda _: "y", said.append)
        assert (accepted, said, await proposed(world)) == (1, [], [])
    before, after = (
        (place / file_of(knowledge.catalogue["phishing"])).read_text() for place in (ROOT / "knowledge", folder)
    )
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert check(folder) == []
    later = load(folder)
    shutil.rmtree(folder / "training")  # the phrase must count without
    others = [entry.id for entry in later.catalogue if entry.subject != "accounts"]  # few are learnt quickly
    found = matcher_for(later, without=others).match(STRANGE)
    assert (found.verdict, found.matches[0].id) == (Verdict.ANSWER, "phishing")
