"""What councillors bring: cases are opened, and grow; what officers do with them is ``Moves``."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import case as rules
from bot.domain.absent import Absent
from bot.domain.case import Case, Move
from bot.domain.person import Person
from bot.domain.report import Report, desk_for
from bot.domain.severity import Level
from bot.storage.cases import Line

from . import campaigns
from .access import keep_apart
from .conflicts import pass_by
from .moves import Moves
from .notices import folded
from .turn import Turn

Ids = Sequence[int]


class Casework(Moves):
    """Opens cases, adds to them, and moves them."""

    async def open(
        self,
        turn: Turn,
        reporter: Person | Absent,
        report: Report,
        level: Level,
        cause: str,
        items: Ids = (),
        away: Ids = (),
    ) -> Case:
        """Open a case: deadline stamped, audited, officers told, receipt given.

        It has no reporter's chat where they are ``Absent``: an officer vouches for them, and tells them.

        ``cause`` is a machine word; ``items`` is the evidence that comes with it, by id; it is kept from those who
        are ``away``, and from those whom it names.
        """
        case = await self._begun(turn, reporter, report, level)
        await turn.tx.evidence.attach(case.id, items)
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:opened:{cause}", report.what)
        await keep_apart(turn, case, away, items)
        alike = await campaigns.mark(turn, case)
        await self.timer.arm(turn, case)
        await self.checkins.follow(turn, case)
        await self.notices.announce(turn, case)
        await self.notices.receipt(turn, case)
        await campaigns.point_out(self.notices, turn, case, alike)
        return case

    async def _begun(self, turn: Turn, reporter: Person | Absent, report: Report, level: Level) -> Case:
        case = Case(
            id=0,
            level=level,
            desk=desk_for(self._kinds[report.kind], level),
            report=report,
            reporter_id=0 if isinstance(reporter, Absent) else reporter.id,
            opened_at=turn.now,
            take_by=self.timer.take_by(level, turn),
            verified=isinstance(reporter, Absent) or reporter.is_verified,
            place=self._place(report),
        )
        case = await turn.tx.cases.open(case)
        if isinstance(reporter, Absent):
            await turn.tx.absent.keep(case.id, reporter)
        return case

    async def complete(
        self, turn: Turn, case: Case, report: Report, level: Level, items: Ids = (), away: Ids = ()
    ) -> Case:
        """The report of a case that danger opened is finished: fill it in; it never becomes less urgent."""
        signals = tuple(dict.fromkeys(case.report.signals + report.signals))
        what = report.what if case.report.what in report.what else f"{case.report.what}\n{report.what}".strip()
        raised = rules.raise_to(case, level, self.timer.take_by(level, turn))
        raised = replace(raised, report=replace(report, what=what, signals=signals), place=self._place(report))
        await turn.tx.evidence.attach(case.id, items)
        await turn.tx.audit.record(case.id, turn.now, turn.actor, "case:completed", report.what)
        await keep_apart(turn, raised, away, items)
        alike = await campaigns.mark(turn, raised)
        case = await self._grown(turn, case, raised, self._words("notice.completed", number=case.number))
        case = await pass_by(self, turn, case)
        await self.notices.receipt(turn, case)
        await campaigns.point_out(self.notices, turn, case, alike)
        return case

    def _place(self, report: Report) -> str:
        """Where it happened, unless that was said in the councillor's own words."""
        return report.where if report.where in self._places else ""

    async def withdraw(self, turn: Turn, case: Case) -> Move:
        """The councillor takes the report back."""
        moved = await self._moved(turn, rules.withdraw(case, turn.now), "case:withdrawn")
        if isinstance(moved, Case):
            await self.notices.tell_holder(turn, moved, self._words("notice.withdrawn", number=moved.number))
        return moved

    async def add(
        self, turn: Turn, case: Case, line: Line, level: Level = Level.NONE, items: Ids = (), away: Ids = ()
    ) -> Case:
        """The councillor adds to a case: a new line, never an overwrite, which nobody ``away`` or named gets to read.

        But for whoever has the case, unless it is urgent: they are often named, and thanked.
        """
        await turn.tx.evidence.attach(case.id, items)
        case = await self.apart(turn, case, items, away, line.text, spared=0 if level else case.holder)
        await turn.tx.cases.say(case.id, line)
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:added:{line.kind}", line.text)
        alike = await campaigns.mark(turn, case, line.text)
        raised = rules.raise_to(case, level, self.timer.take_by(level, turn))
        first, *rest = folded(line.text)
        text = self._words(f"notice.added.{line.kind}", number=case.number, text=first + ("…" if rest else ""))
        case = await self._grown(turn, case, raised, text)
        await campaigns.point_out(self.notices, turn, case, alike)
        return case

    async def apart(self, turn: Turn, case: Case, items: Ids, away: Ids = (), said: str = "", spared: int = 0) -> Case:
        """Keep a case from those ``away`` and those whom an addition names; whoever had it so far has it no more."""
        kept = await keep_apart(turn, case, away, items, said, spared)
        return await pass_by(self, turn, case) if kept else case

    async def compare(self, turn: Turn, case: Case) -> None:
        """The case's evidence is here by now: where it is like another case's, that is pointed out."""
        if alike := await campaigns.mark(turn, case):
            await self.notices.refresh(turn, case)
            await campaigns.point_out(self.notices, turn, case, alike)

    async def said(self, turn: Turn, case: Case, word: str) -> Case:
        """What the councillor answered under the 999 card: "danger" or "safe". A person decides what follows."""
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:said:{word}")
        level = Level.EMERGENCY if word == "danger" else case.level
        raised = rules.raise_to(case, level, self.timer.take_by(level, turn))
        text = self._words(f"notice.said.{word}", number=case.number)
        return await self._grown(turn, case, replace(raised, said=word), text)
