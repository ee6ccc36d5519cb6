"""Keeping nothing longer than the council said: swept daily, a bounded number of records in each transaction."""

import logging
from datetime import timedelta

from bot.content import Knowledge
from bot.domain.audit import SWEPT
from bot.domain.chat import Op, Outgoing
from bot.domain.wellbeing import WEEK
from bot.storage.marks import WINDOW

from .turn import Turn

log = logging.getLogger(__name__)

#: Few at once, so that nobody waits for the database.
CASES, STRANGERS, ROWS = 5, 20, 200
UNSENT = timedelta(days=2)  # a document that could not be sent is asked for anew
PACE = timedelta(days=2)  # far longer than anybody is held back


class Retention:
    """Erases what is older than its time, kind by kind."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.words
        self._kept = knowledge.council.retention

    async def sweep(self, turn: Turn) -> bool:
        """Erase some of what is due; whether there may be more of it."""
        kept, now, erasing = self._kept, turn.now, turn.tx.erasing
        cases, chains = await self._cases(turn), await self._audit(turn)  # first: people stay as long as their cases
        swept = {
            "strangers": await erasing.strangers(now - kept.strangers, STRANGERS),
            "conversations": await erasing.conversations(now - kept.conversations, ROWS),
            "unanswered": await erasing.unanswered(now - kept.unanswered, ROWS),
            "invitations": await erasing.invitations(now - kept.invitations, ROWS),
            "polls": await erasing.polls(now - kept.conversations, ROWS),
            "taught": await erasing.taught(now - kept.training, now - UNSENT, ROWS),
            "documents": await erasing.documents(now - UNSENT, ROWS),
            "marks": await erasing.marks(now - WINDOW, ROWS),
            "quarantine": await erasing.quarantine(now - kept.quarantine, ROWS),
            "pace": await erasing.paces(now - PACE, ROWS),
            "exposures": await erasing.exposures(now - WEEK, ROWS),
            "floods": await erasing.floods(now, ROWS),
        }
        counts = {**swept, "cases": cases, "audit": chains}
        if any(counts.values()):
            log.info("retention.swept", extra={kind: count for kind, count in counts.items() if count})
        return any(counts.values())

    async def _cases(self, turn: Turn) -> int:
        due = await turn.tx.cases.due_for_erasure(turn.now - self._kept.closed_cases, CASES)
        for case_id in due:
            if not await turn.tx.erasing.evidence_of(case_id):
                break
            await self._erase(turn, case_id)
        return len(due)

    async def _erase(self, turn: Turn, case_id: int) -> None:
        """What is left is the case's numbers and its audit; cards and the receipt say so."""
        shown = await turn.tx.cases.shown_for(case_id)
        await turn.tx.cases.erase(case_id, turn.now)
        await self._erase_removals(turn, case_id)
        await turn.tx.audit.record(case_id, turn.now, 0, "case:erased")
        case = await turn.tx.cases.find(case_id)
        if case is not None:
            text = self._words("card.erased", number=case.number)
            places = [(message.chat_id, message.message_id) for message in shown if message.message_id]
            turn.send(*(Outgoing(chat, Op.EDIT, text=text, message_id=message) for chat, message in places))

    async def _erase_removals(self, turn: Turn, case_id: int) -> None:
        """What no other case asks for goes with the case; its cards say so."""
        shown = {id: await turn.tx.removals.shown(id) for id in await turn.tx.removals.ids_of(case_id)}
        for removal_id in await turn.tx.removals.erase_of(case_id, turn.now):
            places = [(each.chat_id, each.message_id) for each in shown[removal_id] if each.message_id]
            text = self._words("removal.kept")
            turn.send(*(Outgoing(chat, Op.EDIT, text=text, message_id=message) for chat, message in places))

    async def _audit(self, turn: Turn) -> int:
        swept = await turn.tx.erasing.audit(turn.now - self._kept.audit, CASES)
        for case_id in swept:
            await turn.tx.audit.record(0, turn.now, 0, f"{SWEPT}:{case_id}")
        return len(swept)
