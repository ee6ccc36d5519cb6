"""The training of one person: what they are taught, how far they are, and what comes of each answer."""

from dataclasses import replace
from datetime import datetime

from bot.content import Knowledge
from bot.domain.entry import CouncilKind, Place
from bot.domain.learning import Answered, Course, Done, Progress, Spot
from bot.domain.person import Person
from bot.storage import Transaction

from .certificate import CERTIFICATE
from .making import order
from .spacing import spaced
from .turn import Turn


class Learning:
    """Keeps what people have learnt."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._courses: dict[CouncilKind, Course] = {}
        self.valid = knowledge.council.training.valid

    def course(self, person: Person) -> Course:
        """What somebody is taught: the lessons whose entries hold where they serve."""
        if person.council not in self._courses:
            place, catalogue = Place(self._knowledge.council.nation, person.council), self._knowledge.catalogue
            self._courses[person.council] = Course.of(
                self._knowledge.lessons.values(), lambda lesson: catalogue[lesson.entry].holds(place)
            )
        return self._courses[person.council]

    async def progress(self, tx: Transaction, person_id: int) -> Progress:
        """How far somebody is."""
        return Progress(await tx.learning.answered(person_id), await tx.learning.done(person_id), self.valid)

    async def answer(self, turn: Turn, person: Person, spot: Spot, *, right: bool) -> bool:
        """Keep an answer: a wrong one comes back, the last open one completes its part. Whether it did."""
        progress, key = await self.progress(turn.tx, person.id), spot.question.key
        answered = _answered(progress.answered.get(key), key, right, turn.now)
        await turn.tx.learning.answer(person.id, answered)
        part, course = spot.module.part, self.course(person)
        if progress.is_settled(part, turn.now):
            return False
        progress = replace(progress, answered={**progress.answered, key: answered})
        if progress.open_in(course.spots(part), turn.now):
            return False
        await self.complete(turn, person, Done(part, turn.now))
        return True

    async def complete(self, turn: Turn, person: Person, done: Done) -> None:
        """A part is done: on record, and with a certificate; what is on record already as done later stays."""
        known = (await turn.tx.learning.done(person.id)).get(done.part)
        if known is not None and known.at >= done.at:
            return
        await turn.tx.learning.complete(person.id, done)
        way = "taught" if done.taught else "learnt"
        await turn.tx.audit.record(0, turn.now, turn.actor, f"training:{way}:{done.part}:{person.id}")
        await self.certify(turn, person, done)

    async def certify(self, turn: Turn, person: Person, done: Done) -> None:
        """Have the certificate of a completed part made, and sent to its person."""
        about = {"person": person.id, "part": done.part.value, "at": done.at.isoformat()}
        await order(turn, CERTIFICATE, person.id, **about)

    def is_through(self, person: Person, progress: Progress, now: datetime) -> bool:
        """Whether every part of somebody's training is done, and none of that has lapsed."""
        return all(progress.holds(part, now) for part in self.course(person).parts)


def _answered(before: Answered | None, key: str, right: bool, now: datetime) -> Answered:
    """What is kept of an answer. Only a question that was answered wrongly is spaced, and moves on when it is due."""
    card, due_at = (before.card, before.due_at) if before else ("", None)
    if not right or (due_at is not None and due_at <= now):
        card, due_at = spaced(card, right, now)
    right_at = now if right else before.right_at if before else None
    return Answered(key, right, now, right_at, due_at, card)
