"""The bot is killed in the middle of a conversation: every message has exactly one effect all the same."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.sandbox import LocalTelegram
from tests.process import BotProcess
from tests.shipped import ROOT
from tests.world import a_world

from .forked import Nursery, Quick
from .killing import Killer, Seeds, Tally
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
        story = Story(world.telegram, world.app.database, knowledge, world.settle)
        await _join(story)
        await story.tell(REPORT)
        return await story.effects()


async def _join(story: Story) -> None:
    await story.joins("Sam Specimen", Role.SAFETY)
    await story.joins("Ann Example", Role.COUNCILLOR)


async def disturbed(knowledge: Knowledge, bot: BotProcess, kills: int, seed: int) -> tuple[int, Effects]:
    """Tell the story and kill around so many of its steps, at moments drawn by the seed; kills, and what is left."""
    random = Random(seed)
    async with bot.opened() as database:
        story = Story(bot.telegram, database, knowledge)
        await _join(story)
        killer = Killer(bot, random, frozenset(random.sample(range(len(REPORT)), kills)))
        await story.tell(REPORT, killer.disturb)
        return killer.kills, await story.effects()


async def test_a_report_survives_kills(knowledge: Knowledge, tmp_path: Path, tally: Tally, nursery: Nursery) -> None:
    as_told = await undisturbed(knowledge, tmp_path)
    actions, lines = as_told.cases[0]
    assert actions == ["case:opened:report", "case:seen", "case:taken", "case:replied", "case:added:reporter"]
    assert lines == ["answer"] * 4 + ["officer", "reporter"]
    async with LocalTelegram() as telegram:
        kills, effects = await disturbed(knowledge, Quick(nursery, telegram, tmp_path), FEW, seed=1)
    tally.add(kills, effects, effects.repeats(as_told))


@pytest.mark.faults
async def test_reports_survive_many_kills(knowledge: Knowledge, tmp_path: Path, tally: Tally, seeds: Seeds) -> None:
    as_told = await undisturbed(knowledge, tmp_path)
    for seed, folder in seeds(1 / 4):
        async with LocalTelegram() as telegram:
            bot = BotProcess(telegram, folder, ROOT / "knowledge")
            kills, effects = await disturbed(knowledge, bot, len(REPORT) * 3 // 4, seed)
        tally.add(kills, effects, effects.repeats(as_told))
