"""Gentle words about the training: planned each day for the next morning, and looked at again before they are said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.content import Html, Knowledge
from bot.content.times import day
from bot.domain.chat import Button, Outgoing, Rows, rows
from bot.domain.learning import Progress
from bot.domain.person import Person, Role
from bot.domain.reminding import REST, Kind, Nudge, Standing, is_left_alone, is_new, may_be_told, nudge
from bot.storage import Transaction
from bot.storage.row import Kind as RowKind

from .learning import Learning
from .turn import Turn

#: Local time at which gentle words are said; and between which they may be, where a bot was away at that time.
MORNING, EARLIEST, LATEST = time(10), time(8), time(20)


class Nudging:
    """Reminds people of the training."""

    EVENT: Final = "nudge"

    def __init__(self, knowledge: Knowledge, learning: Learning) -> None:
        self._words = knowledge.words
        self._council = knowledge.council
        self._learning = learning

    async def plan(self, turn: Turn) -> None:
        """For each person of whom something will be due next morning, a timer."""
        at = self.morning_after(turn.now)
        for person in await turn.tx.people.with_role(*Role):
            if person.reachable and await self._nudge(turn.tx, person, at):
                key = f"{self.EVENT}:{person.id}"
                payload = {"event": self.EVENT, "person": person.id}
                await turn.tx.queue.put(RowKind.TIMER, key, payload, lane=key, now=turn.now, due_at=at)

    def morning_after(self, moment: datetime) -> datetime:
        """The next time after a moment that it is ten in the morning."""
        zone = self._council.zone
        local = moment.astimezone(zone)
        date = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
        return datetime.combine(date, MORNING, zone).astimezone(moment.tzinfo)

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """It is morning: say what is due now, if anything still is, and may be said."""
        person = await turn.tx.people.find(payload["person"])
        if person is None or not person.roles or not self._is_decent(turn.now):
            return
        found = await self._nudge(turn.tx, person, turn.now)
        if found is None or await self.is_worried(turn.tx, person):
            return
        if found.part is not None:
            done = (await turn.tx.learning.done(person.id))[found.part]
            await turn.tx.learning.complete(person.id, replace(done, reminded=found.mark))
        await self.say(turn, person, await self._text(turn, person, found))

    def _is_decent(self, now: datetime) -> bool:
        """Nothing is said in the night; the next plan has it again."""
        return EARLIEST <= now.astimezone(self._council.zone).time() <= LATEST

    async def is_worried(self, tx: Transaction, person: Person) -> bool:
        """Whether somebody wrote something worrying, and has not said yet what is to come of it."""
        return bool((await tx.sessions.load(str(person.id))).worry)

    async def say(self, turn: Turn, person: Person, text: Html, *first: Button) -> None:
        """Say a gentle word, with the way to have no more of them."""
        await turn.tx.learning.told(person.id, turn.now)
        turn.send(Outgoing(person.id, text=text, buttons=self._buttons(*first)))

    def _buttons(self, *first: Button) -> Rows:
        ways = first or (Button(self._words.plain("button.to-training"), "k:home"),)
        return rows(*ways, Button(self._words.plain("button.stop-reminders"), "k:stop"))

    async def _nudge(self, tx: Transaction, person: Person, at: datetime) -> Nudge | None:
        return nudge(await self.standing(tx, person, at), at, self._council.zone, self._learning.valid)

    async def may_be_told(self, tx: Transaction, person: Person, at: datetime) -> bool:
        """Whether anything may be said to somebody now."""
        standing = await self.standing(tx, person, at)
        return may_be_told(standing, at, self._council.zone) and not await self.is_worried(tx, person)

    async def is_left_alone(self, tx: Transaction, person: Person, at: datetime) -> bool:
        """Whether somebody is not to be reminded of what they said they would come to, either."""
        return is_left_alone(await self.standing(tx, person, at), at) or await self.is_worried(tx, person)

    async def standing(self, tx: Transaction, person: Person, at: datetime) -> Standing:
        """How somebody stands at that moment."""
        learner, progress = await tx.learning.learner(person.id), await self._learning.progress(tx, person.id)
        course = self._learning.course(person)
        return Standing(
            done={part: done for part, done in progress.done.items() if part in course.parts},
            waiting=len(progress.due(course, at)),
            new_since=person.joined_at if self.is_newcomer(person, progress, at) else None,
            told_at=learner.told_at,
            stopped=learner.stopped_at is not None,
            urgent_at=await tx.listing.urgent_until(person.id, at - REST, at),
        )

    def is_newcomer(self, person: Person, progress: Progress, now: datetime) -> bool:
        """Whether somebody is a new councillor after the election, and not through with the training."""
        if Role.COUNCILLOR not in person.roles or person.joined_at is None:
            return False
        joined = person.joined_at.astimezone(self._council.zone).date()
        new = is_new(joined, self._council.training.election)
        return new and not self._learning.is_through(person, progress, now)

    async def _text(self, turn: Turn, person: Person, found: Nudge) -> Html:
        progress, course = await self._learning.progress(turn.tx, person.id), self._learning.course(person)
        if found.kind is Kind.REFRESH and found.part is not None:
            part, until = self._words.plain(f"training.part.{found.part}"), progress.lapses_at(found.part)
            said = day(until, self._council.zone) if until else ""
            return self._words("training.nudge.refresh", name=person.name, part=part, day=said)
        if found.kind is Kind.INDUCTION:
            done = sum(progress.holds(part, turn.now) for part in course.parts)
            return self._words("training.nudge.induction", name=person.name, done=done, count=len(course.parts))
        count = len(progress.due(course, turn.now))
        return self._words("training.nudge.repeats", name=person.name, count=count)
