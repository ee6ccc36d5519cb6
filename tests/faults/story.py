"""A story that the bot lives through as a process: who does what, and what is heard before the next thing is done."""

from __future__ import annotations

import asyncio
import html
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.bootstrap.rehearsal import invite
from bot.content import Knowledge
from bot.domain.audit import broken_at
from bot.domain.person import Role
from bot.sandbox import LocalTelegram, Person
from bot.sandbox.state import Post
from bot.storage import Database
from bot.storage.row import Kind, State
from tests.sandbox.pictures import png

#: Seconds in which somebody hears an answer, from a bot that dies all the time too.
PATIENCE = 120.0
PASSING = tuple(kind for kind in Kind if kind is not Kind.TIMER)  # rows that do not stay; timers may
#: Times, whether a helpline is open then, and numbers of cases and removals, which are given in the order in which
#: several people happen to be served.
_MOMENT = re.compile(r"(?:\w{3} \d+ \w{3}, )?\d\d:\d\d|\([^()]+ ago\)|(?:open|closed) now|(?<=(?:WL|RM)-)\d{4}")


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says something, sends a file or presses a button (a key of the words), and hears words in answer."""

    who: str
    does: str
    what: str
    hears: tuple[str, ...]
    #: Somebody else hears this of it.
    other: tuple[str, ...] = ()


@dataclass(slots=True)
class Effects:
    """What is left of a story in the database and in the chats."""

    updates: int
    done: int
    waiting: int
    quarantined: int
    #: Of each case the audited actions, those of the evidence last, for it comes in beside all else; and the kinds of
    #: lines in its thread, with the digests of its evidence.
    cases: list[tuple[list[str], list[str]]]
    #: The bot's messages as they were first sent, without times: those not marked as a repeat, and all, marks left out.
    unmarked: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    #: Everything that any message showed at any time.
    shown: set[str] = field(default_factory=set)

    def repeats(self, undisturbed: Effects, *, more: int = 0, poison: int = 0) -> int:
        """How many messages came more often than where nothing was killed, once everything else is the same.

        Nothing is missing or done twice, and whatever came twice says so. There may be so many ``more`` updates, of
        people who stand apart, and that many of all are ``poison``, which is set aside.
        """
        assert (self.done, self.waiting, self.quarantined) == (self.updates - poison, 0, poison)
        assert self.updates == undisturbed.updates + more
        assert sorted(self.cases) == sorted(undisturbed.cases)
        assert self.shown ^ undisturbed.shown == set()
        assert undisturbed.sent - self.sent == Counter(), "lost"
        assert self.unmarked - undisturbed.sent == Counter(), "doubled without a mark"
        return self.sent.total() - undisturbed.sent.total()


class Story:
    """People at a local Telegram, and the database of the bot that serves them."""

    def __init__(
        self,
        telegram: LocalTelegram,
        database: Database,
        knowledge: Knowledge,
        settle: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.telegram = telegram
        self.database = database
        self.knowledge = knowledge
        self._settle = settle
        self.people: dict[str, Person] = {}
        #: Chats of people to whom things happen that do not happen everywhere: their messages are not compared.
        self.apart: set[int] = set()
        self._first_update = telegram.exchange.state.next_update_id

    async def joins(self, name: str, role: Role) -> Person:
        """Come in by a one-time link; the bot must be running."""
        person = self.people[name.split(maxsplit=1)[0].lower()] = self.telegram.person(name)
        token = await invite(self.database, role, name, self.knowledge.council.kind)
        await person.says(f"/start {token}")
        await self.settled()
        await person.receives(name, within=PATIENCE)
        return person

    async def settled(self) -> None:
        """Let a bot that does nothing by itself answer."""
        if self._settle:
            await self._settle()

    async def numbers(self) -> list[str]:
        """The cases' numbers: PostgreSQL leaves gaps where a transaction was killed."""
        async with self.database.transaction() as tx:
            return [case.number for id in await tx.cases.ids() if (case := await tx.cases.find(id))]

    async def act(self, step: Step) -> None:
        """Do what the step says; nothing is waited for."""
        person = self.people[step.who]
        if step.does == "says":
            await person.says(step.what)
        elif step.does == "sends":
            await person.sends_document(png(), name="letter.png", caption=step.what)
        else:
            words = self.knowledge.words
            await person.presses(words.plain(step.what) if words.has(step.what) else step.what)

    async def heard(self, step: Step) -> None:
        """Wait until everybody heard what follows from the step."""
        await self.people[step.who].receives(*step.hears, within=PATIENCE)
        if step.other:
            name, *words = step.other
            await self.people[name].receives(*words, within=PATIENCE)

    async def tell(
        self, steps: tuple[Step, ...], disturb: Callable[[int, Awaitable[None]], Awaitable[None]] | None = None
    ) -> None:
        """Go through the steps; ``disturb`` does a step's act itself, and what it likes to the bot around it."""
        for number, step in enumerate(steps):
            await (disturb(number, self.act(step)) if disturb else self.act(step))
            await self.settled()
            await self.heard(step)

    async def over(self, *kinds: Kind) -> None:
        """Wait until nothing of these kinds is left to do."""
        async with asyncio.timeout(PATIENCE):
            while await self._left(*kinds):
                await self._moment()

    async def _left(self, *kinds: Kind) -> int:
        async with self.database.transaction() as tx:
            return await tx.queue.count(State.WAITING, *kinds)

    async def _moment(self) -> None:
        """Until the bot makes another call, or a moment has passed."""
        calls = len(self.telegram.calls)
        with suppress(AssertionError):
            await self.telegram.until(lambda: len(self.telegram.calls) > calls, 0.2)

    async def effects(self) -> Effects:
        """What is left once nothing more is under way."""
        while True:
            async with self.database.transaction() as tx:
                left = await tx.queue.count(State.WAITING, *PASSING)
                if not left and not self.telegram.waiting():
                    done, bad = await tx.queue.count(State.DONE, Kind.UPDATE), await tx.queue.count(State.QUARANTINED)
                    break
            await self._moment()
        effects = Effects(self.updates, done, left, bad, await self._cases())
        self._read_chats(effects)
        return effects

    @property
    def updates(self) -> int:
        """How many updates there were so far."""
        return self.telegram.exchange.state.next_update_id - self._first_update

    async def _cases(self) -> list[tuple[list[str], list[str]]]:
        found = []
        async with self.database.transaction() as tx:
            for number in await tx.cases.ids():  # PostgreSQL leaves gaps where a transaction was killed
                chain = await tx.audit.chain(number)
                assert broken_at(chain) is None
                lines = [str(line.kind) for line in await tx.cases.thread(number)]
                lines += [item.sha256 for item in await tx.evidence.of_case(number)]
                actions = sorted((link.action for link in chain), key=lambda action: action.startswith("evidence:"))
                found.append((actions, lines))
        return found

    def _read_chats(self, effects: Effects) -> None:
        words, bot = self.knowledge.words, self.telegram.exchange.state.bot.id
        mark, last_resort = words.plain("error.repeat"), _plain(words("danger.fallback"))
        for chat, posts in self.telegram.exchange.state.posts.items():
            for post in posts.values():
                texts = [*post.earlier, said_in(post)] if post.sender == bot and chat not in self.apart else []
                if texts and texts != [last_resort]:  # said where nothing could be kept, as often as that was so
                    said = [f"{chat}: {_MOMENT.sub('…', text)}" for text in texts]
                    plain = [text.replace(f"{mark}\n\n", "").replace(f"{mark} ", "") for text in said]
                    effects.sent[plain[0]] += 1
                    effects.unmarked[said[0]] += said[0] == plain[0]
                    effects.shown |= set(plain)


def said_in(post: Post) -> str:
    """What a post says: its text, what is written below its file, or what it asks."""
    body = post.body
    return str(body["poll"]["question"] if "poll" in body else body.get("text", body.get("caption")))


def _plain(text: str) -> str:
    """As a chat shows it."""
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def knowledge_with(folder: Path, deadlines: dict[str, str]) -> Path:
    """Replace values in a copied council.yaml, such as ``{"take: 5m": "take: 2s"}``."""
    path = folder / "council.yaml"
    text = path.read_text()
    for old, new in deadlines.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return folder
