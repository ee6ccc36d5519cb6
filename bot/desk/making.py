"""Making documents: what takes long is a row of its own, made outside any transaction, and sent when it is ready."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.content import Words
from bot.domain.chat import Outgoing
from bot.domain.person import Role
from bot.storage import Database, Transaction
from bot.storage.row import Kind, Row

from .enclosures import Made, enclose
from .turn import Turn

log = logging.getLogger(__name__)


#: Makes what a row's ``about`` asks for; nothing where it need not be made any more. It may take minutes.
Maker = Callable[[Mapping[str, Any]], Awaitable[Sequence[Made]]]


async def order(turn: Turn, what: str, chat_id: int, **about: Any) -> None:
    """Have a document made for a chat. ``about`` says of what, in ids and machine words.

    ``case`` among it is a case's id: what is made is withheld where the case is kept from the chat meanwhile; so it is
    where ``readers`` are roles, and whoever is to get it has none of them any more. What is made in several parts has
    each ordered, with its number as ``part``. What has readers is an export, and in the audit.
    """
    payload = {"what": what, "chat": chat_id, "about": about}
    key = f"{what}:{chat_id}:{turn.now.timestamp():.6f}:{about.get('part', 0)}"
    await turn.tx.queue.put(Kind.DOCUMENT, key, payload, lane=str(chat_id), now=turn.now)


class Making:
    """Handles rows of kind ``document``."""

    def __init__(
        self, database: Database, makers: Mapping[str, Maker], words: Words, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._makers = makers
        self._words = words
        self._clock = clock

    async def handle(self, row: Row, worker: str) -> None:
        """Make what is asked for, and send it."""
        chat_id, about = row.payload["chat"], row.payload["about"]
        readers = frozenset(map(Role, about.get("readers", ())))
        made = await self._makers[row.payload["what"]](about)
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await tx.queue.finish(row, worker)
            for each in made:
                out = await enclose(turn, each, chat_id, about.get("case", 0))
                turn.send(replace(out, readers=readers))
                if readers:
                    await tx.audit.record(0, turn.now, chat_id, f"{row.payload['what']}:exported", each.content)
            await turn.close(f"d{row.id}")

    async def give_up(self, row: Row, worker: str) -> None:
        """It cannot be made, for a reason of our own: whoever waits for it is told."""
        log.error("document.failed", extra={"row": row.id, "what": row.payload["what"]})
        async with self._database.transaction() as tx:
            await tx.queue.finish(row, worker)
            await self._tell(tx, row)

    async def _tell(self, tx: Transaction, row: Row) -> None:
        turn = Turn(tx, self._clock())
        turn.send(Outgoing(row.payload["chat"], text=self._words("error.document")))
        await turn.close(f"d{row.id}")
