"""Who is told what about a case: cards for officers, receipts for the councillor, alarms for administrators."""

from dataclasses import replace

from bot.content import Knowledge
from bot.domain.access import Cause, may_work
from bot.domain.case import Case
from bot.domain.chat import Attachment, Button, Lane, Op, Outgoing, Rows, rows
from bot.domain.deadline import Rung
from bot.domain.outside import Reason
from bot.domain.person import OFFICERS, Person, Role
from bot.domain.report import Desk
from bot.domain.severity import Level
from bot.domain.text import pieces
from bot.storage.cases import Said, Shown
from bot.storage.listing import CALLED, CARD

from .access import hears
from .alarms import Alarms
from .cards import Cards, Seen
from .turn import Turn

#: Telegram takes 4,096 characters a message.
PIECE = 3_000
NOBODY = "case:nobody-reachable"


def card_ref(case: Case, chat_id: int) -> str:
    """The name under which a case's card in a chat is remembered."""
    return f"{CARD}{case.id}:{chat_id}"


def folded(text: str) -> list[str]:
    """A text in pieces, each of which fits one message with room for what stands around it."""
    return pieces(text, PIECE)


def receipt_ref(case: Case) -> str:
    """The name under which the councillor's receipt is remembered."""
    return f"receipt:{case.id}"


def lane_of(case: Case) -> Lane:
    """Urgent cases overtake everything else on the way to Telegram."""
    return Lane.URGENT if case.level >= Level.URGENT else Lane.NORMAL


class Notices:
    """Turns a change of a case into messages of the same turn."""

    def __init__(self, knowledge: Knowledge, alarms: Alarms) -> None:
        self.alarms = alarms
        self.words = knowledge.words
        self.cards = Cards(knowledge)

    async def seen(self, turn: Turn, case: Case) -> Seen:
        """A case with what its card shows beside it."""
        tx = turn.tx
        reporter = await tx.people.find(case.reporter_id)
        holder = await tx.people.find(case.holder) if case.holder else None
        evidence = len(await tx.evidence.of_case(case.id))
        notes = sum(line.kind is Said.NOTE for line in await tx.cases.thread(case.id))
        kept = [(await self._name(turn, id), cause) for id, cause in (await tx.exclusions.of_case(case.id)).items()]
        promised = tuple(name for name, cause in kept if cause is not Cause.CONFLICT)
        return Seen(case, reporter, holder, evidence, notes, tuple(name for name, _ in kept), promised)

    async def _name(self, turn: Turn, person_id: int) -> str:
        person = await turn.tx.people.find(person_id)
        return person.name if person else self.words.plain("card.gone")

    async def officers(self, turn: Turn, case: Case) -> list[Person]:
        """Those who can be called to a case, in that order: the case's desk, the other, administrators."""
        desk = await turn.tx.people.with_role(Role(case.desk))
        everyone = desk + await turn.tx.people.with_role(*OFFICERS) + await turn.tx.people.with_role(Role.ADMIN)
        kept = await turn.tx.exclusions.of_case(case.id)
        called = {person.id: person for person in everyone if may_work(person, excluded=person.id in kept)}
        return list(called.values())

    async def announce(self, turn: Turn, case: Case, last: int = 0) -> None:
        """Show a case that waits: in the desk's group if it has one, and to the first officer who can be reached.

        ``last`` had it until now, and is asked after the other officers.
        """
        group = await turn.tx.people.desk_chat(case.desk)
        if group:
            await self._show(turn, case, *group)
        officers = await self.officers(turn, case)
        first = min(officers, key=lambda person: (not person.is_officer, person.id == last), default=None)
        if first:
            await self._show(turn, case, first.id, 0)
        else:
            await self.nobody(turn, case)

    async def call(self, turn: Turn, case: Case, rung: Rung | None) -> int:
        """Show a case that nobody took to those on a step, or to anybody (None); how many that were."""
        officers = await self.officers(turn, case)
        shown = {shown.chat_id for shown in await turn.tx.cases.shown_for(case.id)}
        on_desks = [person for person in officers if person.is_officer]
        if rung is Rung.NEXT:
            called = [person for person in on_desks if person.id not in shown][:1]
        elif rung is Rung.EVERYONE:
            called = on_desks
        elif rung is Rung.ADMINS:
            called = [person for person in officers if Role.ADMIN in person.roles]
        else:
            called = officers
        for person in called:
            await self._nudge(turn, case, person.id)
        return len(called)

    async def _nudge(self, turn: Turn, case: Case, chat_id: int) -> None:
        """Say that a case is late; whoever has its card already gets a message that points to it."""
        card = await turn.tx.cases.shown(card_ref(case, chat_id))
        late = self.words("notice.late", number=case.number, level=self.words.plain(f"level.{case.level.word}"))
        if card is None:
            await self._show(turn, case, chat_id, 0, late)
        else:
            answer = Outgoing(chat_id, text=late, lane=lane_of(case), case_id=case.id, reply_to=card.message_id)
            turn.send(replace(answer, buttons=self.open_button(case)))

    def open_button(self, case: Case) -> Rows:
        """A way to the case's card."""
        return rows(Button(self.words.plain("button.open-case", number=case.number), f"c:{case.id}:open"))

    async def _show(self, turn: Turn, case: Case, chat_id: int, topic_id: int, head: str = "") -> None:
        if chat_id < 0 and not await hears(turn.tx, case.id, chat_id):
            return
        seen, ref = await self.seen(turn, case), card_ref(case, chat_id)
        out = Outgoing(chat_id, text=self.cards.card(seen, turn.now), lane=lane_of(case), ref=ref, case_id=case.id)
        out = replace(out, buttons=self.cards.buttons(case, seen.evidence))
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

    async def open_card(self, turn: Turn, case: Case, chat_id: int, topic_id: int = 0) -> None:
        """A fresh card at the bottom of a chat, in place of an older one there."""
        await self._show(turn, case, chat_id, topic_id)

    async def refresh(self, turn: Turn, case: Case) -> None:
        """Bring every card of the case and the councillor's receipt up to date."""
        seen = await self.seen(turn, case)
        text, buttons = self.cards.card(seen, turn.now), self.cards.buttons(case, seen.evidence)
        for shown in await turn.tx.cases.shown_for(case.id):
            edit = Outgoing(shown.chat_id, Op.EDIT, ref=shown.ref, lane=lane_of(case), case_id=case.id)
            if shown.ref == receipt_ref(case):
                receipt = self.cards.receipt(seen, turn.now)
                turn.send(replace(edit, text=receipt, buttons=self.cards.own_buttons(case)))
            elif not shown.ref.startswith(CARD):
                continue
            elif await hears(turn.tx, case.id, shown.chat_id):
                turn.send(replace(edit, text=text, buttons=buttons))
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
                await self._show(turn, case, new, 0)

    async def lost(self, turn: Turn, group: int, ref: str) -> None:
        """A card in a group was deleted, perhaps with its topic: it is shown again while the case is not closed."""
        shown = await turn.tx.cases.shown(ref)
        case = await turn.tx.cases.find(shown.case_id) if shown else None
        if case is not None and not case.is_closed and ref == card_ref(case, group):
            await turn.tx.cases.forget_shown(ref)
            desk = await turn.tx.people.desk_chat(case.desk)
            await self._show(turn, case, group, desk[1] if desk and desk[0] == group else 0)

    async def receipt(self, turn: Turn, case: Case) -> None:
        """Give the councillor the receipt that will follow the case; a drill has no councillor."""
        if not case.reporter_id:
            return
        await turn.tx.cases.show(Shown(receipt_ref(case), case.reporter_id, 0, case.id))
        turn.send(
            Outgoing(
                case.reporter_id,
                text=self.cards.receipt(await self.seen(turn, case), turn.now),
                buttons=self.cards.own_buttons(case),
                lane=lane_of(case),
                ref=receipt_ref(case),
                case_id=case.id,
            )
        )

    async def tell_reporter(self, turn: Turn, case: Case, text: str, *buttons: Button) -> None:
        """A new message to the councillor, so that the phone rings."""
        if case.reporter_id:
            out = Outgoing(case.reporter_id, text=text, lane=lane_of(case), case_id=case.id)
            turn.send(replace(out, buttons=rows(*buttons, width=2)))

    def pass_on(self, turn: Turn, case: Case, files: tuple[Attachment, ...]) -> None:
        """Files from an officer, each in its own message."""
        text = self.words("notice.file", number=case.number)
        out = Outgoing(case.reporter_id, text=text, lane=lane_of(case), case_id=case.id)
        turn.send(*(replace(out, attachments=(file,)) for file in files))

    def tell(self, turn: Turn, case: Case, chat_id: int, text: str) -> None:
        """A new message to an officer who does not have the case: if it cannot be delivered, nothing hangs on it."""
        turn.send(Outgoing(chat_id, text=text, buttons=self.open_button(case), lane=lane_of(case)))

    async def tell_former(self, turn: Turn, before: Case, to: str) -> None:
        """Whoever had the case hears that it went on, unless that was their own doing, or it is kept from them now."""
        if before.holder not in (0, turn.actor) and await hears(turn.tx, before.id, before.holder):
            self.tell(turn, before, before.holder, self.words("notice.went-on", number=before.number, to=to))

    async def tell_holder(self, turn: Turn, case: Case, text: str) -> None:
        """A new message to whoever has the case; where nobody has it, to everyone who was shown it."""
        out = Outgoing(case.holder, text=text, buttons=self.open_button(case), lane=lane_of(case), case_id=case.id)
        if case.holder:
            turn.send(out)
            return
        group = await turn.tx.people.desk_chat(case.desk)
        for shown in await turn.tx.cases.shown_for(case.id):
            if shown.ref.startswith(CARD) and await hears(turn.tx, case.id, shown.chat_id):
                topic = group[1] if group and group[0] == shown.chat_id else 0
                turn.send(replace(out, chat_id=shown.chat_id, topic_id=topic, reply_to=shown.message_id))

    async def nobody(self, turn: Turn, case: Case) -> None:
        """Nobody can be reached: administrators are told on every way there is, and the councillor the truth, once."""
        await self.alarms.sound(turn, case, Reason.NOBODY)
        is_news = all(link.action != NOBODY for link in await turn.tx.audit.chain(case.id))
        await turn.tx.audit.record(case.id, turn.now, 0, NOBODY)
        text = self.words("notice.nobody", number=case.number)
        kept = await turn.tx.exclusions.of_case(case.id)
        for admin in await turn.tx.people.with_role(Role.ADMIN):
            if admin.id not in kept:
                await turn.tx.cases.show(Shown(f"{CALLED}{case.id}:{admin.id}", admin.id, 0, case.id))
                turn.send(Outgoing(admin.id, text=text, buttons=self.open_button(case), lane=Lane.URGENT))
        for desk in Desk:
            group = await turn.tx.people.desk_chat(desk)
            if group and not kept:
                turn.send(Outgoing(group[0], text=text, topic_id=group[1], lane=Lane.URGENT))
        if is_news:
            await self.tell_reporter(turn, case, self.words("notice.nobody-for-you", number=case.number))
