"""From a row with a raw update to a conversation, in one transaction."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.conversation import Engine, urgency
from bot.desk.turn import Turn
from bot.domain.chat import Incoming, IncomingKind, Lane, Outgoing, Transport
from bot.domain.errors import SendError, UnreadableError
from bot.domain.person import ADMINS
from bot.domain.severity import Level
from bot.storage import Database
from bot.storage.row import NORMAL, Priority, Row

from .translate import translate

log = logging.getLogger(__name__)


class Handling:
    """Handles rows of kind ``update``."""

    def __init__(self, database: Database, engine: Engine, transport: Transport, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._engine = engine
        self._words = engine.house.knowledge.words
        self._transport = transport
        self._clock = clock
        self._warned: set[int] = set()

    async def handle(self, row: Row, worker: str) -> None:
        """Everything that an update leads to, and its removal from the queue, together."""
        incoming = translate(row.payload)
        # The encoder takes longest and needs no database: others' messages are handled meanwhile, on another core.
        await asyncio.to_thread(self._engine.house.hear, incoming)
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await tx.queue.finish(row, worker)
            await self._engine.handle(turn, incoming)
            await turn.close(f"u{row.key}")

    async def give_up(self, row: Row, worker: str) -> None:
        """Set an update aside; its sender and the administrators are told, and danger in it is not passed over."""
        incoming = _readable(row.payload)
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await tx.queue.quarantine(row, worker)
            number = f"Q-{row.id}"
            if incoming is not None and incoming.private and incoming.sender is not None:
                card = self._card(incoming)
                if card is not None:
                    turn.send(card)
                apology = self._words("error.apology", number=number)
                turn.send(Outgoing(incoming.chat_id, text=apology, lane=Lane.URGENT))
            for admin in await tx.people.with_role(*ADMINS):
                text = self._words("error.quarantined", number=number)
                turn.send(Outgoing(admin.id, text=text, lane=Lane.URGENT, readers=ADMINS))
            await turn.close(f"q{row.id}")

    def _card(self, incoming: Incoming) -> Outgoing | None:
        if incoming.kind not in (IncomingKind.MESSAGE, IncomingKind.EDIT) or not incoming.private:
            return None
        house = self._engine.house
        if not house.calls_for_help(incoming):
            found = house.assessor.assess(incoming.text)
            if found.level is not Level.EMERGENCY and not found.check:
                return None
        return Outgoing(incoming.chat_id, text=self._words("danger.fallback"), lane=Lane.URGENT)

    def urgency(self, raw: dict[str, Any]) -> Priority:
        """Whether an update goes before what others wrote. What cannot be read has time."""
        incoming = _readable(raw)
        return urgency(self._engine.house, incoming) if incoming is not None else NORMAL

    async def last_resort(self, raw: dict[str, Any]) -> None:
        """The database is down: whoever is in danger gets the 999 card all the same, once."""
        incoming = _readable(raw)
        card = self._card(incoming) if incoming is not None else None
        if incoming is None or card is None or incoming.update_id in self._warned:
            return
        self._warned.add(incoming.update_id)
        try:
            await self._transport.send(card)
        except SendError as error:
            self._warned.discard(incoming.update_id)
            log.error("last-resort.failed", extra={"error": type(error).__name__})


def _readable(raw: Any) -> Incoming | None:
    try:
        return translate(raw)
    except UnreadableError:
        return None
