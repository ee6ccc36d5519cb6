"""Asking how somebody is, the day after an urgent or upsetting case and later once more; no answer is no problem."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.content import Html, Knowledge
from bot.content.aftercare import CRISIS
from bot.domain.absent import Absent, Consent
from bot.domain.case import Case, Status
from bot.domain.chat import Button, Outgoing, Rows, rows
from bot.domain.entry import Place
from bot.domain.person import STAFF, Person
from bot.domain.report import is_upsetting
from bot.domain.severity import Level
from bot.domain.wellbeing import decent, decent_that_day
from bot.storage import Transaction
from bot.storage.row import Kind

from .letters import Letters, reached
from .turn import Turn

EVENT = "checkin"
#: How long after anything urgent nobody is asked how they are; and how soon it is looked again.
QUIET = timedelta(hours=1)
#: One question a day, and for so long after it a hint of self-harm is taken for more than a hint.
DAY = timedelta(days=1)


def _key(person_id: int, stage: int, case_id: int = 0) -> str:
    return f"{EVENT}:{person_id}:{stage}" if person_id else f"{EVENT}:case:{case_id}:{stage}"


class Checkins:
    """Winds the timers of the question, and asks it. What is answered is kept nowhere."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._words = knowledge.words
        self._waits = knowledge.council.checkins
        self._zone = knowledge.council.zone
        self._letters = Letters(knowledge)

    async def follow(self, turn: Turn, case: Case) -> None:
        """A case was opened or became graver: where it is urgent or upsetting, its councillor is asked in time.

        A first question that waits already asks about this case, too; later ones wait anew. Of somebody without
        Telegram an officer is asked, once for all their cases.
        """
        if not self._is_upsetting(case):
            return
        case_id = 0 if case.reporter_id else await self._first(turn.tx, case.id)
        for stage, wait in enumerate(self._waits):
            if stage:
                await turn.tx.queue.cancel(Kind.TIMER, _key(case.reporter_id, stage, case_id))
            due = decent_that_day(turn.now + wait, self._zone)
            await self._arm(turn, case.reporter_id, stage, due, case_id)

    def _is_upsetting(self, case: Case) -> bool:
        kind = self._knowledge.kinds.get(case.report.kind)
        return not case.is_drill and kind is not None and is_upsetting(kind, case.level)

    async def _first(self, tx: Transaction, case_id: int) -> int:
        """The first case of whoever has that one and no Telegram: what they are known by."""
        who = await tx.absent.of_case(case_id)
        theirs = await tx.absent.cases_of(who) if who else []
        return min([case_id, *theirs])

    async def _arm(self, turn: Turn, person_id: int, stage: int, due: datetime, case_id: int = 0) -> None:
        key = _key(person_id, stage, case_id)
        about = {"person": person_id} if person_id else {"case": case_id}
        payload = {"event": EVENT, "stage": stage, **about}
        await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=due)

    async def stop(self, turn: Turn, person_id: int) -> None:
        """Whatever waits to be asked is not asked any more: the person wants it so, or was forgotten."""
        await turn.tx.queue.cancel(Kind.TIMER, *(_key(person_id, stage) for stage in range(len(self._waits))))

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """It is time to ask, unless something urgent is under way, it is night, or the person must not be asked."""
        if "case" in payload:
            await self._of_absent(turn, payload["case"], payload["stage"])
            return
        stage, person = payload["stage"], await turn.tx.people.find(payload["person"])
        if person is None or not person.reachable or stage >= len(self._waits):
            return
        if await turn.tx.wellbeing.unasked_since(person.id):
            return
        when = decent(await self._quiet_from(turn, person.id), self._zone)
        if when > turn.now:
            await self._arm(turn, person.id, stage, when)
        elif await turn.tx.pace.take_turn(f"{EVENT}:{person.id}", DAY, turn.now):
            self._ask(turn, person, "later" if stage else "first")

    async def _of_absent(self, turn: Turn, case_id: int, stage: int) -> None:
        """Somebody without Telegram: whoever passes things on to them is asked to, where they agreed to be rung."""
        found = await self._agreed(turn.tx, case_id)
        if found is None or stage >= len(self._waits):
            return
        case, who = found
        if (when := decent(turn.now, self._zone)) > turn.now:
            await self._arm(turn, 0, stage, when, case_id)
            return
        officer_id = await self._letters.passed_on_by(turn.tx, case, who)
        if not officer_id:  # somebody may be back tomorrow
            await self._arm(turn, 0, stage, turn.now + DAY, case_id)
        person = f"{EVENT}:absent:{await self._first(turn.tx, case_id)}"
        if officer_id and await turn.tx.pace.take_turn(person, DAY, turn.now):
            name = who.name or self._words.plain("letter.no-name")
            how, lines = reached(self._words, who), self.lines(self._knowledge.council.place, turn.now)
            text = self._words("checkin.absent", number=case.number, name=name, how=how, lines=lines)
            behalf = Button(self._words.plain("button.behalf"), f"n:c:{case.id}")
            turn.send(Outgoing(officer_id, text=text, buttons=rows(behalf), readers=STAFF, case_id=case.id))

    async def _agreed(self, tx: Transaction, case_id: int) -> tuple[Case, Absent] | None:
        """The newest of the upsetting cases of whoever has that one, if they agreed to be rung or written to in it."""
        who = await tx.absent.of_case(case_id)
        theirs = await tx.absent.cases_of(who) if who else []
        for id in sorted({case_id, *theirs}, reverse=True):
            case, whose = await tx.cases.find(id), await tx.absent.of_case(id)
            if case and whose and self._is_upsetting(case):
                return (case, whose) if Consent.CONTACT in whose.agreed else None
        return None

    async def _quiet_from(self, turn: Turn, person_id: int) -> datetime:
        """From when on nothing urgent of the person's is under way, as far as can be told now."""
        cases = await turn.tx.cases.of_reporter(person_id)
        untaken = any(case.level is Level.EMERGENCY and case.status is Status.OPEN for case in cases)
        if untaken or (await turn.tx.sessions.load(str(person_id))).worry:
            return turn.now + QUIET
        heard = [await self._last_heard(turn, case) for case in cases if case.level >= Level.URGENT]
        return max([turn.now, *(moment + QUIET for moment in heard)])

    async def _last_heard(self, turn: Turn, case: Case) -> datetime:
        """When the councillor last did something in a case; of one that is closed, when it was opened."""
        chain = [] if case.is_closed else await turn.tx.audit.chain(case.id)
        return max([case.opened_at, *(link.at for link in chain if link.actor == case.reporter_id)])

    def _ask(self, turn: Turn, person: Person, which: str) -> None:
        place = Place(self._knowledge.council.nation, person.council)
        text = self._words(f"checkin.ask.{which}", lines=self.lines(place, turn.now))
        turn.send(Outgoing(person.id, text=text, buttons=self._buttons()))

    def _buttons(self) -> Rows:
        answers = ("well", "low", "talk", "stop")
        return rows(*(Button(self._words.plain(f"button.checkin-{answer}"), f"y:{answer}") for answer in answers))

    def lines(self, place: Place, at: datetime) -> Html:
        """999, and the crisis lines with whether they are open at ``at``, each on a line of its own."""
        entry, hours = self._knowledge.catalogue.get(CRISIS), self._knowledge.council.hours
        text = "\n".join((entry.at(place).answer, *entry.at(place).steps)) if entry is not None else ""
        found = [each.line_at(at, hours.zone, hours.is_holiday) for each in self._knowledge.helplines(text)]
        listed = [self._words("checkin.line", line=line) for line in found]
        return Html("\n".join([self._words("entry.emergency"), *listed]))

    async def was_asked_lately(self, turn: Turn, person_id: int) -> bool:
        """Whether somebody was asked how they are within the last day."""
        return await turn.tx.pace.is_taken(f"{EVENT}:{person_id}", turn.now)
