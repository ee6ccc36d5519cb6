"""Several emergencies that nobody takes, and a bot that dies: every deadline has its consequence, and soon."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from tests.storage.postgres import Server

from .forked import Nursery, Restless, beginning
from .killing import Seeds, Tally
from .story import PATIENCE, Effects, Story, knowledge_with
from .test_crashes import card_with
from .test_escalation import SECONDS, escalations, in_order

NAMES = ("Ann Example", "Bob Sample", "Dee Template")
SOON = 60.0  # seconds after a restart in which a deadline that has passed has its consequence


async def cry(story: Story) -> None:
    """Officers and councillors come in, and the councillors call for help all at once."""
    for name, role in (("Sam Specimen", Role.SAFETY), ("Kit Placeholder", Role.COMMS), ("Alex Model", Role.ADMIN)):
        await story.joins(name, role)
    criers = [await story.joins(name, Role.COUNCILLOR) for name in NAMES]
    for person in criers:
        await person.says("He is at my door with a knife")
    for person in criers:
        await person.receives("call 999 now", within=PATIENCE)


async def take_all(story: Story) -> None:
    """Sam takes every case, and each councillor hears of it."""
    for name in NAMES:
        card = await card_with(story, name)
        await story.people["sam"].presses(story.knowledge.words.plain("button.take"), on=card)
        await story.people[name.split()[0].lower()].receives("taken by", "sam specimen", within=PATIENCE)


async def sees_all(story: Story, who: str, within: float) -> None:
    """Wait until an officer has been shown the cases of all, whatever became of their cards since."""

    def look() -> bool | None:
        posts = story.telegram.exchange.state.posts[story.people[who].id].values()
        texts = [text for post in posts for text in (*post.earlier, str(post.body.get("text")))]
        return all(any("nobody has taken" in text.lower() and name in text for text in texts) for name in NAMES) or None

    assert await story.telegram.exchange.until(look, within), f"{who} was not shown every case"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_deadlines_that_pass_while_the_bot_is_dead_are_acted_on_soon_after_its_start(
    knowledge: Knowledge, nursery: Nursery, engine: str, tmp_path: Path, server: Server, tally: Tally
) -> None:
    async with beginning(knowledge, nursery, engine, tmp_path, server, 1, lease=60.0) as (bot, story):
        async with bot.living(0):
            await cry(story)
            for name in NAMES:
                await card_with(story, name)
        bot.machine.set_clock(timedelta(minutes=6))  # a minute too late
        async with bot.living(0):
            await sees_all(story, "kit", within=SOON)
            await take_all(story)
            effects = await story.effects()
    bot.in_order()
    assert [actions for actions, _ in effects.cases] == [
        ["case:opened:words", "case:escalated:next", "case:seen", "case:taken"]
    ] * len(NAMES)
    assert max(effects.unmarked.values()) <= len(NAMES)
    tally.add(1, effects, effects.sent.total() - effects.unmarked.total())
    tally.escalations += escalations(effects)


async def escalated(
    knowledge: Knowledge, nursery: Nursery, engine: str, folder: Path, server: Server, *, kills: int, seed: int
) -> tuple[Restless, Effects]:
    """Emergencies that go up all the steps, side by side, while the bot dies so often at steps drawn by the seed."""
    async with beginning(knowledge, nursery, engine, folder, server, seed) as (bot, story), bot.living(kills):
        await cry(story)
        for who in ("kit", "alex"):
            await sees_all(story, who, PATIENCE)
        await take_all(story)
        effects = await story.effects()
    assert len(effects.cases) == len(NAMES)
    return bot, effects


@pytest.mark.faults
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_escalations_side_by_side_survive_many_deaths(
    knowledge: Knowledge,
    knowledge_copy: Path,
    engine: str,
    server: Server,
    tally: Tally,
    seeds: Seeds,
) -> None:
    with Nursery.opened(knowledge_with(knowledge_copy, SECONDS)) as nursery:
        for seed, folder in seeds(1 / 4):
            bot, effects = await escalated(knowledge, nursery, engine, folder, server, kills=1_000, seed=seed)
            tally.found(bot, effects, in_order(effects), f"{engine} {seed}", most=bot.may_be_marked())
            tally.escalations += escalations(effects)
