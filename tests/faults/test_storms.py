"""All weather at once over a crowd, served by a bot that keeps dying: nothing is lost, and nothing is done twice.

What is compared is compared exactly: what happens to one person only happens to people who stand apart (a stranger, an
officer who is never called, an administrator, the officers' group), and deadlines are so long that no clock that goes
astray reaches one. Of those who stand apart it is shown what must hold: each update is handled or set aside, each card
is shown and each alarm told once.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.content import Knowledge, load
from bot.domain.person import Role
from bot.sandbox import Place
from tests.shipped import ROOT
from tests.storage.postgres import Server
from tests.world import a_world

from .forked import Nursery, Restless, beginning
from .killing import Seeds, Tally
from .story import PATIENCE, Effects, Story, knowledge_with
from .test_crashes import REPORTERS, gather, serve
from .weather import Weather

#: Long enough for any clock: 30 days where there are minutes and hours.
DEADLINES = {
    "take: 5m, steps: [next, everyone, admins], remind: 15m, give_back: 15m": "take: 30d, steps: [next], remind: 30d, "
    "give_back: 30d",
    "take: 15m, steps: [next, everyone, admins], remind: 1h, give_back: 1h": "take: 30d, steps: [next], remind: 30d, "
    "give_back: 30d",
    "remind: 10m": "remind: 30d",
}


def has_topic(seed: int) -> bool:
    """Whether the officers work in a topic; else in a basic group."""
    return not seed % 2


@dataclass(frozen=True, slots=True)
class Strength:
    """At most so many kills; rounds of the weather, with at most so many seconds between two; who reports meanwhile."""

    kills: int
    rounds: int
    pause: float
    reporters: tuple[str, ...]


SHORT, LONG = Strength(4, 1, 0.3, ()), Strength(1_000, 2, 1.5, REPORTERS)


@dataclass(slots=True)
class Storm:
    """What is left of one, and what it was."""

    bot: Restless
    weather: Weather
    effects: Effects


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base with long deadlines."""
    folder = tmp_path_factory.mktemp("patient") / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    return knowledge_with(folder, DEADLINES)


@pytest.fixture(scope="module")
def known(patient: Path) -> Knowledge:
    return load(patient)


async def gathered(story: Story, *, topic: bool) -> Place:
    """The crowd, those who stand apart, and the group in which the safety officers work."""
    await gather(story)
    alex = await story.joins("Alex Template", Role.ADMIN)
    kit = await story.joins("Kit Placeholder", Role.COMMS)
    fay = story.people["fay"] = story.telegram.person("Fay Fictional")
    await fay.starts()
    await story.settled()
    await fay.receives("", within=PATIENCE)
    members = [alex, story.people["sam"], kit]
    place = story.telegram.group("Anyshire officers", members, forum=topic, supergroup=topic)
    where = story.telegram.topic(place, "Cases") if topic else None
    await alex.says("/here safety", chat=place, topic=where)
    await story.settled()
    await alex.receives("safety officer works here", within=PATIENCE)
    story.apart = {alex.id, kit.id, fay.id, place.id}
    return place


async def undisturbed(known: Knowledge, folder: Path, strength: Strength, *, topic: bool) -> Effects:
    async with a_world(known, folder) as world:
        world.clock.now = datetime.now(UTC)
        story = Story(world.telegram, world.app.database, known, world.settle)
        await gathered(story, topic=topic)
        await serve(story, together=False, reporters=strength.reporters)
        return await story.effects()


async def storm(
    known: Knowledge,
    nursery: Nursery,
    engine: str,
    folder: Path,
    server: Server,
    seed: int,
    strength: Strength,
) -> Storm:
    """The crowd's story in the weather of a seed; in every second one the group has a topic, which is deleted."""
    reached = server if engine == "postgresql" else None
    async with (
        beginning(known, nursery, engine, folder, server, seed, patience=2.0) as (bot, story),
        bot.living(strength.kills),
    ):
        place = await gathered(story, topic=has_topic(seed))
        weather = Weather(story, bot.machine, Random(seed), place, reached)
        async with weather.over(strength.rounds, strength.pause):
            await serve(story, together=True, reporters=strength.reporters)
        story.apart.add(weather.place.id)
        await is_well(story)
        effects = await story.effects()
        await all_shown(story, weather)
    return Storm(bot, weather, effects)


async def is_well(story: Story) -> None:
    """Whoever was blocked, refused and flooded is answered as ever."""
    fay = story.people["fay"]
    fay.new()
    await fay.says("how do i report a post on facebook")
    await fay.receives("facebook", "source", within=PATIENCE)


async def all_shown(story: Story, weather: Weather) -> None:
    """The group has a card of each case, as it stands now; each update that was set aside was told once."""
    shown = [message.text for message in weather.place.messages if message.from_bot]
    for number in await story.numbers():
        told = [text for text in shown if number in text]
        assert any("sam specimen since" in text.lower() for text in told), (number, told, [post[:60] for post in shown])
    mark = story.knowledge.words.plain("error.repeat")
    told = [message.text for message in story.people["alex"].shown() if "Q-" in message.text]
    unmarked = [text for text in told if mark not in text]
    assert len(set(unmarked)) == len(unmarked)
    assert len({text.replace(f"{mark}\n\n", "") for text in told}) == weather.poison


def counted(tally: Tally, storm: Storm, as_told: Effects, name: str) -> None:
    """Compare, and count."""
    more, poison = storm.weather.more + 1, storm.weather.poison  # and Fay's last question
    tally.survived(storm.bot, storm.effects, storm.effects.repeats(as_told, more=more, poison=poison), name)
    tally.weather.update(storm.weather.counts())


async def test_people_are_served_in_a_storm(
    known: Knowledge, patient: Path, tmp_path: Path, server: Server, tally: Tally, pytestconfig: pytest.Config
) -> None:
    seed = pytestconfig.getoption("seed", 1)
    as_told = await undisturbed(known, tmp_path, SHORT, topic=has_topic(seed))
    with Nursery.opened(patient) as nursery:
        told = await storm(known, nursery, "sqlite", tmp_path, server, seed, SHORT)
    counted(tally, told, as_told, f"sqlite {seed}")


@pytest.mark.faults
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_crowds_are_served_in_storms(
    known: Knowledge,
    patient: Path,
    engine: str,
    tmp_path: Path,
    server: Server,
    tally: Tally,
    seeds: Seeds,
) -> None:
    as_told = [await undisturbed(known, tmp_path, LONG, topic=topic) for topic in (False, True)]
    with Nursery.opened(patient) as nursery:
        for seed, folder in seeds(1):
            told = await storm(known, nursery, engine, folder, server, seed, LONG)
            counted(tally, told, as_told[has_topic(seed)], f"{engine} {seed}")
