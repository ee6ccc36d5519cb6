"""Bringing evidence in: each file is downloaded as it was received, digested and sealed."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.domain.chat import Transport
from bot.domain.errors import RefusedError
from bot.domain.evidence import Item
from bot.storage import Database
from bot.storage.queue import Kind, Row

from .turn import Turn

log = logging.getLogger(__name__)


async def receive(turn: Turn, item: Item) -> Item:
    """Note an item, and queue the fetching of its bytes."""
    item = await turn.tx.evidence.add(item)
    payload = {"item": item.id, "file_id": item.attachment.file_id}
    key = f"item:{item.id}"
    await turn.tx.queue.put(Kind.FETCH, key, payload, lane=key, now=turn.now)
    if item.case_id:
        await turn.tx.audit.record(item.case_id, turn.now, turn.actor, "evidence:received")
    return item


class Fetching:
    """Handles rows of kind ``fetch``."""

    def __init__(self, database: Database, transport: Transport, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._transport = transport
        self._clock = clock

    async def fetch(self, row: Row, worker: str) -> None:
        """Download one file and keep it."""
        item_id = row.payload["item"]
        try:
            content = await self._transport.fetch(row.payload["file_id"])
        except RefusedError:
            await self.give_up(row, worker)
            return
        async with self._database.transaction() as tx:
            await tx.queue.finish(row, worker)
            digest = await tx.evidence.keep(item_id, content)
            item = await tx.evidence.find(item_id)
            if item is not None and item.case_id:
                await tx.audit.record(item.case_id, self._clock(), 0, "evidence:kept", digest)

    async def give_up(self, row: Row, worker: str) -> None:
        """The file is too big or expired: it stays listed, with Telegram's name of it."""
        log.warning("evidence.failed", extra={"row": row.id, "item": row.payload["item"]})
        async with self._database.transaction() as tx:
            await tx.queue.finish(row, worker)
            await tx.evidence.fail(row.payload["item"])
            item = await tx.evidence.find(row.payload["item"])
            if item is not None and item.case_id:
                await tx.audit.record(item.case_id, self._clock(), 0, "evidence:failed")
