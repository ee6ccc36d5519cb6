"""The world of a story: people in a local Telegram, the bot at it, and a clock that the story moves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.bootstrap.app import App, build
from bot.bootstrap.means import Means
from bot.bootstrap.minds import Minds
from bot.bootstrap.rehearsal import invite
from bot.content import Knowledge
from bot.desk.tally import Tally
from bot.domain.audit import broken_at
from bot.domain.case import Case
from bot.domain.entry import CouncilKind
from bot.domain.outside import Channel
from bot.domain.person import Role
from bot.paper.signing import PackKey
from bot.sandbox import LocalTelegram, Message
from bot.sandbox import Person as TelegramPerson
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date
from bot.storage.row import Kind, State
from bot.telegram.hook import Hook

from . import quick_sqlite  # noqa: F401  (makes its driver known)
from .process import CACHE

#: A Monday in working hours, London.
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))
#: Real seconds after which a bot that still has something to do is taken to be going round in circles.
STUCK = 60
KEY = Vault.new_key()
PACK_KEY = PackKey.from_text(KEY)
#: Parts of the knowledge base of which minds learn nothing, but for the council's place.
NOT_LEARNT = ("council", "lessons")


class MovedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now.astimezone(ZoneInfo("UTC"))

    def __call__(self) -> datetime:
        return self.now


class World:
    """One bot and the people around it."""

    def __init__(self, telegram: LocalTelegram, app: App, clock: MovedClock, channels: Sequence[Channel] = ()) -> None:
        self.telegram = telegram
        self.app = app
        self.clock = clock
        self.channels = channels
        self.knowledge = app.knowledge
        self._looked_at: datetime | None = None

    @property
    def now(self) -> datetime:
        return self.clock.now

    def label(self, name: str) -> str:
        """A button's label by its key in the words, or the label itself."""
        words = self.knowledge.words
        return words.plain(name) if words.has(name) else name

    async def councillor(self, name: str = "Ann Example", council: CouncilKind = CouncilKind.PRINCIPAL) -> Somebody:
        return await self._join(name, Role.COUNCILLOR, council)

    async def officer(self, name: str = "Sam Specimen", role: Role = Role.SAFETY) -> Somebody:
        return await self._join(name, role)

    async def admin(self, name: str = "Alex Template") -> Somebody:
        return await self._join(name, Role.ADMIN)

    def stranger(self, name: str = "Jo Nobody") -> Somebody:
        return Somebody(self, self.telegram.person(name))

    async def _join(self, name: str, role: Role, council: CouncilKind = CouncilKind.PRINCIPAL) -> Somebody:
        somebody = Somebody(self, self.telegram.person(name))
        token = await invite(self.app.database, role, name, council, self.now)
        self.clock.now += timedelta(seconds=1)  # people join one after another
        await somebody.says(f"/start {token}")
        somebody.forgets()
        return somebody

    async def restart(self) -> None:
        """Stop the bot, and start a new one on the same database."""
        await self.app.stop()
        self.app = bot_at(self.telegram, self.knowledge, self.app.url, self.clock, channels=self.channels)
        self._looked_at = None
        await self.app.start()

    async def settle(self) -> None:
        """Let the bot do all that is due, and what Telegram's limits put off by seconds."""
        async with asyncio.timeout(STUCK):
            await self._settle()

    async def _settle(self) -> None:
        await self._drain()
        while (due := await self._next_send()) is not None and due - self.now < timedelta(minutes=2):
            self.clock.now = max(due, self.now)
            await self._drain()

    async def _drain(self) -> None:
        if self._looked_at != self.now:  # the watch looks as time goes by: where it stands still there is nothing new
            self._looked_at = self.now
            await self.app.watch.look()
        await self.app.drain()

    async def _next_send(self) -> datetime | None:
        async with self.app.database.transaction() as tx:
            return await tx.queue.next_due([Kind.SEND, Kind.FETCH, Kind.UPDATE])

    async def fast_forward(self, **span: float) -> None:
        """Move the clock, stopping at every timer on the way."""
        end = self.now + timedelta(**span)
        while (due := await self.app.next_due()) is not None and due <= end:
            self.clock.now = max(due, self.now)
            await self.settle()
        self.clock.now = max(end, self.now)
        await self.settle()

    async def cases(self) -> list[Case]:
        """All cases, the oldest first."""
        async with self.app.database.transaction() as tx:
            found, number = [], 1
            while (case := await tx.cases.find(number)) is not None:
                found.append(case)
                number += 1
            return found

    async def case(self) -> Case:
        """The only case there is."""
        (case,) = await self.cases()
        return case

    async def actions(self, case_id: int = 1) -> list[str]:
        """A case's audit actions; the chain must be sound."""
        async with self.app.database.transaction() as tx:
            chain = await tx.audit.chain(case_id)
        assert broken_at(chain) is None
        return [link.action for link in chain]

    async def quarantined(self) -> int:
        async with self.app.database.transaction() as tx:
            return await tx.queue.count(State.QUARANTINED)


class Somebody:
    """A person in a story. What is sent to them waits until the story looks at it."""

    def __init__(self, world: World, telegram: TelegramPerson) -> None:
        self.world = world
        self.telegram = telegram
        self.unread: list[Message] = []

    @property
    def id(self) -> int:
        return self.telegram.id

    async def says(self, text: str, **where: Any) -> Message:
        """Write, and let the bot answer."""
        said = await self.telegram.says(text, **where)
        await self.world.settle()
        return said

    async def does(self, doing: Any) -> Any:
        """Do anything else that a person of the local Telegram can do: ``await ann.does(ann.telegram.blocks())``."""
        done = await doing
        await self.world.settle()
        return done

    async def presses(self, label: str, **where: Any) -> str | None:
        """Press a button by its key in the words or its label; the toast that answers it."""
        press = await self.telegram.presses(self.world.label(label), **where)
        await self.world.settle()
        return press.toast if press.query_id else None

    async def presses_data(self, data: str) -> str | None:
        """Press whatever button sends this."""
        press = await self.telegram.presses(data=data)
        await self.world.settle()
        return press.toast

    def _look(self) -> list[Message]:
        self.unread += self.telegram.new()
        return self.unread

    def forgets(self) -> None:
        """Have seen everything so far."""
        self._look().clear()

    def hears(self, *words: str) -> Message:
        """A new message or edit with all these words; it and what came before it count as seen."""
        for place, message in enumerate(self._look()):
            if all(word.lower() in message.text.lower() for word in words):
                del self.unread[: place + 1]
                return message
        raise AssertionError(f"{self.telegram.name} heard no {words}, but: {[m.text for m in self.unread]}")

    def hears_nothing(self) -> None:
        """No message or edit has come that the story did not look at."""
        assert [message.text for message in self._look()] == []

    def messages(self) -> list[Message]:
        """What has come since the story last looked; counts as seen."""
        found = list(self._look())
        self.unread.clear()
        return found

    @property
    def last(self) -> Message:
        return self.telegram.last

    def sees(self, *words: str) -> bool:
        """Whether any message in the chat, as it stands now, has all these words."""
        texts = [message.text.lower() for message in self.telegram.chat.messages]
        return any(all(word.lower() in text for word in words) for text in texts)


def token_in(link: str) -> str:
    """The token of an invitation's link."""
    found = re.search(r"start=([\w-]+)$", link)
    assert found
    return found[1]


_minds: list[tuple[Knowledge, Minds]] = []
_fresh: list[bytes] = []


def minds_of(knowledge: Knowledge) -> Minds:
    """Learnt once for all worlds whose knowledge bases differ in nothing that is learnt."""
    for known, minds in _minds:
        if _is_learnt_alike(known, knowledge):
            return minds
    _minds.append((knowledge, Minds.of(knowledge, CACHE)))
    return _minds[-1][1]


def _is_learnt_alike(one: Knowledge, other: Knowledge) -> bool:
    learnt = [part.name for part in fields(Knowledge) if part.name not in NOT_LEARNT]
    return one.council.place == other.council.place and all(
        getattr(one, name) is getattr(other, name) for name in learnt
    )


async def fresh_file(path: Path) -> None:
    """An empty database, migrated once and copied from then on."""
    if not _fresh:
        database = Database(f"sqlite+aiosqlite:///{path}", Vault.from_text(KEY))
        await bring_up_to_date(database)
        await database.close()
        _fresh.append(path.read_bytes())
    path.write_bytes(_fresh[0])


def bot_at(
    telegram: LocalTelegram,
    knowledge: Knowledge,
    database_url: str,
    clock: MovedClock,
    *,
    hook: Hook | None = None,
    tally: Tally | None = None,
    **means: Any,
) -> App:
    """A bot with these ``means``, not yet started."""
    return build(
        knowledge,
        token=telegram.token,
        api_url=telegram.url,
        database_url=database_url,
        vault=Vault.from_text(KEY),
        clock=clock,
        minds=minds_of(knowledge),
        means=Means(**{"pack_key": PACK_KEY, "cache_dir": CACHE, **means}),
        hook=hook,
        tally=tally,
    )


@asynccontextmanager
async def a_world(
    knowledge: Knowledge, folder: Path, database_url: str = "", channels: Sequence[Channel] = (), **more: Any
) -> AsyncIterator[World]:
    """Open a world on a fresh database."""
    clock = MovedClock(MONDAY)
    if not database_url:
        await fresh_file(folder / "world.db")
    async with LocalTelegram(clock=clock) as telegram:
        url = database_url or f"sqlite+quick:///{folder / 'world.db'}"
        app = bot_at(telegram, knowledge, url, clock, channels=channels, **more)
        await app.start()
        world = World(telegram, app, clock, channels)
        try:
            yield world
        finally:
            await world.app.stop()
