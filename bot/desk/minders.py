"""Whoever looks after a removal: what falls due is said to them, or to the next who may have it."""

from collections.abc import Sequence
from datetime import datetime

from bot.content import Knowledge
from bot.domain.access import may_work
from bot.domain.case import Case
from bot.domain.chat import Button, Lane, Outgoing, rows
from bot.domain.person import STAFF, Person, Role
from bot.domain.removal import Removal, State

from .access import opened_of
from .ledgers import Ledgers, is_wanted
from .turn import Turn


class Minders:
    """Finds them, and reminds them."""

    def __init__(self, knowledge: Knowledge, ledgers: Ledgers) -> None:
        self._words = knowledge.words
        self._rules = knowledge.removals
        self._cards = ledgers.cards

    async def remind(self, turn: Turn, removal: Removal, cases: Sequence[Case]) -> None:
        """Say where a removal stands, naming those of its ``cases`` that each of them may open."""
        for person in await self._of(turn, removal, cases):
            mine = await opened_of(turn.tx, removal.id, person) or cases[:1]
            self.say(turn, removal, person.id, self._reminder(removal, mine, turn.now, wanted=is_wanted(cases)))

    def _reminder(self, removal: Removal, cases: Sequence[Case], now: datetime, *, wanted: bool) -> str:
        duty = self._rules.duties.get(removal.kind)
        is_late = duty and removal.sent_at and now >= removal.sent_at + duty.within
        key = "late" if is_late and removal.state is not State.REMOVED else removal.state
        key = key if wanted else "unwanted"
        numbers, platform = ", ".join(case.number for case in cases), self._cards.platform(removal)
        return self._words(f"removal.remind.{key}", number=removal.number, cases=numbers, platform=platform)

    async def _of(self, turn: Turn, removal: Removal, cases: Sequence[Case]) -> list[Person]:
        """Who is reminded: its officer, else those of its cases, else their desks, else administrators."""
        desks = await turn.tx.people.with_role(*{Role(case.desk) for case in cases})
        admins = await turn.tx.people.with_role(Role.ADMIN)
        by_id = {person.id: person for person in (*desks, *admins)}
        holders = [by_id[case.holder] for case in cases if case.holder in by_id]
        own = await turn.tx.people.find(removal.holder) if removal.holder else None
        kept = {id for case in cases for id in await turn.tx.exclusions.of_case(case.id)}
        for people in ([own] if own else [], holders, desks):
            able = [each for each in people if may_work(each, excluded=each.id in kept)]
            if found := [each for each in able if await opened_of(turn.tx, removal.id, each)]:
                return list(dict.fromkeys(found))
        return [each for each in admins if may_work(each, excluded=each.id in kept)]

    def say(self, turn: Turn, removal: Removal, chat_id: int, text: str) -> None:
        """Say something about a removal to an officer, with the way to its card."""
        button = Button(self._words.plain("button.open-case", number=removal.number), f"r:{removal.id}:open")
        lane = Lane.URGENT if removal.kind in self._rules.duties else Lane.NORMAL
        turn.send(Outgoing(chat_id, text=text, buttons=rows(button), lane=lane, readers=STAFF))
