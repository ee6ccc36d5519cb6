"""Somebody wrote something worrying and then nothing more: one gentle reminder, then an officer is told."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.content import Knowledge
from bot.domain.chat import Button, Lane, Outgoing, rows
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.flows import BEHALF
from bot.storage.row import URGENT, Kind

from .casework import Casework
from .turn import Turn


def _key(chat_id: int) -> str:
    return f"silence:{chat_id}"


class Silence:
    """Watches over people whose urgent message was answered with an offer that they did not take up."""

    def __init__(self, knowledge: Knowledge, casework: Casework) -> None:
        self._words = knowledge.words
        wait = knowledge.council.silence
        self._remind, self._tell = wait.remind, wait.tell_officer
        self._casework = casework

    async def watch(self, turn: Turn, chat_id: int) -> None:
        """Start watching, or start again: the person is there, but has not said yes or no."""
        await self._arm(turn, chat_id, "remind", self._remind)

    async def stop(self, turn: Turn, chat_id: int) -> None:
        """The person took the offer, declined it, or reported."""
        await turn.tx.queue.cancel(Kind.TIMER, _key(chat_id))

    async def _arm(self, turn: Turn, chat_id: int, stage: str, wait: timedelta) -> None:
        key = _key(chat_id)
        await turn.tx.queue.cancel(Kind.TIMER, key)
        payload = {"event": "silent", "chat": chat_id, "stage": stage}
        due = turn.now + wait
        await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=due, priority=URGENT)

    def buttons(self) -> tuple[Button, ...]:
        """The offer: tell somebody now, or not."""
        return (
            Button(self._words.plain("button.tell-officer"), "w:tell"),
            Button(self._words.plain("button.no-need"), "w:no"),
        )

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """The wait is over."""
        chat_id = payload["chat"]
        session = await turn.tx.sessions.load(str(chat_id))
        if not session.worry:
            return
        if payload["stage"] == "remind":
            text = self._words("danger.reminder")
            turn.send(Outgoing(chat_id, text=text, buttons=rows(*self.buttons()), lane=Lane.URGENT))
            await self._arm(turn, chat_id, "tell", self._tell)
            return
        worry, session.worry = session.worry, ""
        items, session.worry_items = session.worry_items, ()
        reporter = await turn.tx.people.find(chat_id)
        if reporter is not None:
            report = Report("something-else", what=worry, signals=(self._words.plain("danger.fell-silent"),))
            away = session.away
            case = await self._casework.open(turn, reporter, report, Level.URGENT, "silence", items, away)
            session.belongs_to(case.id, but=BEHALF)
            turn.send(Outgoing(chat_id, text=self._words("danger.told-officer", number=case.number), lane=Lane.URGENT))
        await turn.tx.sessions.save(session, turn.now)
