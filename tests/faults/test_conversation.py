"""The bot is killed in the middle of a conversation: every message has exactly one effect all the same."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.sandbox import Fault, LocalTelegram
from tests.conftest import ROOT
from tests.process import READY, BotProcess

from .killing import Killer, Tally
from .story import Effects, Step, Story

REPORT = (
    Step("ann", "says", "how do i report a post on facebook", ("facebook", "source")),
    Step("ann", "says", "/report", ("step 1 of",)),
    Step("ann", "presses", "danger-now.no", ("step 2 of",)),
    Step("ann", "presses", "kind.threat-of-violence", ("step 3 of",)),
    Step("ann", "says", "He wrote that he will burn my house down", ("step 4 of",)),
    Step("ann", "presses", "whom.me", ("step 5 of",)),
    Step("ann", "presses", "Facebook", ("step 6 of",)),
    Step("ann", "says", "@plainly_made_up", ("step 7 of",)),
    Step("ann", "says", "https://facebook.example/post/1", ("step 8 of",)),
    Step("ann", "presses", "button.done", ("step 9 of",)),
    Step("ann", "says", "I cannot sleep", ("step 10 of",)),
    Step("ann", "presses", "contact.here", ("step 11 of",)),
    # A choice that a second press would take back: were it handled twice, the report would not ask for it.
    Step("ann", "presses", "wish.police", ("chosen: contact with the police",)),
    Step("ann", "presses", "button.done", ("check before you send", "wishes: contact with the police")),
    Step("ann", "presses", "button.send-report", ("WL-0001", "taken by"), ("sam", "urgent", "WL-0001", "burn my")),
    Step("sam", "presses", "button.take", ("WL-0001", "sam specimen since"), ("ann", "taken by", "sam specimen")),
    Step("sam", "presses", "button.reply", ("write your reply",)),
    Step("sam", "says", "Are you safe at home?", ("sent to the councillor",), ("ann", "are you safe at home")),
    Step("ann", "presses", "button.answer", ("write what you would like to add",)),
    Step("ann", "says", "Yes, the door is locked", ("passed on",), ("sam", "the door is locked")),
)
FEW = 4


async def undisturbed(knowledge: Knowledge, folder: Path) -> Effects:
    """What the story leaves where nothing is killed: the same bot in our own process, on a clock that is moved."""
    async with a_world(knowledge, folder) as world:
        world.clock.now = datetime.now(UTC)
        story = Story(world.telegram, world.app.database, knowledge)
        await _tell(story, lambda _, act: world_acts(world, act))
        return await story.effects()


async def world_acts(world: World, act: Awaitable[None]) -> None:
    await act
    await world.settle()


async def disturbed(knowledge: Knowledge, folder: Path, kills: int, seed: int, tally: Tally) -> Effects:
    """Tell the story with so many kills at moments drawn by the seed; what it leaves."""
    async with LocalTelegram() as telegram:
        bot, random = BotProcess(telegram, folder, ROOT / "knowledge"), Random(seed)
        async with bot.opened() as database:
            killer = Killer(bot, random, frozenset(random.sample(range(len(REPORT)), kills)))
            story = Story(telegram, database, knowledge)
            await _tell(story, killer.disturb)
    