"""Webhooks: set, and delivered to the bot's own server on this computer, one at a time in each lane."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field

from . import updates
from .errors import bad_request
from .exchange import Exchange
from .loopback import is_loopback
from .outgoing import Reply, post_json
from .shapes import Call, Loaded
from .state import Json, Pending, Webhook

LONGEST_PAUSE = 60.0
ANSWER_WITHIN = 60.0


class SetWebhook(Call):
    url: str
    max_connections: int = Field(default=40, ge=1, le=100)
    allowed_updates: Annotated[list[str] | None, Loaded] = None
    drop_pending_updates: bool = False
    secret_token: str | None = None


class DeleteWebhook(Call):
    drop_pending_updates: bool = False


class Deliveries:
    """Keeps one task per lane with undelivered updates; `run_method` makes calls that came in an answer's body."""

    def __init__(self, exchange: Exchange, run_method: Callable[[str, Json], Awaitable[object]]) -> None:
        self._exchange = exchange
        self._run_method = run_method
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._watch: asyncio.Task[None] | None = None
        #: The first pause after a failed delivery, in seconds; tests make it short.
        self.first_pause = 1.0

    def set(self, call: SetWebhook) -> bool:
        if not call.url:
            return self.delete(DeleteWebhook(drop_pending_updates=call.drop_pending_updates))
        parts = urlsplit(call.url)
        if parts.scheme != "http" or not parts.hostname or not is_loopback(parts.hostname):
            raise bad_request("bad webhook: this local Telegram delivers to http:// addresses on this computer only")
        if call.secret_token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", call.secret_token):
            raise bad_request("secret token contains unallowed characters")
        updates.allow(self._exchange, call.allowed_updates)
        self._drop(call.drop_pending_updates)
        self._exchange.state.webhook = Webhook(
            url=call.url, secret=call.secret_token, max_connections=call.max_connections
        )
        self.start()
        self._exchange.ring()
        return True

    def delete(self, call: DeleteWebhook) -> bool:
        self._drop(call.drop_pending_updates)
        self._exchange.state.webhook = Webhook()
        self._exchange.ring()
        return True

    def _drop(self, wanted: bool) -> None:
        if wanted:
            self._exchange.state.updates.clear()

    def info(self) -> Json:
        webhook, state = self._exchange.state.webhook, self._exchange.state
        body: Json = {
            "url": webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(state.updates),
        }
        if webhook.url:
            body |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error_at:
            body |= {
                "last_error_date": int(webhook.last_error_at.timestamp()),
                "last_error_message": webhook.last_error,
            }
        return body | ({"allowed_updates": state.allowed_updates} if state.allowed_updates else {})

    def start(self) -> None:
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._watching())

    async def stop(self) -> None:
        tasks = [task for task in (self._watch, *self._lanes.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _watching(self) -> None:
        """See that every lane with updates has its task, no more than the bot wants at once."""
        while self._exchange.state.webhook.url and not self._exchange.closing:
            updates.prune(self._exchange)
            waiting = list(dict.fromkeys(pending.lane for pending in self._exchange.state.updates))
            self._lanes = {lane: task for lane, task in self._lanes.items() if not task.done()}
            for lane in waiting:
                if lane not in self._lanes and len(self._lanes) < self._exchange.state.webhook.max_connections:
                    self._lanes[lane] = asyncio.create_task(self._deliver_lane(lane))
            await self._exchange.until(lambda: True if self._work_left() else None, 5.0)

    def _work_left(self) -> bool:
        running = {lane for lane, task in self._lanes.items() if not task.done()}
        free = len(running) < self._exchange.state.webhook.max_connections
        url = self._exchange.state.webhook.url
        return not url or (free and any(p.lane not in running for p in self._exchange.state.updates))

    async def _deliver_lane(self, lane: str) -> None:
        pause = self.first_pause
        while self._exchange.state.webhook.url:
            pending = next((p for p in self._exchange.state.updates if p.lane == lane), None)
            if pending is None:
                break
            wait = await self._deliver(pending)
            if wait is None:
                pause = self.first_pause
                self._exchange.state.updates = [p for p in self._exchange.state.updates if p is not pending]
                self._exchange.ring({"kind": "read"})
                continue
            await asyncio.sleep(wait or pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        asyncio.get_running_loop().call_soon(self._exchange.ring)

    async def _deliver(self, pending: Pending) -> float | None:
        """None when the bot took it; otherwise the wait it asked for, or 0."""
        exchange = self._exchange
        webhook = exchange.state.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            reply = await asyncio.wait_for(post_json(webhook.url, pending.update, headers), ANSWER_WITHIN)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            return self._failed(f"Connection failed: {type(error).__name__}", 0.0)
        if fault := exchange.faults.strike("webhook", None, exchange.now(), {"unheard"}):
            reply = Reply(fault.code, {}, b"")
        if not 200 <= reply.status < 300:
            wait = reply.headers.get("retry-after", "")
            return self._failed(
                f"Wrong response from the webhook: {reply.status}", float(wait) if wait.isdigit() else 0.0
            )
        await self._obey(reply)
        return None

    def _failed(self, words: str, wait: float) -> float:
        webhook = self._exchange.state.webhook
        webhook.last_error, webhook.last_error_at = words, self._exchange.now()
        return wait

    async def _obey(self, reply: Reply) -> None:
        """Make the call that the answer's body asks for."""
        try:
            body = json.loads(reply.body or b"null")
        except ValueError:
            return
        if isinstance(body, dict) and isinstance(body.get("method"), str):
            await self._run_method(body.pop("method"), body)
