"""Taught sessions as time goes by: who will come hears of it the day before; afterwards it is asked who came."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.content import Knowledge
from bot.domain.chat import Button, Outgoing, rows
from bot.domain.person import ADMINS, Person
from bot.domain.taught import Reply, Taught, day_after, day_before

from .nudging import Nudging
from .taught import Teaching
from .taught_clock import arm
from .turn import Turn


class Attending:
    """Says what is due of a session when its timer fires."""

    def __init__(self, knowledge: Knowledge, teaching: Teaching, nudging: Nudging) -> None:
        self._words = knowledge.words
        self._hours = knowledge.council.hours
        self._teaching = teaching
        self._nudging = nudging

    async def wind(self, turn: Turn) -> None:
        """Arm the timers of sessions to come that were invited to under a release without them."""
        for session in await self._teaching.coming(turn):
            await arm(turn, session, self._hours)

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """Say what is due now, in working hours only, unless the session was moved, called off or recorded."""
        session = await turn.tx.taught.find(payload["session"])
        if session is None or session.at is None or session.recorded_at:
            return
        is_open = self._hours.is_open(turn.now)
        if is_open and turn.now >= day_after(session.at, self._hours):
            await self._ask_who_came(turn, session)
            return
        if is_open and day_before(session.at, self._hours) <= turn.now < session.at:
            await self._recall(turn, session, turn.now)
        await arm(turn, session, self._hours)

    async def _recall(self, turn: Turn, session: Taught, now: datetime) -> None:
        """Whoever said yes hears when and where, but for those whom nothing is to be said to now."""
        told = self._teaching.told(session)
        cannot = Button(self._words.plain("button.cannot-come"), f"k:come:{session.id}:{Reply.NO}")
        for each in (await turn.tx.taught.attendance(session.id)).values():
            person = await turn.tx.people.find(each.person_id) if each.reply is Reply.YES else None
            if person is None or not (person.roles and person.reachable):
                continue
            if not await self._nudging.is_left_alone(turn.tx, person, now):
                text = self._words("training.recall", name=person.name, **told)
                await self._nudging.say(turn, person, text, cannot)

    async def _ask_who_came(self, turn: Turn, session: Taught) -> None:
        text = self._words("training.record", **self._teaching.told(session))
        tick = rows(Button(self._words.plain("button.who-came"), f"k:admin:who:{session.id}:0"))
        for admin in await self._recorders(turn, session):
            turn.send(Outgoing(admin.id, text=text, buttons=tick, readers=ADMINS))

    async def _recorders(self, turn: Turn, session: Taught) -> list[Person]:
        """Whoever set the session up, where they still can record it; else every administrator."""
        admins = [person for person in await turn.tx.people.with_role(*ADMINS) if person.reachable]
        return [person for person in admins if person.id == session.by] or admins
