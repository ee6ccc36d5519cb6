"""Alarms, packs, removals, letters, lessons and what falls due later are done once, wherever the bot is killed.

Each part is killed at every step of its work, one after another: alarms and letters that go by mail, packs that are
made, updates (a removal that begins, a vote), a quiz that is sent, and timers (an escalation, a reminder, a question
how somebody is). What is left is compared with a telling that nothing disturbed.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.storage.row import Kind
from tests.outside.post import Post
from tests.storage.postgres import Server
from tests.world import MONDAY, a_world

from .errands import errands
from .forked import Nursery, Restless, beginning
from .killing import Seeds, Tally
from .machine import Machine
from .posted import ways
from .story import Effects, Story

#: The first is one after which a mail is gone, and the row not yet: then each third.
SOME = (5, 3)
#: The parts that are aimed at.
AIMED = {Kind.ALERT, Kind.TIMER, Kind.DOCUMENT, Kind.UPDATE, Kind.MAIL, Kind.SEND}


@dataclass(frozen=True, slots=True)
class Left:
    """What is left in the chats, the database and the mailboxes: each mail by its name, and how often it came."""

    effects: Effects
    answered: list[tuple[str, bool]]
    removal: list[str]
    mails: Counter[str]


async def left(story: Story, post: Post) -> Left:
    effects, ann = await story.effects(), story.people["ann"]
    async with story.database.transaction() as tx:
        answered = await tx.learning.answered(ann.id)
        (number,) = await tx.removals.unfinished()
        removal = await tx.removals.find(number)
    assert removal is not None
    mails = Counter(one.message["Message-ID"] + one.message["Subject"] for one in post.received)
    return Left(effects, [(key, each.right) for key, each in answered.items()], [s.state for s in removal.steps], mails)


async def undisturbed(knowledge: Knowledge, folder: Path) -> Left:
    async with Post() as post, a_world(knowledge, folder, **ways(post.port)) as world:
        story = Story(world.telegram, world.app.database, knowledge, world.settle)

        async def later(span: timedelta) -> None:
            world.clock.now += span
            await world.settle()

        await errands(story, lambda _: None, later)
        return await left(story, post)


async def disturbed(
    knowledge: Knowledge,
    nursery: Nursery,
    engine: str,
    folder: Path,
    server: Server,
    *,
    steps: tuple[int, int] = (1, 1),
    kills: int = 0,
    seed: int = 1,
) -> tuple[Restless, Left]:
    """The same with a bot that dies at the first of the steps of each part, then so many further on, and so forth.

    It dies at so many that the seed draws, too.
    """
    machine = Machine(folder)
    machine.turn_to(MONDAY)

    async def later(span: timedelta) -> None:
        machine.turn_to(machine.now() + span)

    async with (
        Post() as post,
        beginning(knowledge, nursery, engine, folder, server, seed, machine.now, post=post.port) as (bot, story),
        bot.living(kills),
    ):
        await errands(story, lambda part: machine.aim(part, *steps), later)
        found = await left(story, post)
    return bot, found


def counted(tally: Tally, bot: Restless, found: Left, as_told: Left, name: str) -> None:
    """Compare, and count: all is there once, and a mail again only where it may have been lost."""
    repeats = found.effects.repeats(as_told.effects)
    assert (found.answered, found.removal) == (as_told.answered, as_told.removal)
    assert len(found.mails) == len(as_told.mails) == as_told.mails.total()
    again = found.mails.total() - len(found.mails)
    assert again <= bot.in_doubt(Kind.MAIL) + bot.in_doubt(Kind.ALERT)
    assert set(bot.machine.aimed()) == AIMED
    tally.survived(bot, found.effects, repeats, name)


async def test_everything_is_done_once_by_a_bot_that_is_killed_in_the_middle_of_it(
    knowledge: Knowledge, nursery: Nursery, tmp_path: Path, server: Server, tally: Tally
) -> None:
    as_told = await undisturbed(knowledge, tmp_path)
    bot, found = await disturbed(knowledge, nursery, "sqlite", tmp_path, server, steps=SOME)
    counted(tally, bot, found, as_told, "sqlite errands")


@pytest.mark.faults
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_everything_is_done_once_through_a_death_at_every_step(
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
        bot, found = await disturbed(knowledge, nursery, engine, folder, server, kills=1_000, seed=seed)
        counted(tally, bot, found, as_told, f"{engine} errands {seed}")
