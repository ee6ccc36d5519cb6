"""What officers and the clock do with a case. Each move is one turn: change, audit, timer and messages."""

from dataclasses import replace

from bot.content import Knowledge
from bot.domain import case as rules
from bot.domain.case import DRILL, Case, Move, Outcome, Refusal
from bot.domain.chat import Attachment
from bot.domain.person import Person
from bot.domain.report import Desk, Kind
from bot.domain.severity import Level
from bot.flows.report_abuse import PLACES
from bot.storage.cases import Line, Said

from .access import hears
from .alarms import Alarms
from .checkins import Checkins
from .ledgers import Ledgers
from .notices import Notices
from .timer import Timer
from .turn import Turn


class Moves:
    """Moves cases."""

    def __init__(self, knowledge: Knowledge, alarms: Alarms) -> None:
        self.council = knowledge.council
        self._kinds = {**knowledge.kinds, DRILL: Kind(DRILL, "", Desk.SAFETY, Level.EMERGENCY)}
        self.notices = Notices(knowledge, alarms)
        self.ledgers = Ledgers(knowledge)
        self._words = knowledge.words
        self.timer = Timer(knowledge.council)
        self.checkins = Checkins(knowledge)
        self._places = frozenset((*knowledge.platforms, *PLACES))

    async def _moved(self, turn: Turn, move: Move, action: str, words: str = "") -> Move:
        """An officer or the clock moved the case: its time starts anew."""
        if isinstance(move, Refusal):
            return move
        await turn.tx.audit.record(move.id, turn.now, turn.actor, action, words)
        case = await turn.tx.cases.save(move)
        await self.timer.arm(turn, case)
        await self.notices.refresh(turn, case)
        await self.notices.follow(turn, case)
        return case

    async def _passed(self, turn: Turn, move: Move, action: str) -> Move:
        """The case came to somebody, or to nobody: so did what it asks for."""
        moved = await self._moved(turn, move, action)
        if isinstance(moved, Case):
            await self.ledgers.follow(turn, moved)
        return moved

    async def _grown(self, turn: Turn, before: Case, after: Case, text: str) -> Case:
        """The councillor said more. Officers gain no time by it; a case that became more urgent has less."""
        case = await turn.tx.cases.save(after)
        if case.level > before.level:
            await self.timer.arm(turn, case)
        if (case.level, case.report.kind) != (before.level, before.report.kind):
            await self.checkins.follow(turn, case)
        await self.notices.refresh(turn, case)
        if case.desk is not before.desk:
            await self.notices.announce(turn, case)
        await self.notices.tell_holder(turn, case, text)
        return case

    async def worked(self, turn: Turn, case: Case, officer: Person, action: str) -> None:
        """An officer did something beside a case that belongs to it: if they have it, they are working it."""
        moved = await self._moved(turn, rules.work(case, officer.id, turn.now), action)
        if isinstance(moved, Refusal):
            await turn.tx.audit.record(case.id, turn.now, turn.actor, action)

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
        moved = await self._passed(turn, rules.take(case, officer.id, turn.now), "case:taken")
        if isinstance(moved, Case):
            await self._tell_taken(turn, moved, officer)
        return moved

    async def _tell_taken(self, turn: Turn, case: Case, officer: Person) -> None:
        at = self.notices.cards.when(turn.now, turn.now)
        desk = self._words.plain(f"desk.{case.desk}")
        text = self._words("notice.taken", number=case.number, desk=desk, name=officer.name, at=at)
        on = self.notices.cards.in_full(turn.now)
        letter = self._words.plain("letter.taken", desk=desk, name=officer.name, at=on)
        await self.notices.tell_reporter(turn, case, text, letter=letter)

    async def reply(
        self, turn: Turn, case: Case, officer: Person, text: str, files: tuple[Attachment, ...] = ()
    ) -> Move:
        """Relay an officer's words and files to the councillor."""
        moved = await self._moved(turn, rules.work(case, officer.id, turn.now), "case:replied", text)
        if isinstance(moved, Case):
            await turn.tx.cases.say(case.id, Line(turn.now, officer.id, Said.OFFICER, text))
            await self.notices.bring(turn, moved, officer, text, files)
            if moved.reporter_id:
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
        moved = await self._passed(turn, move, f"case:handed-over:{desk}")
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
        moved = await self._passed(turn, move, "case:given-back")
        if isinstance(moved, Case):
            await self.notices.announce(turn, moved, last=case.holder)
            await self.notices.tell_former(turn, case, self._words.plain(f"desk.{case.desk}"))
        return moved

    async def resolve(self, turn: Turn, case: Case, officer: Person, outcome: Outcome) -> Move:
        """End a case, and tell the councillor how."""
        moved = await self._moved(turn, rules.resolve(case, officer.id, outcome, turn.now), f"case:resolved:{outcome}")
        if isinstance(moved, Case):
            text = self._words("notice.resolved", number=moved.number, outcome=self._words.plain(f"outcome.{outcome}"))
            letter = self._words.plain("letter.resolved", outcome=self._words.plain(f"letter.outcome.{outcome}"))
            await self.notices.tell_reporter(turn, moved, text, letter=letter)
        return moved
