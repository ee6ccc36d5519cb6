"""Who is called to a case, and who is told what about it: officers, the councillor, administrators."""

from dataclasses import replace

from bot.domain.access import may_work
from bot.domain.case import Case
from bot.domain.chat import Attachment, Button, Outgoing, rows
from bot.domain.deadline import Rung
from bot.domain.outside import Reason
from bot.domain.person import OFFICERS, STAFF, Person, Role
from bot.domain.text import pieces
from bot.storage.listing import CARD

from .access import called, hearing, hears
from .board import card_ref, lane_of
from .carriers import Carriers
from .turn import Turn

#: Telegram takes 4,096 characters a message.
PIECE = 3_000
NOBODY = "case:nobody-reachable"


def folded(text: str) -> list[str]:
    """A text in pieces, each of which fits one message with room for what stands around it."""
    return pieces(text, PIECE)


class Notices(Carriers):
    """Turns a change of a case into messages of the same turn."""

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
            await self.open_card(turn, case, *group)
        officers = await self.officers(turn, case)
        first = min(officers, key=lambda person: (not person.is_officer, person.id == last), default=None)
        if first:
            await self.open_card(turn, case, first.id)
        else:
            await self.nobody(turn, case)

    async def call(self, turn: Turn, case: Case, rung: Rung | None) -> int:
        """Show a case that nobody took to those on a step, or to anybody (None); how many that were."""
        officers = await self.officers(turn, case)
        shown = await called(turn.tx, case)
        on_desks = [person for person in officers if person.is_officer]
        if rung is Rung.NEXT:
            whom = [person for person in on_desks if person.id not in shown][:1]
        elif rung is Rung.EVERYONE:
            whom = on_desks
        elif rung is Rung.ADMINS:
            whom = [person for person in officers if Role.ADMIN in person.roles]
        else:
            whom = officers
        for person in whom:
            await self._nudge(turn, case, person.id)
        return len(whom)

    async def _nudge(self, turn: Turn, case: Case, chat_id: int) -> None:
        """Say that a case is late; whoever has its card already gets a message that points to it."""
        card = await turn.tx.cases.shown(card_ref(case, chat_id))
        late = self.words("notice.late", number=case.number, level=self.words.plain(f"level.{case.level.word}"))
        if card is None:
            await self.open_card(turn, case, chat_id, head=late)
        else:
            answer = Outgoing(chat_id, text=late, lane=lane_of(case), case_id=case.id, reply_to=card.message_id)
            turn.send(replace(answer, buttons=self.open_button(case)))

    async def tell_reporter(self, turn: Turn, case: Case, text: str, *, letter: str) -> None:
        """A new message to the councillor, so that the phone rings; without Telegram, a ``letter`` in plain text.

        It has words of its own: who reads it has no commands and no buttons.
        """
        if case.reporter_id:
            turn.send(Outgoing(case.reporter_id, text=text, lane=lane_of(case), case_id=case.id))
        else:
            await self.write(turn, case, letter)

    async def bring(self, turn: Turn, case: Case, officer: Person, text: str, files: tuple[Attachment, ...]) -> None:
        """An officer's words, and each file in its own message, to the councillor's chat or as a letter."""
        if not case.reporter_id:
            if text:
                await self.write(turn, case, text)
            await self.files(turn, case, files)
            return
        desk = self.words.plain(f"desk.{case.desk}")
        answer = rows(Button(self.words.plain("button.answer"), f"m:{case.id}:add"))
        out = Outgoing(case.reporter_id, lane=lane_of(case), case_id=case.id)
        for part in folded(text):
            shown = self.words("notice.reply", number=case.number, desk=desk, name=officer.name, text=part)
            turn.send(replace(out, text=shown, buttons=answer))
        file_text = self.words("notice.file", number=case.number)
        turn.send(*(replace(out, text=file_text, attachments=(file,)) for file in files))

    def tell(self, turn: Turn, case: Case, chat_id: int, text: str) -> None:
        """A new message to an officer who does not have the case: if it cannot be delivered, nothing hangs on it."""
        out = Outgoing(chat_id, text=text, buttons=self.open_button(case), lane=lane_of(case))
        turn.send(replace(out, readers=STAFF))

    async def tell_former(self, turn: Turn, before: Case, to: str) -> None:
        """Whoever had the case hears that it went on, unless that was their own doing, or it is kept from them now."""
        if before.holder not in (0, turn.actor) and await hears(turn.tx, before, before.holder):
            self.tell(turn, before, before.holder, self.words("notice.went-on", number=before.number, to=to))

    async def tell_holder(self, turn: Turn, case: Case, text: str) -> None:
        """A new message to whoever has the case; where nobody has it, to everyone who was shown it."""
        out = Outgoing(case.holder, text=text, buttons=self.open_button(case), lane=lane_of(case), case_id=case.id)
        if case.holder:
            turn.send(out)
            return
        group = await turn.tx.people.desk_chat(case.desk)
        cards = [each for each in await turn.tx.cases.shown_for(case.id) if each.ref.startswith(CARD)]
        heard = await hearing(turn.tx, case, [card.chat_id for card in cards])
        for shown in cards:
            if shown.chat_id in heard:
                topic = group[1] if group and group[0] == shown.chat_id else 0
                turn.send(replace(out, chat_id=shown.chat_id, topic_id=topic, reply_to=shown.message_id))

    async def nobody(self, turn: Turn, case: Case) -> None:
        """Nobody can be reached: administrators are told on every way there is, and the councillor the truth, once."""
        await self.alarms.sound(turn, case, Reason.NOBODY)
        is_news = all(link.action != NOBODY for link in await turn.tx.audit.chain(case.id))
        await turn.tx.audit.record(case.id, turn.now, 0, NOBODY)
        await self.call_admins(turn, case, self.words("notice.nobody", number=case.number))
        if is_news and case.reporter_id:  # nobody could pass a letter on, and once somebody can it is not so
            text = self.words("notice.nobody-for-you", number=case.number)
            turn.send(Outgoing(case.reporter_id, text=text, lane=lane_of(case), case_id=case.id))
