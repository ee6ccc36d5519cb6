"""How soon an urgent notice gets through a flood: ``python -m tests.bench.flood [--floods N]``. Takes minutes.

Each flood meets a bot of its own, as its own process: 300 ordinary questions from 100 people at once, and five messages
at drawn moments of the next ten seconds that tell of an emergency, each from somebody new. They are messages held out
for measuring, of those in which the bot hears an emergency. A notice's time is from the message's arrival at Telegram
to the officer's card being sent.
"""

import asyncio
import sys
from argparse import ArgumentParser
from math import ceil
from pathlib import Path
from random import Random
from time import perf_counter

from rich.progress import Progress

from bot.bootstrap.minds import assessor_for
from bot.bootstrap.rehearsal import invite
from bot.cli.evaluating import HELD_OUT
from bot.content import Knowledge, load
from bot.domain.person import Role
from bot.domain.severity import Level
from bot.measuring import rows
from bot.sandbox import LocalTelegram, Person

from .growing import shown
from .measures import LONG, bot, questions

ROOT = Path(__file__).parents[2]
FLOODS, ORDINARY, PEOPLE = 20, 300, 100
#: No more than an officer's chat takes at once: what is measured is the bot, not Telegram's limits.
URGENT = 5
SPREAD = 10.0  # seconds
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "worst": 1.0}


def emergencies(knowledge: Knowledge) -> list[str]:
    """Messages in which the bot hears an emergency, that it never learnt from."""
    assess = assessor_for(knowledge).assess
    held = rows.read([knowledge.folder / name for name in HELD_OUT], {entry.id for entry in knowledge.catalogue})
    return [message.text for message in held.messages if assess(message.text).level is Level.EMERGENCY]


async def flood(knowledge: Knowledge, asked: list[str], cries: list[str], random: Random) -> list[float]:
    """The seconds that each notice of one flood took."""
    async with bot(knowledge.folder) as (telegram, _, database):
        officer = telegram.person("Sam Specimen")
        await officer.says(f"/start {await invite(database, Role.SAFETY, 'Sam Specimen', knowledge.council.kind)}")
        await officer.receives("Sam Specimen", within=LONG)
        people = [telegram.person(f"Person {number}") for number in range(PEOPLE)]
        for number, question in enumerate(asked):
            await people[number % PEOPLE].says(question)
        crying = [_cry(telegram, officer, f"Ann Example-{place}", cry, random) for place, cry in enumerate(cries)]
        return await asyncio.gather(*crying)


async def _cry(telegram: LocalTelegram, officer: Person, name: str, text: str, random: Random) -> float:
    await asyncio.sleep(random.uniform(0, SPREAD))
    began = perf_counter()
    await telegram.person(name).says(text)
    # Not ``receives``, after which what came before counts as seen: several wait at the same chat.
    await telegram.until(lambda: any("EMERGENCY" in m.text and name in m.text for m in officer.chat.messages), LONG)
    return perf_counter() - began


def at(share: float, times: list[float]) -> float:
    """The time within which that share of all were there: of the times themselves, none between two of them."""
    return sorted(times)[ceil(share * len(times)) - 1]


async def measure(progress: Progress, *, floods: int = FLOODS) -> str:
    """How long urgent notices took over all floods, as a sentence."""
    knowledge = load(ROOT / "knowledge")
    asked, cries, times = questions(knowledge, ORDINARY), emergencies(knowledge), list[float]()
    for seed in progress.track(range(floods), description="Floods"):
        random = Random(seed)
        times += await flood(knowledge, asked, random.sample(cries, URGENT), random)
    found = ", ".join(f"{name} {at(share, times):.2f} s" for name, share in SHARES.items())
    return f"{len(times)} urgent notices in floods of {ORDINARY} ordinary messages: {found}."


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.bench.flood", description=__doc__)
    parser.add_argument("--floods", type=int, default=FLOODS, help="floods of five urgent messages each")
    with shown() as progress_:
        sys.stdout.write(asyncio.run(measure(progress_, floods=parser.parse_args().floods)) + "\n")
