"""Where a case stands in chats: officers' cards and the councillor's receipt, shown and brought up to date."""

from dataclasses import replace

from bot.content import Knowledge
from bot.domain.access import Cause
from bot.domain.case import Case
from bot.domain.chat import Button, Lane, Op, Outgoing, Rows, rows
from bot.domain.severity import Level
from bot.storage.cases import Said, Shown
from bot.storage.listing import CARD

from . import campaigns
from .access import hearing, hears
from .cards import Cards, Seen, WithoutChat
from .letters import Letters, carried
from .turn import Turn


def card_ref(case: Case, chat_id: int) -> str:
    """The name under which a case's card in a chat is remembered."""
    return f"{CARD}{case.id}:{chat_id}"


def receipt_ref(case: Case) -> str:
    """The name under which the councillor's receipt is remembered."""
    return f"receipt:{case.id}"


def lane_of(case: Case) -> Lane:
    """Urgent cases overtake everything else on the way to Telegram."""
    return Lane.URGENT if case.level >= Level.URGENT else Lane.NORMAL


class Board:
    """Shows cases, and keeps what is shown up to date."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.words = knowledge.words
        self.cards = Cards(knowledge)
        self.letters = Letters(knowledge)

    async def seen(self, turn: Turn, case: Case) -> Seen:
        """A case with what its card shows beside it."""
        tx = turn.tx
        reporter = await tx.people.find(case.reporter_id)
        holder = await tx.people.find(case.holder) if case.holder else None
        evidence = len(await tx.evidence.of_case(case.id))
        notes = sum(line.kind is Said.NOTE for line in await tx.cases.thread(case.id))
        kept = [(await self._name(turn, id), cause) for id, cause in (await tx.exclusions.of_case(case.id)).items()]
        promised = tuple(name for name, cause in kept if cause is not Cause.CONFLICT)
        removals, names = len(await tx.removals.ids_of(case.id)), tuple(name for name, _ in kept)
        absent = await self._absent(turn, case)
        alike = await tx.marks.alike(case)
        return Seen(case, reporter, holder, evidence, notes, removals, names, promised, absent, alike)

    async def _absent(self, turn: Turn, case: Case) -> WithoutChat | None:
        who = None if case.reporter_id else await turn.tx.absent.of_case(case.id)
        if who is None:
            return None
        untold = {letter.id for letter in await turn.tx.absent.letters(case.id) if letter.told_at is None}
        by_letter = carried(await turn.tx.cases.shown_for(case.id))
        stranded = sum(any(not each.chat_id for each in by_letter.get(number, [])) for number in untold)
        return WithoutChat(who, await self._name(turn, who.entered_by), len(untold), stranded)

    async def drawn(self, turn: Turn, seen: Seen, chat_id: int) -> str:
        """The card as it is read in a chat."""
        return self.cards.card(seen, turn.now, await campaigns.visible(turn.tx, seen.alike, chat_id))

    async def _name(self, turn: Turn, person_id: int) -> str:
        person = await turn.tx.people.find(person_id)
        return person.name if person else self.words.plain("card.gone")

    def open_button(self, case: Case) -> Rows:
        """A way to the case's card."""
        return rows(Button(self.words.plain("button.open-case", number=case.number), f"c:{case.id}:open"))

    async def open_card(self, turn: Turn, case: Case, chat_id: int, topic_id: int = 0, head: str = "") -> None:
        """A fresh card, under a ``head``, at the bottom of a chat, in place of an older one there."""
        if chat_id < 0 and not await hears(turn.tx, case, chat_id):
            return
        # Who changes the case meanwhile would neither be seen on this card nor know of it.
        case = await turn.tx.cases.hold(case.id) or case
        seen, ref = await self.seen(turn, case), card_ref(case, chat_id)
        text = await self.drawn(turn, seen, chat_id)
        out = Outgoing(chat_id, text=text, lane=lane_of(case), ref=ref, case_id=case.id)
        out = replace(out, buttons=self.cards.buttons(seen))
        older = await turn.tx.cases.shown(ref)
        if older and not older.message_id:
            turn.send(replace(out, op=Op.EDIT))  # the card is still on its way
            return
        if older:
            below = self.words("card.below", number=case.number)
            turn.send(Outgoing(chat_id, Op.EDIT, text=below, message_id=older.message_id, lane=lane_of(case)))
        await turn.tx.cases.show(Shown(ref, chat_id, 0, case.id))
        text = f"{head}\n\n{out.text}" if head else out.text
        turn.send(replace(out, text=text, topic_id=topic_id, protect=True))

    async def refresh(self, turn: Turn, case: Case) -> None:
        """Bring every card of the case and the councillor's receipt up to date."""
        seen = await self.seen(turn, case)
        buttons = self.cards.buttons(seen)
        everywhere = await turn.tx.cases.shown_for(case.id)
        heard = await hearing(turn.tx, case, [each.chat_id for each in everywhere if each.ref.startswith(CARD)])
        for shown in everywhere:
            edit = Outgoing(shown.chat_id, Op.EDIT, ref=shown.ref, lane=lane_of(case), case_id=case.id)
            if shown.ref == receipt_ref(case):
                receipt = self.cards.receipt(seen, turn.now)
                turn.send(replace(edit, text=receipt, buttons=self.cards.own_buttons(case)))
            elif not shown.ref.startswith(CARD):
                continue
            elif shown.chat_id in heard:
                turn.send(replace(edit, text=await self.drawn(turn, seen, shown.chat_id), buttons=buttons))
            else:
                self.take_away(turn, case.number, shown)

    def take_away(self, turn: Turn, number: str, shown: Shown) -> None:
        """A card stands where the case is no longer seen: it says that, and nothing else."""
        text = self.words("card.kept", number=number)
        edit = Outgoing(shown.chat_id, Op.EDIT, ref=shown.ref, text=text, lane=Lane.URGENT)
        turn.send(replace(edit, message_id=shown.message_id))

    async def moved(self, turn: Turn, old: int, new: int) -> None:
        """A group got a new id: messages of the old one cannot be edited any more, so its cards are shown again."""
        await turn.tx.people.move_chat(old, new)
        for case in await turn.tx.listing.around(old):
            if await turn.tx.cases.shown(card_ref(case, old)):
                await turn.tx.cases.forget_shown(card_ref(case, old))
                await self.open_card(turn, case, new)

    async def lost(self, turn: Turn, group: int, ref: str) -> None:
        """A card in a group was deleted, perhaps with its topic: it is shown again while the case is not closed."""
        shown = await turn.tx.cases.shown(ref)
        case = await turn.tx.cases.find(shown.case_id) if shown else None
        if case is not None and not case.is_closed and ref == card_ref(case, group):
            await turn.tx.cases.forget_shown(ref)
            desk = await turn.tx.people.desk_chat(case.desk)
            await self.open_card(turn, case, group, desk[1] if desk and desk[0] == group else 0)
