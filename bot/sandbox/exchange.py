"""The exchange: the state, the clock and the bell that everything in the local Telegram shares."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from .faults import Faults
from .state import Chat, Json, Post, State

Clock = Callable[[], datetime]
Found = TypeVar("Found")

CALLS_KEPT = 5000


def real_time() -> datetime:
    return datetime.now(UTC)


@dataclass
class ApiCall:
    """One call the bot made, as the server saw it; `answer` is None while it runs or when it was cut off."""

    method: str
    params: Json
    at: datetime
    answer: Json | None = None

    @property
    def ok(self) -> bool:
        return bool(self.answer and self.answer["ok"])


@dataclass
class Exchange:
    state: State
    clock: Clock = real_time
    #: Hold a repeated getUpdates for 3 s, as Telegram does.
    hold: bool = True
    #: Telegram's clock runs this far ahead of ours.
    skew: timedelta = timedelta()
    faults: Faults = field(default_factory=Faults)
    calls: deque[ApiCall] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    closing: bool = False
    _rung: asyncio.Event = field(default_factory=asyncio.Event)
    _listeners: set[asyncio.Queue[Json]] = field(default_factory=set)

    def now(self) -> datetime:
        return self.clock() + self.skew

    def unix(self) -> int:
        return int(self.now().timestamp())

    def ring(self, notice: Json | None = None) -> None:
        """Wake everybody who waits for a change, and tell the open pages what it was."""
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()
        if notice is not None:
            for listener in self._listeners:
                listener.put_nowait(notice)

    def changed(self, post: Post) -> None:
        """The message is new or different: those who can see it should look."""
        post.change = self.state.next_change
        self.state.next_change += 1
        self.ring({"kind": "chat", "chat": post.chat_id})

    def chat_changed(self, chat: Chat) -> None:
        self.ring({"kind": "chat", "chat": chat.id})

    def listen(self) -> asyncio.Queue[Json]:
        listener: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def unlisten(self, listener: asyncio.Queue[Json]) -> None:
        self._listeners.discard(listener)

    async def until(self, look: Callable[[], Found | None], within: float) -> Found | None:
        """What `look` finds, asked again after every change; None when `within` seconds have passed."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + within
        while True:
            rung = self._rung
            if (found := look()) is not None:
                return found
            left = ends - loop.time()
            if left <= 0 or self.closing:
                return None
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), left)

    def close(self) -> None:
        self.closing = True
        self.ring({"kind": "closing"})
