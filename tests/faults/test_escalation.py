"""The bot is killed while an emergency goes from person to person: the officers are told all the same."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.sandbox import Fault, LocalTelegram
from tests.process import READY, BotProcess

from .forked import Nursery, Quick
from .killing import Seeds, Tally
from .story import Effects, Story, knowledge_with

SECONDS = {"emergency: {clock: always, take: 5m": "emergency: {clock: always, take: 1s"}
RUNGS = ["case:escalated:next", "case:escalated:everyone", "case:escalated:admins"]


async def escalated(
    knowledge: Knowledge, made: Callable[[LocalTelegram], BotProcess], seed: int
) -> tuple[int, Effects]:
    """An emergency that nobody takes, with a kill as soon as each person was told; kills, and what is left."""
    random, kills = Random(seed), 0
    async with LocalTelegram() as telegram:
        bot = made(telegram)
        async with bot.opened() as database:
            story = Story(telegram, database, knowledge)
            sam = await story.joins("Sam Specimen", Role.SAFETY)
            kit = await story.joins("Kit Placeholder", Role.COMMS)
            alex = await story.joins("Alex Template", Role.ADMIN)
            ann = await story.joins("Ann Example", Role.COUNCILLOR)
            lost = telegram.faults.add(Fault("hang_after", "sendMessage", chat=sam.id))
            await ann.says("He is at my door with a knife")
            await ann.receives("call 999 now", within=READY)
            await sam.receives("EMERGENCY", "WL-0001", within=READY)
            await telegram.until(lambda: lost.struck, READY)
            # Its answer was lost: Sam must be told again, and may be told that it is again.
            await bot.kill()
            await bot.launch()
            await sam.receives(knowledge.words.plain("error.repeat"), "EMERGENCY", "WL-0001", within=READY)
            for person, words in ((kit, "EMERGENCY"), (sam, "nobody has taken"), (alex, "EMERGENCY")):
                await person.receives("WL-0001", words, within=READY)
                await bot.kill(random.uniform(0, 0.2))
                kills += 1
                await bot.launch()
            await sam.presses(knowledge.words.plain("button.take"))
            await ann.receives("WL-0001", "taken by", "Sam Specimen", within=READY)
            return kills + 1, await story.effects()


def in_order(effects: Effects) -> int:
    """Every step was taken once and in order, each person told of each; how many messages came again, and said so."""
    assert (effects.done, effects.waiting, effects.quarantined) == (effects.updates, 0, 0)
    for actions, lines in effects.cases:
        steps = steps_of(actions)
        assert actions == ["case:opened:words", *steps, "case:seen", "case:taken"]
        assert steps == RUNGS + RUNGS[-1:] * (len(steps) - 3)
        assert lines == ["answer"]
    assert max(effects.unmarked.values()) <= escalations(effects)
    return effects.sent.total() - effects.unmarked.total()


def steps_of(actions: list[str]) -> list[str]:
    """The steps that a case went up."""
    return [action for action in actions if "escalated" in action]


def escalations(effects: Effects) -> int:
    """How many deadlines passed in all cases, each with its consequence."""
    return sum(len(steps_of(actions)) for actions, _ in effects.cases)


async def test_an_escalation_survives_kills(
    knowledge: Knowledge, tmp_path: Path, knowledge_copy: Path, tally: Tally
) -> None:
    with Nursery.opened(knowledge_with(knowledge_copy, SECONDS)) as nursery:
        kills, effects = await escalated(knowledge, lambda telegram: Quick(nursery, telegram, tmp_path), seed=1)
    assert len(effects.cases) == 1
    tally.add(kills, effects, in_order(effects))
    tally.escalations += escalations(effects)


@pytest.mark.faults
async def test_escalations_survive_many_kills(
    knowledge: Knowledge, tmp_path: Path, knowledge_copy: Path, tally: Tally, seeds: Seeds
) -> None:
    changed = knowledge_with(knowledge_copy, SECONDS)
    for seed, folder in seeds(1 / 4):
        made = partial(BotProcess, folder=folder, knowledge=changed)
        kills, effects = await escalated(knowledge, made, seed)
        tally.add(kills, effects, in_order(effects))
        tally.escalations += escalations(effects)
