"""What people have learnt: answers, completed parts, reminders, and the polls that wait for an answer."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.learning import Answered, Done
from bot.domain.lesson import Part

from .rows import insert_new, upsert
from .schema import answers, completions, learners, polls


@dataclass(frozen=True, slots=True)
class Learner:
    """When somebody had the last gentle word, and since when they want none."""

    told_at: datetime | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A quiz poll that was sent; ``right`` is the place of the right answer as it was sent, from 0."""

    id: str
    person_id: int
    question: str
    right: int
    asked_at: datetime


class Learning:
    """Learning inside one transaction. There is nothing sealed in it: ids, keys of questions, times."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def answered(self, person_id: int) -> dict[str, Answered]:
        """What somebody has answered, by question."""
        return (await self._answered(answers.c.person_id == person_id)).get(person_id, {})

    async def all_answered(self) -> Mapping[int, dict[str, Answered]]:
        """The same of everybody, by person."""
        return await self._answered(answers.c.person_id != 0)

    async def _answered(self, which: Any) -> dict[int, dict[str, Answered]]:
        found: defaultdict[int, dict[str, Answered]] = defaultdict(dict)
        query = select(answers).where(which).order_by(answers.c.question)
        for record in (await self._db.execute(query)).mappings():
            found[record["person_id"]][record["question"]] = _answered(record)
        return found

    async def answer(self, person_id: int, answered: Answered) -> None:
        """Keep how a question was answered."""
        await upsert(self._db, answers, {"person_id": person_id, **asdict(answered)}, "person_id", "question")

    async def done(self, person_id: int) -> dict[Part, Done]:
        """The parts that somebody has completed, each with the last time."""
        return (await self._done(completions.c.person_id == person_id)).get(person_id, {})

    async def all_done(self) -> Mapping[int, dict[Part, Done]]:
        """The same of everybody, by person."""
        return await self._done(completions.c.person_id != 0)

    async def _done(self, which: Any) -> dict[int, dict[Part, Done]]:
        found: defaultdict[int, dict[Part, Done]] = defaultdict(dict)
        for record in (await self._db.execute(select(completions).where(which))).mappings():
            done = Done(Part(record["part"]), record["at"], record["taught"], record["reminded"])
            found[record["person_id"]][done.part] = done
        return found

    async def complete(self, person_id: int, done: Done) -> None:
        """A part is completed, or its reminder was said."""
        await upsert(self._db, completions, {"person_id": person_id, **asdict(done)}, "person_id", "part")

    async def learner(self, person_id: int) -> Learner:
        """What somebody was told last, and whether they want no more."""
        query = select(learners).where(learners.c.person_id == person_id)
        record = (await self._db.execute(query)).mappings().first()
        return Learner(record["told_at"], record["stopped_at"]) if record else Learner()

    async def told(self, person_id: int, now: datetime) -> None:
        """Somebody was told something."""
        await self._set(person_id, told_at=now)

    async def stop(self, person_id: int, since: datetime | None) -> None:
        """Somebody wants no reminders since then; None: they want them again."""
        await self._set(person_id, stopped_at=since)

    async def _set(self, person_id: int, **values: datetime | None) -> None:
        await insert_new(self._db, learners, {"person_id": person_id})
        await self._db.execute(update(learners).where(learners.c.person_id == person_id).values(**values))

    async def asked(self, poll: Poll) -> None:
        """A poll was sent."""
        await upsert(self._db, polls, asdict(poll), "id")

    async def voted(self, poll_id: str, person_id: int) -> Poll | None:
        """Somebody answered a poll of theirs, which is used up by it; None where it is not, or no longer, known."""
        used = delete(polls).where(polls.c.id == poll_id, polls.c.person_id == person_id).returning(*polls.c)
        record = (await self._db.execute(used)).mappings().first()
        return Poll(**record) if record else None


def _answered(record: Any) -> Answered:
    return Answered(**{name: record[name] for name in Answered.__dataclass_fields__})
