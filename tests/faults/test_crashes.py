"""Several people at once, and a bot that dies at a drawn step again and again: nothing is lost, nothing done twice."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.sandbox import Message
from tests.storage.postgres import Server
from tests.world import a_world

from .forked import Nursery, Restless, beginning
from .killing import Seeds, Tally
from .story import PATIENCE, Effects, Step, Story
from .test_conversation import REPORT

ASKED = tuple(
    Step("eve", "says", question, words)
    for question, words in (
        ("how do i report a post on facebook", ("facebook", "source")),
        ("how do I block somebody on instagram", ("instagram",)),
        ("thank you", ("welcome",)),
    )
)
CRIED = (
    Step("dee", "says", "He is at my door with a knife", ("call 999 now",)),
    Step("dee", "says", "My colleague Kim is with me", ("passed on",)),
    Step("dee", "sends", "The letter that he left", ("passed on",)),
)
REPORTERS = ("ann", "bob")
NAMES = ("Ann Example", "Bob Sample", "Dee Template", "Eve Placeholder")
FEW, MANY = 6, 1_000


def by(who: str) -> tuple[Step, ...]:
    """A report by this person, told apart from others' by the account it names; up to its being sent."""
    sent = next(place for place, step in enumerate(REPORT) if step.what == "button.send-report")
    return tuple(
        replace(
            step,
            who=who,
            what=step.what.replace("@plainly_made_up", f"@made_up_{who}").replace("post/1", f"post/{who}"),
            hears=tuple(words.replace("WL-0001", "WL-") for words in step.hears),
            other=(),
        )
        for step in REPORT[: sent + 1]
    )


async def crowd(story: Story, *, together: bool) -> None:
    """Two reports, an emergency and questions, side by side or one after another; then the officer takes every case."""
    await gather(story)
    await serve(story, together=together)


async def gather(story: Story) -> None:
    """An officer and councillors come in."""
    await story.joins("Sam Specimen", Role.SAFETY)
    for name in NAMES:
        await story.joins(name, Role.COUNCILLOR)


async def serve(story: Story, *, together: bool, reporters: tuple[str, ...] = REPORTERS) -> None:
    """What they do; these of them report."""
    sam = story.people["sam"]
    tales = [story.tell(steps) for steps in (CRIED, ASKED, *map(by, reporters))]
    if together:
        await asyncio.gather(*tales)
    else:
        for tale in tales:
            await tale
    for who, sign in (("dee", "EMERGENCY"), *((who, f"@made_up_{who}") for who in reporters)):
        card = await card_with(story, sign)
        await sam.presses(story.knowledge.words.plain("button.take"), on=card)
        await story.settled()
        await story.people[who].receives("taken by", "sam specimen", within=PATIENCE)


async def card_with(story: Story, sign: str) -> Message:
    """The card in the officer's chat that has the sign in its text and can be taken."""
    sam, take = story.people["sam"], story.knowledge.words.plain("button.take")

    def look() -> Message | None:
        return next((each for each in sam.shown() if sign in each.text and take in each.labels), None)

    found = await story.telegram.exchange.until(look, PATIENCE)
    assert found is not None, f"no card with {sign}"
    return found


async def undisturbed(knowledge: Knowledge, folder: Path) -> Effects:
    async with a_world(knowledge, folder) as world:
        world.clock.now = datetime.now(UTC)
        story = Story(world.telegram, world.app.database, knowledge, world.settle)
        await crowd(story, together=False)
        return await story.effects()


async def disturbed(
    knowledge: Knowledge, nursery: Nursery, engine: str, folder: Path, server: Server, *, kills: int, seed: int
) -> tuple[Restless, Effects]:
    """The same with a bot that dies so often, at steps drawn by the seed."""
    async with beginning(knowledge, nursery, engine, folder, server, seed) as (bot, story), bot.living(kills):
        await crowd(story, together=True)
        effects = await story.effects()
    return bot, effects


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_a_crowd_is_served_by_a_bot_that_keeps_dying(
    knowledge: Knowledge, nursery: Nursery, engine: str, tmp_path: Path, server: Server, tally: Tally
) -> None:
    as_told = await undisturbed(knowledge, tmp_path)
    bot, effects = await disturbed(knowledge, nursery, engine, tmp_path, server, kills=FEW, seed=1)
    tally.survived(bot, effects, effects.repeats(as_told), f"{engine} 1")


@pytest.mark.faults
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_crowds_are_served_through_many_deaths(
    knowledge: Knowledge,
    nursery: Nursery,
    engine: str,
    tmp_path: Path,
    server: Server,
    tally: Tally,
    seeds: Seeds,
) -> None:
    as_told = await undisturbed(knowledge, tmp_path)
    for seed, folder in seeds(1 / 2):
        bot, effects = await disturbed(knowledge, nursery, engine, folder, server, kills=MANY, seed=seed)
        tally.survived(bot, effects, effects.repeats(as_told), f"{engine} {seed}")
