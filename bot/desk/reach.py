"""Who can be reached on Telegram: an officer who cannot has no cases to lose, and the administrators hear of it."""

from dataclasses import replace

from bot.content import Knowledge
from bot.domain.case import Case
from bot.domain.chat import Lane, Outgoing
from bot.domain.person import ADMINS, STAFF, Person

from .access import view_of, waits_for
from .casework import Casework
from .turn import Turn
from .waiting import undelivered

NAMED = 10  # cases whose numbers are told to an officer who comes back


class Reach:
    """Keeps account of who blocked the bot, left, or came back."""

    def __init__(self, knowledge: Knowledge, casework: Casework) -> None:
        self._words = knowledge.words
        self._casework = casework

    async def lost(self, turn: Turn, user_id: int) -> bool:
        """Somebody cannot be reached: their cases go on, and the administrators hear whose. Whether that is new.

        Of a group, that the bot may not write there: no desk works in it until one is seated there anew.
        """
        if user_id < 0:
            await self.unseat(turn, user_id, "notice.group-mute")
            return False
        person = await turn.tx.people.find(user_id)
        if person is None or not person.reachable:
            return False
        await turn.tx.people.mark_reachable(user_id, reachable=False)
        moved = []
        for case in await turn.tx.listing.around(user_id):
            waits_here = await waits_for(turn.tx, case, user_id)
            if waits_here and case.reporter_id != user_id:
                moved.append(case)
            if waits_here or case.reporter_id == user_id:
                await undelivered(self._casework, turn, case, user_id)
        await self._casework.notices.pass_on_from(turn, user_id)
        if person.is_staff:
            await self._tell_admins(turn, person, moved)
        return True

    async def unseat(self, turn: Turn, group: int, key: str) -> None:
        """No desk works in a group any more; where one did, administrators are told so in the words of ``key``."""
        if await turn.tx.people.unseat(group):
            for admin in await turn.tx.people.with_role(*ADMINS):
                turn.send(Outgoing(admin.id, text=self._words(key), lane=Lane.URGENT, readers=ADMINS))

    async def _tell_admins(self, turn: Turn, person: Person, moved: list[Case]) -> None:
        """Whose cases went on, and which: each administrator hears of those only that are not kept from them."""
        kept = {case.number: await turn.tx.exclusions.of_case(case.id) for case in moved}
        for admin in await turn.tx.people.with_role(*ADMINS):
            if admin.reachable:
                numbers = [number for number, excluded in kept.items() if admin.id not in excluded]
                key = "notice.officer-lost" if numbers else "notice.officer-lost-idle"
                text = self._words(key, name=person.name, numbers=", ".join(numbers))
                turn.send(Outgoing(admin.id, text=text, lane=Lane.URGENT, readers=ADMINS))

    async def back(self, turn: Turn, person: Person) -> Person:
        """Somebody can be reached again: officers hear what waits, and cards say so of a councillor."""
        if person.reachable:
            return person
        await turn.tx.people.mark_reachable(person.id, reachable=True)
        for case in await turn.tx.listing.around(person.id):
            if case.reporter_id == person.id:
                await self._casework.notices.refresh(turn, case)
        if person.is_staff:
            await self._casework.notices.pass_on_from(turn, 0)
            view = await view_of(turn.tx, person, person.id)
            waiting = [case.number for case in await turn.tx.listing.queue(view, NAMED, untaken=True)]
            key = "notice.back" if waiting else "notice.back-idle"
            count = await turn.tx.listing.count(view, untaken=True)
            text = self._words(key, count=count, numbers=", ".join(waiting))
            turn.send(Outgoing(person.id, text=text, readers=STAFF))
        return replace(person, reachable=True)
