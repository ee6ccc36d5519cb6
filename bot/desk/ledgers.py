"""Where removals stand in officers' chats: who may see one, its cards shown and brought up to date."""

from collections.abc import Iterable
from dataclasses import replace

from bot.content import Knowledge
from bot.domain.case import Case, Status
from bot.domain.chat import Op, Outgoing
from bot.domain.person import Person
from bot.domain.removal import Removal
from bot.storage.cases import Shown
from bot.storage.removals import CARD

from .access import asking, opened_of
from .removal_cards import RemovalCards, Viewed
from .turn import Turn


def card_ref(removal: Removal, chat_id: int) -> str:
    """The name under which a removal's card in a chat is remembered."""
    return f"{CARD}{removal.id}:{chat_id}"


def is_wanted(cases: Iterable[Case]) -> bool:
    """Whether anybody still asks for what these cases ask for."""
    return any(case.status is not Status.WITHDRAWN for case in cases)


class Ledgers:
    """Shows removals to officers, each in their own chat: what a group may read differs from case to case."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.words
        self.cards = RemovalCards(knowledge)

    async def viewed(self, turn: Turn, removal: Removal, person: Person) -> Viewed | None:
        """The removal as somebody may see it; None where they may not."""
        mine = await opened_of(turn.tx, removal.id, person)
        if not mine:
            return None
        cases = await asking(turn.tx, removal.id)
        held = [(case, len(await turn.tx.evidence.of_case(case.id))) for case in mine]
        first = next((found for found in held if found[1]), None)
        names = await self._names(turn, removal)
        return Viewed(removal, mine, len(cases) - len(mine), names, first, is_wanted(cases))

    async def _names(self, turn: Turn, removal: Removal) -> dict[int, str]:
        names = {}
        for person_id in {removal.holder, *(step.actor for step in removal.steps)} - {0}:
            person = await turn.tx.people.find(person_id)
            # A councillor whose report began it is not named: their case is on the card of those who may open it.
            if person is not None and not person.is_staff and person_id != removal.holder:
                continue
            names[person_id] = person.name if person else self._words.plain("card.gone")
        return names

    async def open_card(self, turn: Turn, viewed: Viewed, person: Person) -> None:
        """A fresh card at the bottom of somebody's own chat, in place of an older one: each case on it records that."""
        for case in viewed.cases:
            await turn.tx.audit.record(case.id, turn.now, person.id, f"removal:{viewed.removal.id}:shown")
        ref = card_ref(viewed.removal, person.id)
        older = await turn.tx.cases.shown(ref)
        if older and older.message_id:
            below = self._words("card.below", number=viewed.removal.number)
            turn.send(Outgoing(person.id, Op.EDIT, text=below, message_id=older.message_id))
        await turn.tx.cases.show(Shown(ref, person.id, 0))
        turn.send(replace(self._drawn(turn, viewed, person.id), protect=True))

    def _drawn(self, turn: Turn, viewed: Viewed, chat_id: int) -> Outgoing:
        text, buttons = self.cards.card(viewed, turn.now), self.cards.buttons(viewed, turn.now)
        return Outgoing(chat_id, text=text, buttons=buttons, ref=card_ref(viewed.removal, chat_id))

    async def refresh(self, turn: Turn, removal: Removal) -> None:
        """Bring every card of a removal up to date, and take it away from whoever may not see it any more."""
        for shown in await turn.tx.removals.shown(removal.id):
            person = await turn.tx.people.find(shown.chat_id)
            viewed = await self.viewed(turn, removal, person) if person else None
            if viewed is not None:
                turn.send(replace(self._drawn(turn, viewed, shown.chat_id), op=Op.EDIT))
            else:
                self.withdraw(turn, shown)
                await turn.tx.cases.forget_shown(shown.ref)

    async def follow(self, turn: Turn, case: Case) -> None:
        """A case changed hands or was kept from somebody: so was what it asks for."""
        for removal in await turn.tx.removals.of_case(case.id):
            await self.refresh(turn, removal)

    def withdraw(self, turn: Turn, shown: Shown) -> None:
        """A card stands where the removal is no longer seen: it says that. One on its way is withheld."""
        if shown.message_id:
            text = self._words("removal.kept")
            turn.send(Outgoing(shown.chat_id, Op.EDIT, text=text, message_id=shown.message_id))
