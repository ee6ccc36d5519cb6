"""Somebody leaves: their roles end at once, and no case of theirs is lost."""

from dataclasses import replace

from bot.content import Knowledge
from bot.domain.chat import Lane, Op, Outgoing
from bot.domain.person import Person, Role
from bot.flows import BEHALF
from bot.storage.listing import CALLED, CARD
from bot.storage.removals import CARD as REMOVAL_CARD

from .access import waits_for
from .casework import Casework
from .turn import Turn
from .waiting import undelivered


class Leaving:
    """Takes somebody's roles away, and all that hangs on them."""

    def __init__(self, knowledge: Knowledge, casework: Casework) -> None:
        self._words = knowledge.words
        self._casework = casework

    async def leave(self, turn: Turn, person: Person) -> bool:
        """Do it, in this turn; False where the person is the last administrator, who must stay.

        What waits to be sent to them about cases is withheld when its turn comes (``is_withheld``). Invitations that
        they made are other people's, and stay as they are.
        """
        admins = await turn.tx.people.with_role(Role.ADMIN)
        if [admin.id for admin in admins] == [person.id]:
            return False
        waiting = [
            case for case in await turn.tx.listing.around(person.id) if await waits_for(turn.tx, case, person.id)
        ]
        await turn.tx.people.save(replace(person, roles=frozenset()))
        await turn.tx.audit.record(0, turn.now, turn.actor, f"person:left:{person.id}")
        await self._forget_writing(turn, person)
        for case in waiting:
            await undelivered(self._casework, turn, case, person.id)
        await self._casework.notices.pass_on_from(turn, person.id)
        await self._take_cards_away(turn, person)
        turn.send(Outgoing(person.id, Op.COMMANDS))  # no commands of their own: they see those of everybody
        turn.send(Outgoing(person.id, text=self._words("notice.left", name=person.name), lane=Lane.URGENT))
        return True

    async def _forget_writing(self, turn: Turn, person: Person) -> None:
        """What they were writing is dropped; their buttons in sight are laid anew when they next write."""
        session = await turn.tx.sessions.load(str(person.id))
        if session.awaiting.startswith(("reply:", "note:", "removal:", "told:")):
            session.awaiting = ""
        unsent = session.waiting(BEHALF)
        await turn.tx.evidence.drop(unsent.items if unsent else ())
        session.forget(BEHALF)  # what they were told of somebody else is not theirs to keep
        session.greeted = False
        await turn.tx.sessions.save(session, turn.now)

    async def _take_cards_away(self, turn: Turn, person: Person) -> None:
        """What was shown to them opens nothing if they come back; a card that is on its way is found by its name."""
        for shown in await turn.tx.cases.shown_in(person.id):
            if shown.ref.startswith(REMOVAL_CARD):
                self._casework.ledgers.withdraw(turn, shown)
                await turn.tx.cases.forget_shown(shown.ref)
                continue
            case = await turn.tx.cases.find(shown.case_id) if shown.ref.startswith(CARD) else None
            if case is not None:
                self._casework.notices.take_away(turn, case.number, shown)
            if shown.ref.startswith(CALLED) or (case is not None and shown.message_id):
                await turn.tx.cases.forget_shown(shown.ref)
