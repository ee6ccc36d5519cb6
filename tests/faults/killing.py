"""Kills of the bot's process at moments drawn by chance, always the same for a seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.storage.row import Kind
from tests.process import BotProcess

from .story import Effects

if TYPE_CHECKING:
    from .forked import Restless

MOMENTS = ("asleep", "at once", "soon", "calling", "starting")
SOON = 0.15  # seconds in which an update is taken in, handled and answered
STARTING = 1.5  # seconds in which the process starts


@dataclass(slots=True)
class Tally:
    """What was done over all stories of a run."""

    stories: int = 0
    kills: int = 0
    updates: int = 0
    sent: int = 0
    repeats: int = 0
    #: Kills at a step that was drawn, by the part of the bot that took it.
    places: Counter[str] = field(default_factory=Counter)
    #: What came over the storms, by kind, and what the databases said of it.
    weather: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    seeds: list[str] = field(default_factory=list)
    #: Deadlines that passed, each of which had its consequence.
    escalations: int = 0

    def add(self, kills: int, effects: Effects, repeats: int) -> None:
        """Count a story that was told and found in order."""
        self.stories += 1
        self.kills += kills
        self.updates += effects.updates
        self.sent += effects.sent.total()
        self.repeats += repeats

    def survived(self, bot: Restless, effects: Effects, repeats: int, name: str, *beside: Restless) -> None:
        """Count the story of a bot that kept dying, where nothing came again but what may have been lost.

        That was in doubt when it died, or with those ``beside`` it.
        """
        self.found(bot, effects, repeats, name, *beside, most=sum(each.in_doubt(Kind.SEND) for each in (bot, *beside)))

    def found(self, bot: Restless, effects: Effects, repeats: int, name: str, *beside: Restless, most: int) -> None:
        """Count a story with where its bot died and what its database said; so many messages came again at ``most``."""
        assert bot.kills
        for each in (bot, *beside):
            each.in_order()
        assert repeats <= most
        self.add(bot.kills, effects, repeats)
        self.places.update(bot.machine.crashes())
        self.errors.update(bot.machine.errors())
        self.seeds.append(name)

    def plain(self) -> dict[str, Any]:
        """As plain values, which go from one process to another."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in values.items()}

    def take(self, plain: dict[str, Any]) -> None:
        """Count what another process counted."""
        for name, value in plain.items():
            more = Counter(value) if isinstance(value, dict) else value
            setattr(self, name, getattr(self, name) + more)

    def __str__(self) -> str:
        lines = [
            f"{self.stories} stories, {self.kills} kills: {self.updates} updates, 0 lost, 0 done twice; "
            f"{self.sent} messages, 0 lost, {self.repeats} repeats, all marked; "
            f"{self.escalations} escalations, 0 missed"
        ]
        counts = {"killed at": self.places, "weather": self.weather, "databases said": self.errors}
        for name, counted in counts.items():
            if counted:
                lines.append(f"{name}: " + ", ".join(f"{what} {number}" for what, number in sorted(counted.items())))
        if self.seeds:
            lines.append(f"seeds: {', '.join(self.seeds)}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Seeds:
    """One after another from the ``first``, until a share of ``kills`` was counted in the ``tally``."""

    tally: Tally
    folder: Path
    first: int
    kills: int

    def __call__(self, share: float) -> Iterator[tuple[int, Path]]:
        """Each with a folder of its own, which goes when the next one is asked for."""
        wanted = self.tally.kills + share * self.kills
        for seed in count(self.first):
            if self.tally.kills >= wanted:
                return
            with TemporaryDirectory(dir=self.folder) as folder:
                yield seed, Path(folder)


class Killer:
    """Kills the bot around some of a story's steps."""

    def __init__(self, bot: BotProcess, random: Random, steps: frozenset[int]) -> None:
        self.kills = 0
        self._bot = bot
        self._random = random
        self._steps = steps

    async def disturb(self, number: int, act: Awaitable[None]) -> None:
        """Let a step's act happen, and kill the bot before, after or while it answers."""
        if number not in self._steps:
            await act
            return
        moment = self._random.choice(MOMENTS)
        if moment == "asleep":
            await self._kill()
            await act
        else:
            await act
            if moment == "calling":
                await self._calls(self._random.randint(1, 4))
            await self._kill(self._random.uniform(0, SOON) if moment == "soon" else 0)
        await self._bot.launch()
        if moment == "starting":
            await self._kill(self._random.uniform(0, STARTING))
            await self._bot.launch()

    async def _kill(self, after: float = 0) -> None:
        await self._bot.kill(after)
        self.kills += 1

    async def _calls(self, number: int) -> None:
        """Wait until the bot has made some more calls, or makes no more."""
        telegram = self._bot.telegram
        reached = len(telegram.calls) + number
        with suppress(AssertionError):
            await telegram.until(lambda: len(telegram.calls) >= reached, 1)
