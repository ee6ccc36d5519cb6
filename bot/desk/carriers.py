"""Who has each letter to pass on: where they cannot any more it goes on to the next, and that nobody can is said."""

from dataclasses import replace

from bot.content import Knowledge
from bot.domain.absent import Absent, Letter
from bot.domain.case import Case
from bot.domain.chat import Attachment, Lane, Outgoing
from bot.domain.outside import Reason
from bot.domain.person import ADMINS
from bot.domain.report import Desk
from bot.storage.cases import Shown
from bot.storage.listing import CALLED

from .access import hearing
from .alarms import Alarms
from .board import Board, lane_of, receipt_ref
from .letters import FILE, LETTER, PART, carried, letter_ref, named
from .turn import Turn


class Carriers(Board):
    """Brings letters to whoever passes them on, and on from there."""

    def __init__(self, knowledge: Knowledge, alarms: Alarms) -> None:
        super().__init__(knowledge)
        self.alarms = alarms

    async def write(self, turn: Turn, case: Case, text: str) -> None:
        """Tell somebody without Telegram something, by a letter that the cards count until it is told."""
        if await self.letters.keep(turn, case, text):
            await self.follow(turn, case)

    async def follow(self, turn: Turn, case: Case) -> None:
        """Bring each letter that is not told yet to the next who passes it on, unless somebody has it who can.

        The case is held: two who look at once would each bring it.
        """
        tx, who = turn.tx, None if case.reporter_id else await turn.tx.absent.of_case(case.id)
        if who is None:
            return
        await self._take_letters_away(turn, case)
        to, by_letter = await self.letters.passed_on_by(tx, case, who), carried(await tx.cases.shown_for(case.id))
        brought = []
        for letter in await tx.absent.letters(case.id):
            had = [each.chat_id for each in by_letter.get(letter.id, [])]
            able = [chat_id for chat_id in had if await self.letters.is_able(tx, case, chat_id)]
            if letter.told_at is None and not able and had != [to]:
                brought.append(letter)
                await self._bring(turn, case, who, letter, had, to)
        if brought and not to:
            await self._stranded(turn, case, "letter")
        if brought:
            await self.refresh(turn, case)

    async def _take_letters_away(self, turn: Turn, case: Case) -> None:
        """Letters stand, told or not, where the case is no longer heard of: they go as its card does."""
        shown = await turn.tx.cases.shown_for(case.id)
        letters = [each for each in shown if each.chat_id and each.ref.startswith((LETTER, PART))]
        heard = await hearing(turn.tx, case, {each.chat_id for each in letters})
        for each in letters:
            if each.chat_id not in heard:
                if each.message_id:  # one that is on its way is withheld
                    self.take_away(turn, case.number, each)
                await turn.tx.cases.forget_shown(each.ref)

    async def _bring(self, turn: Turn, case: Case, who: Absent, letter: Letter, had: list[int], to: int) -> None:
        for chat_id in had:
            await turn.tx.cases.forget_shown(letter_ref(letter, chat_id))
        await turn.tx.cases.show(Shown(letter_ref(letter, to), to, 0, case.id))
        if to:
            turn.send(*named(letter, self.letters.shown(case, who, letter, to)))
        else:
            await turn.tx.audit.record(case.id, turn.now, 0, "case:letter:stranded", letter.text)

    async def _stranded(self, turn: Turn, case: Case, what: str) -> None:
        await self.alarms.sound(turn, case, Reason.NOBODY)
        await self.call_admins(turn, case, self.words(f"notice.{what}-stranded", number=case.number))

    async def files(self, turn: Turn, case: Case, files: tuple[Attachment, ...]) -> None:
        """Files for somebody without Telegram, each in its own message; none waits for somebody who can pass it on."""
        who = await turn.tx.absent.of_case(case.id)
        to = await self.letters.passed_on_by(turn.tx, case, who) if who else 0
        if to:
            shown = [self.letters.file(case, file, to) for file in files]
            turn.send(*(replace(each, ref=f"{FILE}{case.id}:{to}") for each in shown))
        elif who and files:
            await self._stranded(turn, case, "file")

    async def returned(self, turn: Turn, out: Outgoing) -> None:
        """A message could not be brought to its chat: what was to be passed on there goes to the next."""
        case = await turn.tx.cases.hold(out.case_id) if out.ref.startswith((LETTER, FILE)) else None
        if case is not None and out.ref.startswith(FILE):
            await self.files(turn, case, out.attachments)
        elif case is not None:
            await self.follow(turn, case)

    async def pass_on_from(self, turn: Turn, chat_id: int) -> None:
        """What a chat has to pass on goes to the next where it cannot stay there; of 0, what nobody could be given."""
        shown = await turn.tx.cases.shown_in(chat_id)
        for case_id in sorted({each.case_id for each in shown if each.ref.startswith(LETTER)}):
            case = await turn.tx.cases.hold(case_id)
            if case is not None:
                await self.follow(turn, case)

    async def call_admins(self, turn: Turn, case: Case, text: str) -> None:
        """Tell administrators and desks' groups what no officer can be told, unless the case is kept from them."""
        kept = await turn.tx.exclusions.of_case(case.id)
        for admin in await turn.tx.people.with_role(*ADMINS):
            if admin.id not in kept:
                await turn.tx.cases.show(Shown(f"{CALLED}{case.id}:{admin.id}", admin.id, 0, case.id))
                out = Outgoing(admin.id, text=text, buttons=self.open_button(case), lane=Lane.URGENT)
                turn.send(replace(out, readers=ADMINS))
        for desk in Desk:
            group = await turn.tx.people.desk_chat(desk)
            if group and not kept:
                turn.send(Outgoing(group[0], text=text, topic_id=group[1], lane=Lane.URGENT))

    async def receipt(self, turn: Turn, case: Case) -> None:
        """Give the councillor the receipt that will follow the case; without Telegram, a letter; a drill has none."""
        if not case.reporter_id:
            who = await turn.tx.absent.of_case(case.id)
            if who is not None and who.name:  # a danger is passed on before anybody is asked for a name
                await self.write(turn, case, self.cards.confirmed(case))
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
