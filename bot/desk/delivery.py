"""Sending: from a row to Telegram, at Telegram's pace, and what to do about each way in which it fails."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.content import Html, Knowledge
from bot.domain import errors
from bot.domain.chat import Lane, Op, Outgoing, Sent, Transport
from bot.domain.outside import Reason
from bot.storage import Database, Transaction
from bot.storage.cases import Shown
from bot.storage.learning import Poll
from bot.storage.row import PUT_BACK, Row

from .access import is_withheld
from .casework import Casework
from .enclosures import filled, spent
from .reach import Reach
from .repeating import marked
from .tally import Tally
from .turn import OUTGOING, Turn
from .waiting import undelivered

log = logging.getLogger(__name__)

SECOND = timedelta(seconds=1)
LONGEST_WAIT = 60 * SECOND
TOAST_LIFE = 30 * SECOND  # a press is answered soon or not at all
#: Telegram's limits (Bots FAQ): about 30 a second in all, 1 a second in a chat (short bursts pass),
#: 20 a minute in a group. A burst and what follows it stay below them together.
IN_ALL, IN_ALL_BURST = SECOND / 20, 5
IN_CHAT, IN_CHAT_BURST = SECOND, 5
IN_GROUP, IN_GROUP_BURST = 6 * SECOND, 10
#: How each way of failing is counted.
OUTCOMES: dict[type[errors.SendError], str] = {
    errors.RetryLaterError: "asked-to-wait",
    errors.TransportDownError: "down",
    errors.AnswerLostError: "unknown",
    errors.ChatGoneError: "chat-gone",
    errors.ChatMovedError: "chat-moved",
    errors.TopicGoneError: "topic-gone",
    errors.RefusedError: "refused",
    errors.NotNowError: "refused",
}


class Delivery:
    """Delivers rows of kind ``send``."""

    def __init__(
        self,
        database: Database,
        transport: Transport,
        knowledge: Knowledge,
        casework: Casework,
        reach: Reach,
        clock: Callable[[], datetime],
        tally: Tally,
    ) -> None:
        self._database = database
        self._transport = transport
        self._words = knowledge.words
        self._casework = casework
        self._reach = reach
        self._clock = clock
        self._tally = tally
        self._next_turn = self._looked_at = datetime.min.replace(tzinfo=UTC)

    async def handle(self, row: Row, worker: str) -> None:
        """Send one row, and remember where it went; every failure ends in a decision."""
        out = OUTGOING.validate_python(row.payload["out"], strict=False)
        ready = await self._prepare(row, worker, out)
        if ready is None:
            return
        try:
            sent = await self._transport.send(ready)
        except errors.SendError as error:
            self._tally.sent(OUTCOMES[type(error)])
            await self._failed(row, worker, out, error)
        else:
            self._tally.sent("sent")
            await self._sent(row, worker, out, sent)

    async def _prepare(self, row: Row, worker: str, out: Outgoing) -> Outgoing | None:
        """What to send now; None where the row was put back or has become pointless."""
        now = self._clock()
        async with self._database.transaction() as tx:
            if out.op is Op.TOAST and now - row.created_at > TOAST_LIFE:
                await tx.queue.finish(row, worker)
                return None
            if await is_withheld(tx, out):
                await tx.queue.finish(row, worker)
                if out.op is Op.SEND:
                    await self._withheld(Turn(tx, now), out, row)
                return None
            free_at = await self._pace(tx, out, now)
            if free_at > now:
                await tx.queue.put_back(row, worker, free_at, _not_sent(row))
                return None
            if out.op is Op.EDIT and not out.message_id:
                shown = await tx.cases.shown(out.ref)
                if shown is None or not shown.message_id:
                    await tx.queue.finish(row, worker)
                    if shown is not None and out.lane is Lane.URGENT:
                        await _behind(Turn(tx, now), out, row)
                    return None
                out = replace(out, message_id=shown.message_id, chat_id=shown.chat_id)
            out = await filled(tx, out)
        in_doubt = row.attempts > row.payload["known"] + 1
        if in_doubt and out.op is Op.SEND:
            out = marked(out, self._words)
        return out

    async def _withheld(self, turn: Turn, out: Outgoing, row: Row) -> None:
        await self._casework.notices.returned(turn, out)
        await turn.tx.cases.forget_shown(out.ref)
        await turn.close(f"s{row.id}.{row.attempts}")

    async def _pace(self, tx: Transaction, out: Outgoing, now: datetime) -> datetime:
        if out.op in (Op.TOAST, Op.COMMANDS):
            return now
        if now + SECOND < self._looked_at:  # the clock was put back, and the turns given out are hours away
            self._next_turn = now
        self._looked_at = now
        group = out.chat_id < 0
        every, burst = (IN_GROUP, IN_GROUP_BURST) if group else (IN_CHAT, IN_CHAT_BURST)
        free_at = await tx.pace.pass_on(f"chat:{out.chat_id}", every, burst, now)
        if free_at <= now:
            free_at = await tx.pace.pass_on("all", IN_ALL, IN_ALL_BURST, now)
            if free_at > now and out.lane is Lane.NORMAL:
                # One after another: if all who wait asked again at once, asking would take longer than sending.
                free_at = self._next_turn = max(self._next_turn + IN_ALL, free_at)
        return free_at

    async def _sent(self, row: Row, worker: str, out: Outgoing, sent: Sent) -> None:
        async with self._database.transaction() as tx:
            await tx.queue.finish(row, worker)
            await spent(tx, out)
            if out.quiz:
                await tx.learning.asked(Poll(sent.poll_id, out.chat_id, out.quiz.key, out.quiz.right, self._clock()))
            if out.op is Op.SEND and out.ref:
                await tx.cases.show(Shown(out.ref, out.chat_id, sent.message_id, out.case_id or _case_of(out.ref)))
                if out.ref.startswith("card:"):
                    await self._timed(tx, out)

    async def _timed(self, tx: Transaction, out: Outgoing) -> None:
        """A drill tells how long its card was on the way."""
        case = await tx.cases.find(out.case_id)
        if case is not None and case.is_drill:
            await tx.audit.record(case.id, self._clock(), out.chat_id, "case:delivered")

    async def _failed(self, row: Row, worker: str, out: Outgoing, error: errors.SendError) -> None:
        extra = {"row": row.id, "op": out.op, "case": out.case_id, "error": type(error).__name__}
        log.warning("send.failed", extra=extra)
        now = self._clock()
        turn_source = f"s{row.id}.{row.attempts}"
        async with self._database.transaction() as tx:
            turn = Turn(tx, now)
            match error:
                case errors.RetryLaterError():
                    await tx.queue.put_back(row, worker, now + min(error.after, PUT_BACK), _not_sent(row))
                case errors.TransportDownError():
                    await tx.queue.put_back(row, worker, now + backoff(row.attempts), _not_sent(row))
                case errors.AnswerLostError():
                    # Not "known": the next attempt says that it may be a repeat. A duplicate is better than a miss.
                    await tx.queue.put_back(row, worker, now + backoff(row.attempts))
                case errors.ChatMovedError():
                    await self._moved(turn, row, worker, out, error.new_chat_id)
                case errors.TopicGoneError():
                    await tx.people.drop_topic(out.chat_id)
                    again = OUTGOING.dump_python(replace(out, topic_id=0), mode="json")
                    await tx.queue.put_back(row, worker, now, {**_not_sent(row), "out": again})
                case errors.ChatGoneError():
                    await tx.queue.finish(row, worker)
                    await self._gone(turn, out)
                case _:
                    await self._refused(turn, row, worker, out)
            await turn.close(turn_source)

    async def _moved(self, turn: Turn, row: Row, worker: str, out: Outgoing, new_chat_id: int) -> None:
        """The cards are shown again in the new group, and messages go there; what was in the old one stays as it is."""
        await turn.tx.queue.finish(row, worker)
        await self._casework.notices.moved(turn, out.chat_id, new_chat_id)
        if out.op is Op.SEND and not out.ref:
            turn.send(replace(out, chat_id=new_chat_id, topic_id=0, reply_to=0))

    async def _gone(self, turn: Turn, out: Outgoing) -> None:
        if out.op is not Op.SEND:
            return
        case = await turn.tx.cases.find(out.case_id) if out.case_id else None
        is_news = await self._reach.lost(turn, out.chat_id)
        # What was on its way to an officer already known to be lost has gone on to others by then.
        if case is not None and not is_news and (out.chat_id < 0 or out.chat_id in (case.holder, case.reporter_id)):
            await undelivered(self._casework, turn, case, out.chat_id)
        await self._casework.notices.returned(turn, out)
        await turn.tx.cases.forget_shown(out.ref)

    async def _refused(self, turn: Turn, row: Row, worker: str, out: Outgoing) -> None:
        """It will never be taken. An edit is dropped; a message is set aside, and its case is not forgotten."""
        if out.op is not Op.SEND:
            await turn.tx.queue.finish(row, worker)
            if out.op is Op.EDIT and out.chat_id < 0:
                await self._casework.notices.lost(turn, out.chat_id, out.ref)
            return
        if out.attachments:
            await turn.tx.queue.finish(row, worker)
            await spent(turn.tx, out)
            text = self._words("evidence.not-shown", caption=Html(out.text))
            turn.send(replace(out, text=text, attachments=()))
            return
        log.error("send.refused", extra={"row": row.id, "case": out.case_id})
        await turn.tx.queue.quarantine(row, worker)
        case = await turn.tx.cases.find(out.case_id) if out.case_id else None
        if case is not None:
            if out.lane is Lane.URGENT and out.chat_id != case.reporter_id:
                await self._casework.notices.alarms.sound(turn, case, Reason.UNSENT)
            await undelivered(self._casework, turn, case, out.chat_id)
        await turn.tx.cases.forget_shown(out.ref)  # after the others were called: not this chat once more

    async def give_up(self, row: Row, worker: str) -> None:
        """A row that fails for a reason of our own: set aside, and its case is not forgotten."""
        out = OUTGOING.validate_python(row.payload["out"], strict=False)
        async with self._database.transaction() as tx:
            turn = Turn(tx, self._clock())
            await self._refused(turn, row, worker, out)
            await turn.close(f"s{row.id}.{row.attempts}")


def _not_sent(row: Row) -> dict[str, Any]:
    """The row's payload after an attempt that is known to have sent nothing; an earlier doubt remains."""
    return {**row.payload, "known": row.payload["known"] + 1}


def _case_of(ref: str) -> int:
    kind, _, number = ref.partition(":")
    return int(number) if kind == "receipt" else 0


async def _behind(turn: Turn, out: Outgoing, row: Row) -> None:
    """An urgent edit overtook the message that it is to edit: let it come after."""
    turn.send(replace(out, lane=Lane.NORMAL))
    await turn.close(f"s{row.id}.{row.attempts}")


def backoff(attempts: int, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """How long to wait after so many attempts: twice as long after each, and never longer than that."""
    return min(timedelta(seconds=2.0 ** min(attempts - 1, 16)), longest)
