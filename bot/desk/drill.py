"""Rehearsing an emergency: a case that is marked as a drill goes the way of a real one, and is timed."""

from datetime import datetime, timedelta

from bot.content import Html, Knowledge
from bot.domain import case as rules
from bot.domain.audit import Link
from bot.domain.case import DRILL, Case
from bot.domain.chat import Outgoing
from bot.domain.outside import Reason
from bot.domain.person import ADMINS, STAFF, Person
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.storage.row import URGENT, Kind

from .casework import Casework
from .timer import timer_key
from .turn import Turn

LENGTH = timedelta(minutes=10)


def _key(case_id: int) -> str:
    return f"drill:{case_id}"


class Drills:
    """Begins and ends drills. One is over once somebody has taken it, or after ten minutes."""

    def __init__(self, knowledge: Knowledge, casework: Casework) -> None:
        self._words = knowledge.words
        self._casework = casework

    @property
    def reaches_outside(self) -> bool:
        """Whether there is any way outside Telegram to try."""
        return self._casework.notices.alarms.ways > 0

    async def under_way(self, turn: Turn) -> Case | None:
        """The drill that is not over yet."""
        return await turn.tx.listing.of_kind(DRILL)

    async def begin(self, turn: Turn, *, outside: bool) -> Case:
        """Open an emergency that is a drill; with ``outside``, a drill's text goes out on the other ways too."""
        report = Report(DRILL, what=self._words.plain("drill.what"))
        case = await self._casework.open(turn, Person(0, ""), report, Level.EMERGENCY, "drill")
        key, payload = _key(case.id), {"event": "drill-over", "case": case.id}
        due = turn.now + LENGTH
        await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=due, priority=URGENT)
        if outside:
            await self._casework.notices.alarms.sound(turn, case, Reason.DRILL)
        return case

    async def over(self, turn: Turn, case: Case) -> None:
        """End a drill: thank whoever took it, and tell the administrator who began it how long each step took."""
        closed = rules.withdraw(case, turn.now)
        if not isinstance(closed, Case):
            return
        await turn.tx.audit.record(case.id, turn.now, 0, "case:drill-over")
        await turn.tx.queue.cancel(Kind.TIMER, _key(case.id), timer_key(case.id))
        closed = await turn.tx.cases.save(closed)
        await self._casework.notices.refresh(turn, closed)
        if case.holder:
            text = self._words("drill.thanks", number=case.number)
            turn.send(Outgoing(case.holder, text=text, readers=STAFF))
        chain = await turn.tx.audit.chain(case.id)
        key = "drill.taken" if case.holder else "drill.untaken"
        lines = [line for link in chain if (line := await self._line(turn, link, case.opened_at))]
        text = self._words(key, number=case.number, steps=Html("\n".join(lines)))
        await self._report(turn, chain[0].actor, text)

    async def came_late(self, turn: Turn, link: Link) -> None:
        """Something outside Telegram came of a drill: where its report was given already, this follows."""
        case = await turn.tx.cases.find(link.case_id)
        if case is not None and case.is_closed:
            chain = await turn.tx.audit.chain(case.id)
            step = Html(await self._line(turn, link, case.opened_at))
            await self._report(turn, chain[0].actor, self._words("drill.late", number=case.number, step=step))

    async def _report(self, turn: Turn, began: int, text: str) -> None:
        """Tell whoever began a drill; where they are no administrator any more, those who are."""
        admins = [admin.id for admin in await turn.tx.people.with_role(*ADMINS)]
        for admin_id in [began] if began in admins else admins:
            turn.send(Outgoing(admin_id, text=text, readers=ADMINS))

    async def _line(self, turn: Turn, link: Link, start: datetime) -> str:
        """A step with the seconds since the start; "" for what is no step."""
        key = f"drill.step.{link.action.removeprefix('case:').replace(':', '-')}"
        if not self._words.has(key):
            return ""
        person = await turn.tx.people.find(link.actor) if link.actor > 0 else None
        who = person.name if person else self._words.plain("drill.group")
        return self._words(
            "drill.line", step=self._words(key, who=who), seconds=f"{(link.at - start).total_seconds():.1f}"
        )
