"""Bringing evidence in: each file is downloaded as it was received, looked at, digested and sealed."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Words
from bot.domain.chat import Outgoing, Transport
from bot.domain.errors import NotNowError, RefusedError, RetryLaterError, SendError
from bot.domain.evidence import Item
from bot.domain.text import file_name
from bot.storage import Database, Transaction
from bot.storage.row import PUT_BACK, Kind, Row

from .casework import Casework
from .contents import Found, look
from .delivery import backoff
from .likeness import likeness
from .turn import Turn

log = logging.getLogger(__name__)

#: Telegram hands out files for at least a day or so; then its trouble has lasted too long.
PATIENCE = timedelta(hours=20)
LONGEST_WAIT = timedelta(minutes=5)
LARGEST = 20 * 1024 * 1024  # bytes that Telegram hands out to bots


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

    def __init__(
        self,
        database: Database,
        transport: Transport,
        words: Words,
        casework: Casework,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._transport = transport
        self._words = words
        self._casework = casework
        self._clock = clock

    async def handle(self, row: Row, worker: str) -> None:
        """Download one file, and keep it if it is of a kind that can be looked at safely."""
        try:
            content = await self._transport.fetch(row.payload["file_id"])
        except NotNowError as error:
            await self._wait(row, worker, error)
            return
        except RefusedError:
            await self._lose(row, worker, "refused")
            return
        except SendError as error:
            await self._wait(row, worker, error)
            return
        looks = await _looks(content)
        async with self._database.transaction() as tx:
            await tx.queue.finish(row, worker)
            item = await tx.evidence.find(row.payload["item"])
            if item is not None:  # else the report was cancelled meanwhile
                await self._take_in(tx, row, replace(item, likeness=looks), content)

    async def _take_in(self, tx: Transaction, row: Row, item: Item, content: bytes) -> None:
        found = look(content, item.attachment.name, item.attachment.kind)
        await tx.evidence.describe(_described(item, found))
        if found.is_refused:
            log.warning("evidence.refused", extra={"item": item.id, "remark": found.remark})
            digest = await tx.evidence.refuse(item.id, content)
            why, instead = (self._words(f"upload.{part}.{found.remark}") for part in ("why", "instead"))
            name = file_name(item.attachment.name)
            await self._tell(tx, row, item, self._words("upload.refused", name=name, why=why, instead=instead))
        else:
            digest = await tx.evidence.keep(item.id, content)
        if item.case_id:
            action = "evidence:refused" if found.is_refused else "evidence:kept"
            await tx.audit.record(item.case_id, self._clock(), 0, action, digest)
            await self._compare(tx, row, item.case_id)

    async def _compare(self, tx: Transaction, row: Row, case_id: int) -> None:
        """The case has a file more: it may have become like another one."""
        case, turn = await tx.cases.find(case_id), Turn(tx, self._clock())
        if case is not None:
            await self._casework.compare(turn, case)
            await turn.close(f"c{row.id}")

    async def _tell(self, tx: Transaction, row: Row, item: Item, text: str) -> None:
        turn = Turn(tx, self._clock())
        turn.send(Outgoing(item.owner_id, text=text))
        await turn.close(f"f{row.id}")

    async def _wait(self, row: Row, worker: str, error: SendError) -> None:
        """Telegram's trouble is not the file's fault: it is asked again for as long as it has the file."""
        now = self._clock()
        if now - row.created_at >= PATIENCE:
            await self._lose(row, worker, "refused" if isinstance(error, NotNowError) else "unreached")
            return
        log.warning("fetch.waits", extra={"row": row.id, "error": type(error).__name__})
        wait = min(error.after, PUT_BACK) if isinstance(error, RetryLaterError) else backoff(row.attempts, LONGEST_WAIT)
        payload = {**row.payload, "known": row.payload.get("known", 0) + 1}
        async with self._database.transaction() as tx:
            await tx.queue.put_back(row, worker, now + wait, payload)

    async def give_up(self, row: Row, worker: str) -> None:
        """The file cannot be taken in, for a reason of our own."""
        await self._lose(row, worker, "trouble")

    async def _lose(self, row: Row, worker: str, why: str) -> None:
        """The file stays listed, with Telegram's name of it, and its sender is told why there is no copy."""
        log.warning("evidence.failed", extra={"row": row.id, "item": row.payload["item"], "why": why})
        async with self._database.transaction() as tx:
            await tx.queue.finish(row, worker)
            await tx.evidence.fail(row.payload["item"])
            item = await tx.evidence.find(row.payload["item"])
            if item is None:
                return
            why = "large" if why == "refused" and item.attachment.size > LARGEST else why
            name = file_name(item.attachment.name)
            await self._tell(tx, row, item, self._words(f"upload.lost.{why}", name=name))
            if item.case_id:
                await tx.audit.record(item.case_id, self._clock(), 0, "evidence:failed")


def _described(item: Item, found: Found) -> Item:
    """The item with what its content is, in place of what its sender's app said."""
    return replace(item, attachment=replace(item.attachment, mime=found.mime), remark=found.remark)


async def _looks(content: bytes) -> str:
    """How a picture looks, to be compared with others; a damaged one is evidence all the same."""
    try:
        return await asyncio.to_thread(likeness, content)
    except Exception as error:  # whatever a decoder of pictures may raise
        log.warning("evidence.no-likeness", extra={"error": type(error).__name__})
        return ""
