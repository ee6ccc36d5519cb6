"""Mailing letters: an officer read one and said yes, and its row is handed to the mail server until that takes it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.content import Knowledge
from bot.domain.absent import Absent, Letter
from bot.domain.case import Case
from bot.domain.chat import Outgoing
from bot.domain.errors import RefusedError, SendError
from bot.domain.outside import Email, Post
from bot.domain.report import Desk
from bot.storage import Database, Transaction
from bot.storage.row import Kind, Row

from .delivery import backoff
from .turn import Turn

log = logging.getLogger(__name__)

LIMIT = 40.0  # seconds for one attempt: less than a worker's lease
LONGEST_WAIT = timedelta(minutes=10)
PATIENCE = timedelta(hours=2)  # then the officer is told, and finds another way


async def post_letter(turn: Turn, letter: Letter, chat_id: int) -> None:
    """Have a letter mailed; the chat hears what came of it. A letter is on its way once."""
    payload = {"letter": letter.id, "chat": chat_id}
    key = f"letter:{letter.id}"
    await turn.tx.queue.put(Kind.MAIL, key, payload, lane=key, now=turn.now)


class Mailing:
    """Handles rows of kind ``mail``. ``post`` is None where the council has no mail server."""

    def __init__(
        self, database: Database, post: Post | None, knowledge: Knowledge, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._post = post
        self._words = knowledge.words
        self._council = knowledge.council
        self._clock = clock

    async def handle(self, row: Row, worker: str) -> None:
        """Mail one letter, unless it was erased meanwhile, or its reader is not to be mailed any more."""
        async with self._database.transaction() as tx:
            email = await self._email(tx, row)
        if email is None or self._post is None:
            await self._ended(row, worker, sent=False)
            return
        try:
            async with asyncio.timeout(LIMIT):
                await self._post.send(email)
        except (SendError, TimeoutError) as error:
            await self._failed(row, worker, error)
        else:
            await self._ended(row, worker, sent=True)

    async def _email(self, tx: Transaction, row: Row) -> Email | None:
        letter, case, who = await self._found(tx, row)
        if letter is None or case is None or who is None or not who.takes_mail:
            return None
        subject = self._words.plain("letter.subject", number=case.number)
        office = self._council.safety if case.desk is Desk.SAFETY else self._council.comms
        name = f"{row.key}:{row.created_at.timestamp():.0f}"
        return Email(name, to=who.address, subject=subject, body=letter.text, reply_to=office.email)

    async def _found(self, tx: Transaction, row: Row) -> tuple[Letter | None, Case | None, Absent | None]:
        letter = await tx.absent.letter(row.payload["letter"])
        if letter is None:
            return None, None, None
        return letter, await tx.cases.find(letter.case_id), await tx.absent.of_case(letter.case_id)

    async def _failed(self, row: Row, worker: str, error: Exception) -> None:
        now = self._clock()
        log.warning("mail.retry", extra={"row": row.id, "error": type(error).__name__})
        due = now + backoff(row.attempts, LONGEST_WAIT)
        if isinstance(error, RefusedError) or due - row.created_at > PATIENCE:
            await self._ended(row, worker, sent=False)
            return
        async with self._database.transaction() as tx:
            await tx.queue.put_back(row, worker, due)

    async def _ended(self, row: Row, worker: str, *, sent: bool) -> None:
        """The audit has what came of it, and the officer hears it."""
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await tx.queue.finish(row, worker)
            letter, case, who = await self._found(tx, row)
            if letter is not None and case is not None and who is not None:
                outcome = "mailed" if sent else "not-mailed"
                await tx.audit.record(case.id, turn.now, 0, f"case:letter:{outcome}", letter.text)
                if sent:
                    await tx.absent.told(letter.id, turn.now)
                text = self._words(f"letter.{outcome}", number=case.number, name=who.name)
                turn.send(Outgoing(row.payload["chat"], text=text, case_id=case.id))
            await turn.close(f"l{row.id}")

    async def give_up(self, row: Row, worker: str) -> None:
        """A row that fails for a reason of our own."""
        log.error("mail.failed", extra={"row": row.id})
        await self._ended(row, worker, sent=False)
