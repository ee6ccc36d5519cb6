"""Sessions that the council teaches: councillors are invited with an entry for their calendar; who came is recorded."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.content import Knowledge
from bot.content.times import moment
from bot.domain.chat import Button, rows
from bot.domain.learning import Done
from bot.domain.person import Person, Role
from bot.domain.taught import LENGTH, Reply, Taught

from .enclosures import Made, enclose
from .learning import Learning
from .taught_clock import arm, disarm
from .turn import Turn

#: More sessions than are ever to come at once.
MANY = 20


class Teaching:
    """Invites to taught sessions, and keeps who came."""

    def __init__(self, knowledge: Knowledge, learning: Learning) -> None:
        self._words = knowledge.words
        self._council = knowledge.council
        self._learning = learning

    def told(self, session: Taught) -> dict[str, str]:
        """What a sentence about a session says: part, date, place and who gives it."""
        at = moment(session.at, self._council.zone) if session.at else ""
        part = self._words.plain(f"training.part.{session.part}")
        return {"part": part, "at": at, "place": session.place, "giver": session.giver}

    async def invite(self, turn: Turn, session: Taught) -> int:
        """Invite every councillor; how many."""
        session = replace(session, invited_at=turn.now, by=turn.actor)
        await turn.tx.taught.save(session)
        await arm(turn, session, self._council.hours)
        people = [person for person in await turn.tx.people.with_role(Role.COUNCILLOR) if person.reachable]
        await turn.tx.audit.record(0, turn.now, turn.actor, f"training:invited:{session.id}")
        await self.invite_to(turn, session, *people)
        return len(people)

    async def invite_to(self, turn: Turn, session: Taught, *people: Person) -> None:
        """Invite some people, who may have joined since the others were invited, or have lost their invitation."""
        await turn.tx.taught.invite(session.id, [person.id for person in people])
        made = self._made(session, turn.now, "training.invited")
        for person in people:
            turn.send(replace(await enclose(turn, made, person.id), buttons=self._replies(session)))

    async def coming(self, turn: Turn) -> list[Taught]:
        """The sessions that people are invited to and that have not begun, the next first."""
        latest = await turn.tx.taught.latest(MANY)
        return [each for each in reversed(latest) if each.at is not None and each.at > turn.now]

    async def call_off(self, turn: Turn, session: Taught) -> None:
        """The session does not take place: whoever did not say no is told, and their calendar as well."""
        made = self._made(session, turn.now, "training.called-off", off=True)
        for person_id in await self._expected(turn, session):
            turn.send(await enclose(turn, made, person_id))
        await turn.tx.taught.drop(session.id)
        await disarm(turn, session.id)
        await turn.tx.audit.record(0, turn.now, turn.actor, f"training:called-off:{session.id}")

    async def _expected(self, turn: Turn, session: Taught) -> list[int]:
        """Who was invited and did not say no, by id: not who has left or cannot be reached."""
        said = (await turn.tx.taught.attendance(session.id)).values()
        people = [await turn.tx.people.find(each.person_id) for each in said if each.reply is not Reply.NO]
        return [person.id for person in people if person is not None and person.roles and person.reachable]

    async def move(self, turn: Turn, session: Taught, draft: Taught) -> int:
        """The session has another date or place: whoever did not say no is told, and their calendar; how many."""
        session = replace(session, at=draft.at, place=draft.place, moved=session.moved + 1)
        await turn.tx.taught.save(session)
        await turn.tx.taught.drop(draft.id)
        await disarm(turn, session.id)
        await arm(turn, session, self._council.hours)
        await turn.tx.audit.record(0, turn.now, turn.actor, f"training:moved:{session.id}")
        made, people = self._made(session, turn.now, "training.moved"), await self._expected(turn, session)
        for person_id in people:
            turn.send(replace(await enclose(turn, made, person_id), buttons=self._replies(session)))
        return len(people)

    def _made(self, session: Taught, now: datetime, key: str, *, off: bool = False) -> Made:
        return Made("training.ics", self._calendar(session, now, off=off), self._words(key, **self.told(session)))

    def _replies(self, session: Taught) -> tuple[tuple[Button, ...], ...]:
        labels = {Reply.YES: "button.will-come", Reply.NO: "button.cannot-come"}
        return rows(*(Button(self._words.plain(key), f"k:come:{session.id}:{reply}") for reply, key in labels.items()))

    def _calendar(self, session: Taught, now: datetime, *, off: bool) -> bytes:
        from icalendar import Calendar, Event  # noqa: PLC0415  (slow, and needed seldom)

        assert session.at is not None  # noqa: S101  (an invitation has a date)
        event = Event()
        event.add("uid", f"training-{session.id}@{self._council.website.partition('//')[2].partition('/')[0]}")
        event.add("dtstamp", now)
        event.add("dtstart", session.at)
        event.add("dtend", session.at + LENGTH)
        event.add("summary", self._words.plain("training.calendar.title", **self.told(session)))
        event.add("location", session.place)
        event.add("description", self._words.plain("training.calendar.about", **self.told(session)))
        event.add("status", "CANCELLED" if off else "CONFIRMED")
        event.add("sequence", session.moved + off)
        calendar = Calendar()
        calendar.add("prodid", "-//Wardlight//training//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "CANCEL" if off else "PUBLISH")
        calendar.add_component(event)
        content: bytes = calendar.to_ical()
        return content

    async def record(self, turn: Turn, session: Taught) -> int:
        """Attendance is complete: whoever came is told, and has done the part where the council says so; how many."""
        assert session.at is not None  # noqa: S101  (there is attendance of what was invited to)
        await turn.tx.taught.save(replace(session, recorded_at=turn.now))
        await disarm(turn, session.id)
        await turn.tx.audit.record(0, turn.now, turn.actor, f"training:attended:{session.id}")
        came = [each.person_id for each in (await turn.tx.taught.attendance(session.id)).values() if each.came]
        if self._council.training.taught_counts:
            await self._complete(turn, session, came)
        return len(came)

    async def _complete(self, turn: Turn, session: Taught, came: Collection[int]) -> None:
        for person_id in came:
            person = await turn.tx.people.find(person_id)
            if person is not None and session.at is not None:
                await self._learning.complete(turn, person, Done(session.part, session.at, taught=True))

    async def councillors(self, turn: Turn) -> list[Person]:
        """Whose attendance can be recorded: every councillor there is, by name."""
        return sorted(await turn.tx.people.with_role(Role.COUNCILLOR), key=lambda person: person.name.casefold())
