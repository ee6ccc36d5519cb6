"""After a case is closed its councillor is offered the one lesson that fits: once, and never near an urgent case."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.content import Knowledge
from bot.domain.case import Case
from bot.domain.chat import Button
from bot.domain.learning import Course, Progress, Spot
from bot.domain.person import Person
from bot.domain.reminding import REST
from bot.storage.row import Kind

from .learning import Learning
from .nudging import Nudging
from .turn import Turn

#: What could not be offered by then is not offered any more.
PATIENCE = timedelta(days=21)


class Offering:
    """Offers lessons."""

    EVENT: Final = "lesson"

    def __init__(self, knowledge: Knowledge, learning: Learning, nudging: Nudging) -> None:
        self._knowledge = knowledge
        self._learning = learning
        self._nudging = nudging

    async def closed(self, turn: Turn, case: Case) -> None:
        """An officer closed a case: offer the lesson now, or when it may be."""
        about = {"event": self.EVENT, "person": case.reporter_id, "case": case.id, "kind": case.report.kind}
        await self.fire(turn, {**about, "until": (turn.now + PATIENCE).isoformat()})

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """Offer the lesson that fits, or wait until the next morning on which it may be."""
        person = await turn.tx.people.find(payload["person"])
        if person is None or not person.roles or turn.now > datetime.fromisoformat(payload["until"]):
            return
        progress = await self._learning.progress(turn.tx, person.id)
        spot = self._fitting(person, progress, payload["kind"], turn.now)
        standing = await self._nudging.standing(turn.tx, person, turn.now)
        if spot is None or standing.stopped:
            return
        if await self._nudging.may_be_told(turn.tx, person, turn.now):
            await self._offer(turn, person, spot)
            return
        # The rest after an urgent case that was closed just now ends tomorrow at this time: not before that.
        at = self._nudging.morning_after(max(turn.now, (standing.urgent_at or turn.now - REST) + REST))
        key = f"{self.EVENT}:{payload['case']}"
        await turn.tx.queue.put(Kind.TIMER, key, dict(payload), lane=key, now=turn.now, due_at=at)

    async def _offer(self, turn: Turn, person: Person, spot: Spot) -> None:
        words = self._knowledge.words
        lesson = Button(spot.lesson.title, f"k:l:{spot.module.id}/{spot.lesson.id}")
        await self._nudging.say(turn, person, words("training.nudge.lesson", title=spot.lesson.title), lesson)

    def _fitting(self, person: Person, progress: Progress, kind: str, now: datetime) -> Spot | None:
        """The first lesson drawn from the entry of a kind of case, or from one related to it, that is not learnt."""
        course = self._learning.course(person)
        return next(
            (spot for spot in self._drawn_from(course, kind) if _is_unlearnt(course, progress, spot, now)), None
        )

    def _drawn_from(self, course: Course, kind: str) -> Iterator[Spot]:
        known = self._knowledge.kinds.get(kind)
        # A question has its answer; what has no level is no abuse that a lesson is about.
        entry = self._knowledge.catalogue.get(known.entry) if known and known.level else None
        for id in (entry.id, *entry.related) if entry else ():
            yield from (spot for spot in course.spots() if spot.lesson.entry == id)


def _is_unlearnt(course: Course, progress: Progress, spot: Spot, now: datetime) -> bool:
    return progress.is_open(spot, now) or spot in progress.due(course, now)
