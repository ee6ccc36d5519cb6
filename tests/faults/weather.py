"""Weather over a story: everything that Telegram, people and a machine do to a bot, drawn by a seed, and counted.

Every kind comes in each round of it. What strikes is counted, not what was ordered.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from random import Random

from bot.sandbox import Fault, Person, Place, Topic
from bot.sandbox import faults as at_telegram
from bot.sandbox.callbacks import pressed
from bot.sandbox.updates import QUERY_LIFE
from tests.storage.postgres import Server

from .machine import Disk, Machine
from .story import Story

#: A clock's error in either direction, in seconds. Two cries are one case for six hours.
ASTRAY = 2.5 * 3600
SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery")
#: Updates that cannot be read; ``{chat}`` is somebody's whose own messages must not wait for it.
POISON = (
    {"message": None},
    {"message": {"message_id": "one"}},
    {"callback_query": {"id": 7, "data": []}},
    {"edited_message": {"chat": [], "text": 5}},
    {"message": {"message_id": 1, "date": "yesterday", "chat": {"type": "private"}, "text": "x"}},
)
#: Presses of buttons that are long gone, of other people's, and of none that there ever was.
STALE = ("c:1:take", "c:2:reply", "m:1:withdraw-sure", "f:a:b:c", "e:two-step", "q:1", "s:abuse:99", "d:1:safe", "zz")

FAULTS: dict[str, Callable[[Random, int], Fault]] = {
    "429": lambda r, _: at_telegram.too_many_requests(r.randint(1, 2), times=r.randint(1, 3)),
    "429 sticky": lambda r, _: at_telegram.too_many_requests(r.randint(1, 3), sticky=True),
    "429 of a chat": lambda r, chat: at_telegram.too_many_requests(r.randint(2, 5), chat=chat, sticky=True),
    "5xx": lambda r, _: at_telegram.server_error(r.choice((500, 502, 503, 504)), times=r.randint(1, 2)),
    "5xx after": lambda r, _: at_telegram.server_error(r.choice((500, 502, 504)), r.choice(SENDS), after=True),
    "hang before": lambda r, _: at_telegram.hang(60, r.choice(SENDS)),
    "hang after": lambda r, _: at_telegram.hang(60, r.choice(SENDS), after=True),
    "reset before": lambda r, _: at_telegram.drop(after=False, times=r.randint(1, 2)),
    "reset after": lambda r, _: at_telegram.drop(times=r.randint(1, 2)),
    "401": lambda r, _: at_telegram.refused(*at_telegram.WORDS["unauthorized"], r.choice((*SENDS, "getUpdates"))),
    "409": lambda r, _: at_telegram.refused(
        *at_telegram.WORDS[r.choice(("two pollers", "webhook active"))], "getUpdates", times=r.randint(1, 2)
    ),
    "duplicate": lambda r, _: at_telegram.duplicate_updates(r.randint(1, 3)),
    "forgotten": lambda r, _: at_telegram.forgotten_confirmation(r.randint(1, 3)),
}


class Weather:
    """What comes over one story. ``fay`` and ``kit`` are in it for what happens to them alone."""

    def __init__(self, story: Story, machine: Machine, random: Random, place: Place, server: Server | None) -> None:
        #: Updates that there would not be without it, and those of them that cannot be read.
        self.more = self.poison = 0
        self.place = place
        self._story = story
        self._telegram = story.telegram
        self._machine = machine
        self._random = random
        self._server = server
        self._ordered: list[tuple[str, Fault]] = []
        self._done: Counter[str] = Counter()
        self._kinds = self._all()

    def _all(self) -> dict[str, Callable[[], Awaitable[None]]]:
        kinds = {
            "reversed": self._reversed,
            "poison": self._poisoned,
            "too new": self._too_new,
            "stale press": self._stale,
            "long text": self._long,
            "403": self._refused,
            "blocked": self._blocked,
            "group changed": self._changed,
            "topic closed": self._closed,
            "clock": self._astray,
            "read-only": self._read_only,
        }
        kinds["database restart" if self._server else "disk full"] = self._restart if self._server else self._full
        return kinds | {name: lambda name=name: self._fault(name) for name in FAULTS}

    @asynccontextmanager
    async def over(self, rounds: int, pause: float) -> AsyncIterator[None]:
        """Let it come, with at most so many seconds in between; what has not struck by the end may strike yet."""
        task = asyncio.create_task(self._come(rounds, pause))
        try:
            yield
            await task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _come(self, rounds: int, pause: float) -> None:
        for _ in range(rounds):
            for kind in self._random.sample(sorted(self._kinds), len(self._kinds)):
                await self._kinds[kind]()
                await asyncio.sleep(self._random.uniform(0, pause))

    def counts(self) -> Counter[str]:
        """How often each kind struck."""
        struck = Counter(self._done)
        for kind, fault in self._ordered:
            struck[kind] += fault.struck
        return +struck

    # At Telegram's side

    async def _fault(self, kind: str) -> None:
        somebody = self._random.choice(list(self._story.people.values()))
        self._order(kind, FAULTS[kind](self._random, somebody.id))

    def _order(self, kind: str, fault: Fault) -> None:
        self._ordered.append((kind, self._telegram.faults.add(fault)))

    @contextmanager
    def _more(self, kind: str = "") -> Iterator[None]:
        """Count the updates that come of what is done meanwhile."""
        before = self._story.updates
        yield
        self.more += self._story.updates - before
        self._done[kind] += bool(kind)

    async def _reversed(self) -> None:
        self._order("reversed", at_telegram.reversed_batch(2))
        with self._more():
            await self._fay.says("how do i report a post on facebook")
            await self._kit.says("how do I block somebody on instagram")

    async def _poisoned(self) -> None:
        somebody = self._random.choice(list(self._story.people.values()))
        update = dict(self._random.choice(POISON))
        message = update.get("message")
        if message and "chat" in message:
            update["message"] = {**message, "chat": {**message["chat"], "id": somebody.id}}
        with self._more("poison"):
            self._telegram.raw_update(update)
        self.poison += 1

    async def _too_new(self) -> None:
        with self._more("too new"):
            self._telegram.raw_update({"something_new": {"from": {"id": self._fay.id}, "deep": [{"er": 1}]}})

    async def _stale(self) -> None:
        posts = self._telegram.exchange.state.posts[self._fay.id]
        post = next(post for post in posts.values() if post.sender != self._fay.id)
        with self._more("stale press"):
            query = pressed(self._telegram.exchange, self._fay.account, post, self._random.choice(STALE))
        if self._random.random() < 0.5:
            query.at -= QUERY_LIFE  # too old to be answered

    async def _long(self) -> None:
        fay = self._fay.account.api()
        message = {"message_id": 9_000_000, "date": self._telegram.exchange.unix(), "from": fay}
        text = "geese " * self._random.randint(700, 5_000)
        with self._more("long text"):
            chat = {"id": self._fay.id, "type": "private", "first_name": "Fay"}
            self._telegram.raw_update({"message": {**message, "chat": chat, "text": text}})

    async def _refused(self) -> None:
        person = self._random.choice((self._fay, self._kit))
        words = at_telegram.WORDS[self._random.choice(("blocked", "deactivated"))]
        self._order("403", at_telegram.refused(*words, method="sendMessage", chat=person.id))
        with self._more():
            await person.says("how do I block somebody on instagram")
        await asyncio.sleep(self._random.uniform(0, 2))
        with self._more():
            await person.says("thank you")

    async def _blocked(self) -> None:
        person = self._random.choice((self._fay, self._kit))
        with self._more("blocked"):
            await person.says("thank you")
            await person.blocks()
        await asyncio.sleep(self._random.uniform(0, 2))
        with self._more():
            await person.unblocks()
            await person.says("how do I block somebody on instagram")

    async def _changed(self) -> None:
        """The officers' group becomes a supergroup, or loses the topic in which they work; once."""
        if self.place.record.type == "group":
            with self._more("supergroup"):
                self.place = self._telegram.migrate(self.place)
        elif self.place.topics:
            topic: Topic = self.place.topics[-1]
            with self._more("topic deleted"):
                self._telegram.delete_topic(topic)

    async def _closed(self) -> None:
        """The topic in which the officers work is closed: what is said next goes beside it."""
        words = at_telegram.WORDS["topic closed"]
        self._order("topic closed", at_telegram.refused(*words, method="sendMessage", chat=self.place.id))

    @property
    def _fay(self) -> Person:
        return self._story.people["fay"]

    @property
    def _kit(self) -> Person:
        return self._story.people["kit"]

    # At the machine's side

    async def _astray(self) -> None:
        self._machine.set_clock(timedelta(seconds=self._random.uniform(-ASTRAY, ASTRAY)))
        self._done["clock"] += 1

    async def _full(self) -> None:
        await self._disk(Disk.FULL, "disk full")

    async def _read_only(self) -> None:
        if self._server is None:
            await self._disk(Disk.READ_ONLY, "read-only")
            return
        await asyncio.to_thread(self._server.refuse_writes, refuses=True)
        await self._lasts("read-only")
        await asyncio.to_thread(self._server.refuse_writes, refuses=False)

    async def _disk(self, disk: Disk, kind: str) -> None:
        self._machine.disk = disk
        await self._lasts(kind, 3.0 if disk is Disk.FULL else 1.5)  # a full one is felt where the file must grow
        self._machine.disk = Disk.SOUND

    async def _lasts(self, kind: str, seconds: float = 1.5) -> None:
        self._done[kind] += 1
        await asyncio.sleep(self._random.uniform(0.5, 1) * seconds)

    async def _restart(self) -> None:
        assert self._server is not None
        await asyncio.to_thread(self._server.restart, self._random.choice(("fast", "immediate")))
        self._done["database restart"] += 1
