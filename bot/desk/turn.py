"""One unit of work: its transaction, its moment, who acts, and what is to be sent because of it."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from bot.domain.chat import Lane, Op, Outgoing
from bot.storage import Transaction
from bot.storage.row import NORMAL, SOON, URGENT, Kind, New

OUTGOING = TypeAdapter(Outgoing)
_PRIORITY = {Lane.URGENT: URGENT, Lane.SOON: SOON, Lane.NORMAL: NORMAL}


@dataclass(slots=True)
class Turn:
    """Everything done in a turn is committed together, its messages included, or not at all."""

    tx: Transaction
    now: datetime
    #: The person who acts; 0 for the clock.
    actor: int = 0
    out: list[Outgoing] = field(default_factory=list)

    def send(self, *outgoing: Outgoing) -> None:
        """Say something once this turn is committed."""
        self.out.extend(outgoing)

    async def close(self, source: str) -> None:
        """Queue what was said. ``source`` names the row that was handled, so that keys stay unique."""
        last = {(out.chat_id, out.ref, out.message_id): number for number, out in enumerate(self.out)}
        said = [
            New(
                Kind.SEND,
                f"{source}:{number}",
                {"out": OUTGOING.dump_python(outgoing, mode="json"), "known": 0},
                # The answer to a press is in nobody's way, and waits behind no message.
                outgoing.press_id or str(outgoing.chat_id),
                _PRIORITY[outgoing.lane],
            )
            for number, outgoing in enumerate(self.out)
            # A later edit of the same message says all there is to say.
            if outgoing.op is not Op.EDIT or last[outgoing.chat_id, outgoing.ref, outgoing.message_id] == number
        ]
        await self.tx.queue.put_all(said, self.now)
        self.out.clear()
