"""Whether a case may be shown in a chat: asked of the database for every button, every list and every message."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.access import Cause, is_named, may_open
from bot.domain.case import Case
from bot.domain.chat import Op, Outgoing
from bot.domain.person import STAFF, Person
from bot.storage import Transaction

from .turn import Turn

#: What a case's message is remembered as where it brought the case to somebody: its card, or the last alarm.
CARD, CALLED = "card:", "called:"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may open in one chat: some cases ``reached`` them, and some are ``kept`` from the chat."""

    person: Person
    reached: frozenset[int]
    kept: frozenset[int]

    def opens(self, case: Case) -> bool:
        """Whether the case may be opened here."""
        return may_open(self.person, case, shown=case.id in self.reached, excluded=case.id in self.kept)


async def sight(tx: Transaction, person: Person, chat_id: int, cases: Sequence[Case]) -> Sight:
    """What somebody may open of these cases in a chat.

    Who is in a group is not known: a case that is kept from anybody is kept from all groups. And what was shown to
    somebody in their own chat is not for a group's eyes.
    """
    ids = [case.id for case in cases]
    apart = await tx.exclusions.among(ids)
    kept = frozenset(case_id for case_id, person_id in apart if chat_id < 0 or person_id == person.id)
    shown = await tx.cases.shown_in(chat_id, ids) if chat_id > 0 else []
    return Sight(person, frozenset(each.case_id for each in shown if each.ref.startswith((CARD, CALLED))), kept)


async def hears(tx: Transaction, case_id: int, chat_id: int) -> bool:
    """Whether officers' messages about a case may go to a chat: of somebody who is still of the staff, or a group."""
    kept = await tx.exclusions.of_case(case_id)
    if chat_id < 0:
        return not kept
    person = await tx.people.find(chat_id)
    return person is not None and person.is_staff and chat_id not in kept


async def waits_for(tx: Transaction, case: Case, person_id: int) -> bool:
    """Whether a case stands still without somebody: they have it, or it was shown to them and nobody has it."""
    if case.holder:
        return case.holder == person_id
    shown = await tx.cases.shown_for(case.id)
    is_here = any(each.chat_id == person_id and each.ref.startswith(CARD) for each in shown)
    return is_here and person_id not in await tx.exclusions.of_case(case.id)


async def is_withheld(tx: Transaction, out: Outgoing) -> bool:
    """Whether what waits to be sent about a case must not reach its chat any more."""
    if not out.case_id or out.op not in (Op.SEND, Op.EDIT) or await hears(tx, out.case_id, out.chat_id):
        return False
    case = await tx.cases.find(out.case_id)
    return case is not None and case.reporter_id != out.chat_id


async def keep_apart(turn: Turn, case: Case, asked: Sequence[int] = ()) -> None:
    """Keep a case from those whom its reporter ``asked`` to be kept out, and from those of the staff it names."""
    for person_id in asked:
        await keep_from(turn, case, person_id, Cause.ASKED)
    texts = (case.report.who, case.report.what)
    for person in await turn.tx.people.with_role(*STAFF):
        if person.id != case.reporter_id and any(is_named(person.name, text) for text in texts):
            await keep_from(turn, case, person.id, Cause.NAMED)


async def keep_from(turn: Turn, case: Case, person_id: int, cause: Cause) -> None:
    """Keep a case from somebody, from now on."""
    if await turn.tx.exclusions.add(case.id, person_id, cause):
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:excluded:{person_id}")
