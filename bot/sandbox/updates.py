"""The queue of updates: what the bot has yet to confirm, and getUpdates that hands it out."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from .errors import OTHER_POLLER, WEBHOOK_ACTIVE, ApiError
from .exchange import Exchange
from .shapes import Call, Loaded
from .state import Json, Pending

LIFE = timedelta(hours=24)
QUERY_LIFE = timedelta(seconds=150)
LONGEST_POLL = 50
#: Telegram sends these only to a bot that asks for them by name.
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS = {
    "message",
    "edited_message",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_join_request",
    "inline_query",
    "chosen_inline_result",
    "channel_post",
    "edited_channel_post",
    "shipping_query",
    "pre_checkout_query",
    "chat_boost",
    "removed_chat_boost",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
} | ON_REQUEST


def push(exchange: Exchange, kind: str, body: Json, lane: str) -> int | None:
    """Queue an update; its id, or None when the bot has not asked for this kind."""
    wanted = exchange.state.allowed_updates
    if kind not in wanted if wanted else kind in ON_REQUEST:
        return None
    return push_raw(exchange, {kind: body}, lane)


def push_raw(exchange: Exchange, update: Json, lane: str = "raw") -> int:
    """Queue whatever is given; an `update_id` is added unless it has one."""
    state = exchange.state
    if "update_id" not in update:
        update = {"update_id": state.next_update_id, **update}
    number = int(update["update_id"])
    state.next_update_id = max(state.next_update_id, number) + 1
    state.updates.append(Pending(update=update, at=exchange.now(), lane=lane))
    exchange.ring()
    return number


def prune(exchange: Exchange) -> None:
    """Forget what is too old: a day, and 150 seconds for a press of a button."""
    now = exchange.now()
    exchange.state.updates = [
        pending
        for pending in exchange.state.updates
        if now - pending.at < (QUERY_LIFE if "callback_query" in pending.update else LIFE)
    ]


def allow(exchange: Exchange, wanted: list[str] | None) -> None:
    """Remember the bot's selection; an empty list is the default selection."""
    if wanted is None:
        return
    for kind in wanted:
        if kind not in KINDS:
            raise ApiError(400, f'Bad Request: unknown update type "{kind}" in allowed_updates')
    exchange.state.allowed_updates = list(wanted) or None


class GetUpdates(Call):
    offset: int = 0
    limit: int = Field(default=100, ge=1, le=100)
    timeout: int = Field(default=0, ge=0)
    allowed_updates: Annotated[list[str] | None, Loaded] = None


class Poller:
    """getUpdates. Only the newest poll lives: an older one is ended with a conflict."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._turn = 0
        self._waiting = False
        self._offset: int | None = None
        self._asked_at = 0.0
        self._next_conflict = 0.0

    def end(self) -> None:
        """End a poll that is under way: somebody set a webhook."""
        self._turn += 1
        self._exchange.ring()

    async def poll(self, call: GetUpdates) -> list[Json]:
        exchange = self._exchange
        if exchange.state.webhook.url:
            raise ApiError(409, WEBHOOK_ACTIVE)
        self._turn += 1
        turn, disturbed = self._turn, self._waiting
        exchange.ring()
        allow(exchange, call.allowed_updates)
        prune(exchange)
        self._confirm(call.offset)
        timeout = min(call.timeout, LONGEST_POLL)
        if exchange.hold:
            timeout = max(timeout, self._held(call, disturbed))
        self._waiting = True
        try:
            found = await exchange.until(lambda: self._look(call, turn), timeout)
        finally:
            if turn == self._turn:
                self._waiting = False
        if turn != self._turn:
            await self._conflict()
        return self._faulty(found or [])

    def _held(self, call: GetUpdates, disturbed: bool) -> int:
        now = asyncio.get_running_loop().time()
        again = call.offset == self._offset and call.timeout < 3 and now < self._asked_at + 3
        self._offset, self._asked_at = call.offset, now
        return 3 if again and not disturbed else 0

    async def _conflict(self) -> None:
        """The older poll is refused; a second refusal within 3 s is held back, or two pollers would spin."""
        loop = asyncio.get_running_loop()
        if self._exchange.hold and loop.time() < self._next_conflict:
            await asyncio.sleep(3)
        self._next_conflict = loop.time() + 3
        raise ApiError(409, OTHER_POLLER)

    def _confirm(self, offset: int) -> None:
        updates = self._exchange.state.updates
        if offset < 0:
            self._exchange.state.updates = updates[offset:]
            return
        if not any(pending.update["update_id"] < offset for pending in updates):
            return
        if self._exchange.faults.strike("getUpdates", None, self._exchange.now(), {"forget"}) is None:
            self._exchange.state.updates = [p for p in updates if p.update["update_id"] >= offset]
            self._exchange.ring({"kind": "read"})

    def _look(self, call: GetUpdates, turn: int) -> list[Json] | None:
        if turn != self._turn:
            return []
        found = [pending.update for pending in self._exchange.state.updates]
        return found[: call.limit] or None

    def _faulty(self, batch: list[Json]) -> list[Json]:
        strike, now = self._exchange.faults.strike, self._exchange.now()
        if batch and strike("getUpdates", None, now, {"duplicate"}):
            batch = [update for update in batch for _ in range(2)]
        if len(batch) > 1 and strike("getUpdates", None, now, {"reverse"}):
            batch = batch[::-1]
        return batch
