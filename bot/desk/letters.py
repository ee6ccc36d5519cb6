"""Letters to councillors without Telegram: what the bot would have told them, for an officer to pass on."""

from collections.abc import Iterable
from dataclasses import replace

from bot.content import Knowledge, Words
from bot.domain.absent import Absent, Letter
from bot.domain.case import Case
from bot.domain.chat import Attachment, Button, Lane, Outgoing, Rows, rows
from bot.domain.person import OFFICERS, Role
from bot.domain.severity import Level
from bot.domain.text import pieces
from bot.storage import Transaction
from bot.storage.cases import Shown

from .access import hears, opens
from .turn import Turn

#: Telegram takes 4,096 characters a message.
PIECE = 3_000
#: What a letter, or a file that goes with one, is remembered as in the chat of whoever has it to pass on.
LETTER, FILE = "letter:", "letter-file:"
#: What the messages before the last of a long letter are remembered as.
PART = "letter-part:"


class Letters:
    """Words letters, and brings them to whoever passes them on."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.words

    async def keep(self, turn: Turn, case: Case, text: str) -> bool:
        """Keep what there is to tell somebody without Telegram; False, and nothing, where there is nobody (a drill)."""
        who = await turn.tx.absent.of_case(case.id)
        if who is None:
            return False
        name = who.name or self._words.plain("letter.unnamed")
        whole = self._words.plain("letter.whole", name=name, number=case.number, text=text)
        await turn.tx.absent.write(case.id, whole, turn.now)
        await turn.tx.audit.record(case.id, turn.now, turn.actor, "case:letter", whole)
        return True

    def shown(
        self, case: Case, who: Absent, letter: Letter, chat_id: int, buttons: Rows | None = None
    ) -> list[Outgoing]:
        """A letter as it is shown to an officer: in as many messages as it takes, its text to be copied.

        Under it stand its own buttons, unless others are given.
        """
        lane = Lane.URGENT if case.level >= Level.URGENT else Lane.NORMAL
        values = {"number": case.number, "name": who.name or self._words.plain("letter.no-name")}
        head = self._words("letter.to-tell", how=reached(self._words, who), **values)
        texts = [self._words("letter.text", text=part) for part in pieces(letter.text, PIECE)]
        texts[0] = self._words("letter.headed", head=head, text=texts[0])
        shown = [Outgoing(chat_id, text=text, lane=lane, case_id=case.id) for text in texts]
        return [*shown[:-1], replace(shown[-1], buttons=self._buttons(letter) if buttons is None else buttons)]

    def _buttons(self, letter: Letter) -> Rows:
        ways = Button(self._words.plain("button.letter-ways"), f"n:l:{letter.id}:ways")
        told = Button(self._words.plain("button.letter-told"), f"n:l:{letter.id}:told")
        return rows(ways) if letter.told_at else rows(ways, told)

    def file(self, case: Case, file: Attachment, chat_id: int) -> Outgoing:
        """A file for somebody without Telegram, as it is shown to an officer."""
        text = self._words("letter.file", number=case.number)
        return Outgoing(chat_id, text=text, attachments=(file,), case_id=case.id)

    async def passed_on_by(self, tx: Transaction, case: Case, who: Absent) -> int:
        """Who passes letters on, by id: who entered the case, has it, is on its desk, was called, or an administrator.

        In that order; 0 for nobody. None from whom the case is kept, and none who cannot be reached.
        """
        desk = await tx.people.with_role(Role(case.desk))
        for person_id in dict.fromkeys((who.entered_by, case.holder, *(person.id for person in desk))):
            if await self.is_able(tx, case, person_id):
                return person_id
        for person in (*await tx.people.with_role(*OFFICERS), *await tx.people.with_role(Role.ADMIN)):
            may = Role.ADMIN in person.roles or await opens(tx, person, person.id, case)
            if may and await self.is_able(tx, case, person.id):
                return person.id
        return 0

    async def is_able(self, tx: Transaction, case: Case, person_id: int) -> bool:
        """Whether what there is to tell can be brought to somebody, and may be."""
        person = await tx.people.find(person_id) if person_id else None
        return person is not None and person.reachable and await hears(tx, case, person_id)

    async def has(self, tx: Transaction, case: Case, letter: Letter, person_id: int) -> bool:
        """Whether a letter was brought to somebody to pass on, and still may be."""
        brought = await tx.cases.shown(letter_ref(letter, person_id))
        return brought is not None and await hears(tx, case, person_id)

    async def may_pass_on(self, tx: Transaction, case: Case, person_id: int) -> bool:
        """Whether somebody may see what there is to tell, in their own chat: who entered it, or who may open it."""
        who, person = await tx.absent.of_case(case.id), await tx.people.find(person_id)
        if who is None or person is None or not await hears(tx, case, person_id):
            return False
        return who.entered_by == person_id or await opens(tx, person, person_id, case)


def letter_ref(letter: Letter, chat_id: int) -> str:
    """The name under which it is remembered who has a letter to pass on; 0 where nobody can."""
    return f"{LETTER}{letter.id}:{chat_id}"


def named(letter: Letter, shown: list[Outgoing]) -> list[Outgoing]:
    """The messages that bring a letter to whoever passes it on, under the names by which they are found again."""
    *rest, last = shown
    parts = [replace(out, ref=f"{PART}{letter.id}:{out.chat_id}:{n}") for n, out in enumerate(rest)]
    return [*parts, replace(last, ref=letter_ref(letter, last.chat_id))]


def carried(shown: Iterable[Shown]) -> dict[int, list[Shown]]:
    """Of a case's messages those that brought its letters to whoever passes them on, by the letter's id."""
    found: dict[int, list[Shown]] = {}
    for each in shown:
        if each.ref.startswith(LETTER):
            found.setdefault(int(each.ref.split(":")[1]), []).append(each)
    return found


def reached(words: Words, who: Absent) -> str:
    """How somebody is reached, in words: "by email, edna@example.org"."""
    if who.way is None:
        return words.plain("letter.way-unknown")
    return words.plain("letter.way", way=words.plain(f"letter.by.{who.way}"), address=who.address)
