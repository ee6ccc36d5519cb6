"""What can be done with a case. Each move is one turn: the change, its audit entry, its timer and its messages."""

from collections.abc import Sequence
from dataclasses import replace

from bot.content import Knowledge
from bot.domain import case as rules
from bot.domain.case import DRILL, Case, Move, Outcome, Refusal
from bot.domain.chat import Attachment, Button
from bot.domain.person import Person
from bot.domain.report import Desk, Kind, Report, desk_for
from bot.domain.severity import Level
from bot.flows.report_abuse import PLACES
from bot.storage.cases import Line, Said

from . import campaigns
from .access import hears, keep_apart
from .alarms import Alarms
from .conflicts import pass_by
from .notices import Notices, folded
from .timer import Timer
from .turn import Turn

Ids = Sequence[int]


class Casework:
    """Opens cases and moves them."""

    def __init__(self, knowledge: Knowledge, alarms: Alarms) -> None:
        self.council = knowledge.council
        self._kinds = {**knowledge.kinds, DRILL: Kind(DRILL, "", Desk.SAFETY, Level.EMERGENCY)}
        self.notices = Notices(knowledge, alarms)
        self._words = knowledge.words
        self.timer = Timer(knowledge.council)
        self._places = frozenset((*knowledge.platforms, *PLACES))

    async def open(
        self, turn: Turn, reporter: Person, report: Report, level: Level, cause: str, items: Ids = (), away: Ids = ()
    ) -> Case:
        """Open a case: deadline stamped, audited, officers told, receipt given.

        ``cause`` is a machine word; ``items`` is the evidence that comes with it, by id; it is kept from those who
        are ``away``, and from those whom it names.
        """
        case = Case(
            id=0,
            level=level,
            desk=desk_for(self._kinds[report.kind], level),
            report=report,
            reporter_id=reporter.id,
            opened_at=turn.now,
            take_by=self.timer.take_by(level, turn),
            verified=reporter.is_verified,
            place=self._place(report),
        )
        case = await turn.tx.cases.open(case)
        await turn.tx.evidence.attach(case.id, items)
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:opened:{cause}", report.what)
        await keep_apart(turn, case, away, items)
        alike = await campaigns.mark(turn, case)
        await self.timer.arm(turn, case)
        await self.notices.announce(turn, case)
        await self.notices.receipt(turn, case)
        await campaigns.point_out(self.notices, turn, case, alike)
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

    async def _moved(self, turn: Turn, move: Move, action: str, words: str = "") -> Move:
        """An officer or the clock moved the case: its time starts anew."""
        if isinstance(move, Refusal):
            return move
        await turn.tx.audit.record(move.id, turn.now, turn.actor, action, words)
        case = await turn.tx.cases.save(move)
        await self.timer.arm(turn, case)
        await self.notices.refresh(turn, case)
        return case

    async def _grown(self, turn: Turn, before: Case, after: Case, text: str) -> Case:
        """The councillor said more. Officers gain no time by it; a case that became more urgent has less."""
        case = await turn.tx.cases.save(after)
        if case.level > before.level:
            await self.timer.arm(turn, case)
        await self.notices.refresh(turn, case)
        if case.desk is not before.desk:
            await self.notices.announce(turn, case)
        await self.notices.tell_holder(turn, case, text)
        return case

    async def see(self, turn: Turn, case: Case) -> Case:
        """An officer looked at the case: the councillor's receipt says when."""
        if case.seen_at or case.is_closed:
            return case
        await turn.tx.audit.record(case.id, turn.now, turn.actor, "case:seen")
        case = await turn.tx.cases.save(replace(case, seen_at=turn.now))
        await self.notices.refresh(turn, case)
        return case

    async def take(self, turn: Turn, case: Case, officer: Person) -> Move:
        """An officer makes the case theirs, and the councillor hears it."""
        moved = await self._moved(turn, rules.take(case, officer.id, turn.now), "case:taken")
        if isinstance(moved, Case):
            await self._tell_taken(turn, moved, officer)
        return moved

    async def _tell_taken(self, turn: Turn, case: Case, officer: Person) -> None:
        at = self.notices.cards.when(turn.now, turn.now)
        desk = self._words.plain(f"desk.{case.desk}")
        text = self._words("notice.taken", number=case.number, desk=desk, name=officer.name, at=at)
        await self.notices.tell_reporter(turn, case, text)

    async def reply(
        self, turn: Turn, case: Case, officer: Person, text: str, files: tuple[Attachment, ...] = ()
    ) -> Move:
        """Relay an officer's words and files to the councillor."""
        moved = await self._moved(turn, rules.work(case, officer.id, turn.now), "case:replied", text)
        if isinstance(moved, Case):
            await turn.tx.cases.say(case.id, Line(turn.now, officer.id, Said.OFFICER, text))
            desk = self._words.plain(f"desk.{moved.desk}")
            answer = Button(self._words.plain("button.answer"), f"m:{moved.id}:add")
            for part in folded(text):
                shown = self._words("notice.reply", number=moved.number, desk=desk, name=officer.name, text=part)
                await self.notices.tell_reporter(turn, moved, shown, answer)
            self.notices.pass_on(turn, moved, files)
            await self._expect_answer(turn, moved)
        return moved

    async def _expect_answer(self, turn: Turn, case: Case) -> None:
        """What the councillor writes next is the answer, unless they are in the middle of something else."""
        session = await turn.tx.sessions.load(str(case.reporter_id))
        if session.flow is None and not session.awaiting:
            session.awaiting = f"talk:{case.id}"
            await turn.tx.sessions.save(session, turn.now)

    async def note(self, turn: Turn, case: Case, officer: Person, text: str) -> Move:
        """Keep an officer's own note; the councillor does not see it."""
        moved = await self._moved(turn, rules.work(case, officer.id, turn.now), "case:noted", text)
        if isinstance(moved, Case):
            await turn.tx.cases.say(case.id, Line(turn.now, officer.id, Said.NOTE, text))
            await self.notices.refresh(turn, moved)
        return moved

    async def hand_over(self, turn: Turn, case: Case, desk: Desk, to: Person | None) -> Move:
        """Give a case to an officer, who has it at once, or to a desk, where it waits for somebody to take it."""
        if to and not await hears(turn.tx, case, to.id):
            return Refusal.KEPT_FROM
        move = rules.hand_over(case, desk, to.id if to else 0, turn.now, self.timer.take_by(case.level, turn))
        moved = await self._moved(turn, move, f"case:handed-over:{desk}")
        if isinstance(moved, Case):
            if to:
                await self.notices.open_card(turn, moved, to.id)
                await self._tell_taken(turn, moved, to)
            else:
                await self.notices.announce(turn, moved, last=case.holder)
            await self.notices.tell_former(turn, case, to.name if to else self._words.plain(f"desk.{desk}"))
        return moved

    async def give_back(self, turn: Turn, case: Case) -> Move:
        """A case that was taken and then forgotten goes back to its desk."""
        move = rules.give_back(case, self.timer.take_by(case.level, turn))
        moved = await self._moved(turn, move, "case:given-back")
        if isinstance(moved, Case):
            await self.notices.announce(turn, moved, last=case.holder)
            await self.notices.tell_former(turn, case, self._words.plain(f"desk.{case.desk}"))
        return moved

    async def resolve(self, turn: Turn, case: Case, officer: Person, outcome: Outcome) -> Move:
        """End a case, and tell the councillor how."""
        moved = await self._moved(turn, rules.resolve(case, officer.id, outcome, turn.now), f"case:resolved:{outcome}")
        if isinstance(moved, Case):
            text = self._words("notice.resolved", number=moved.number, outcome=self._words.plain(f"outcome.{outcome}"))
            await self.notices.tell_reporter(turn, moved, text)
        return moved

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
