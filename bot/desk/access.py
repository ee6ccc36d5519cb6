"""Whether a case may be shown in a chat: asked of the database for every button, every list and every message."""

from collections.abc import Sequence

from bot.domain.access import Cause, is_named, may_open
from bot.domain.case import Case
from bot.domain.chat import Op, Outgoing
from bot.domain.person import STAFF, Person, Role
from bot.domain.report import Desk
from bot.storage import Transaction
from bot.storage.listing import CALLED, CARD, View

from .turn import Turn


async def opens(tx: Transaction, person: Person, chat_id: int, case: Case) -> bool:
    """Whether somebody may open a case in a chat. ``Listing`` asks the same of many at once.

    Who is in a group is not known: only cases of a desk that works there are shown, none that is kept from anybody, and
    what was shown to somebody in their own chat is not for a group's eyes.
    """
    if case.desk not in await _desks(tx, chat_id):
        return False
    kept = await tx.exclusions.of_case(case.id)
    excluded = person.id in kept if chat_id > 0 else bool(kept)
    shown = await tx.cases.shown_in(chat_id, [case.id]) if chat_id > 0 else []
    return may_open(person, case, shown=any(each.ref.startswith((CARD, CALLED)) for each in shown), excluded=excluded)


async def _desks(tx: Transaction, chat_id: int) -> frozenset[Desk]:
    """The desks whose cases may be shown in a chat: in a group, of those that work there."""
    return await tx.people.desks_at(chat_id) if chat_id < 0 else frozenset(Desk)


async def view_of(tx: Transaction, person: Person, chat_id: int) -> View:
    """The cases that somebody may open in a chat, for lists."""
    theirs = frozenset(desk for desk in Desk if Role(desk) in person.roles)
    return View(person.id, chat_id, theirs, await _desks(tx, chat_id))


async def hears(tx: Transaction, case_id: int, chat_id: int) -> bool:
    """Whether officers' messages about a case may go to a chat: of somebody still of the staff, or its desk's group."""
    kept = await tx.exclusions.of_case(case_id)
    if chat_id < 0:
        case = await tx.cases.find(case_id)
        return case is not None and not kept and case.desk in await _desks(tx, chat_id)
    person = await tx.people.find(chat_id)
    return person is not None and person.is_staff and chat_id not in kept


async def waits_for(tx: Transaction, case: Case, person_id: int) -> bool:
    """Whether a case stands still without an officer: they have it, or it was shown to them and nobody has it."""
    person = await tx.people.find(person_id)
    if person is None or not person.is_staff:
        return False
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


async def keep_apart(turn: Turn, case: Case, asked: Sequence[int] = (), said: str = "") -> bool:
    """Keep a case from those whom its reporter ``asked`` to be kept out, and from those of the staff it names.

    ``said`` is what was added to it. Whether it is kept from anybody anew.
    """
    anew = [await keep_from(turn, case, person_id, Cause.ASKED) for person_id in asked]
    for person in await turn.tx.people.with_role(*STAFF):
        if names(case, person, said):
            anew.append(await keep_from(turn, case, person.id, Cause.NAMED))
    return any(anew)


def names(case: Case, person: Person, said: str = "") -> bool:
    """Whether somebody who did not report a case stands in it by name, or in what was ``said``."""
    texts = (case.report.who, case.report.what, said)
    return person.id != case.reporter_id and any(is_named(person.name, text) for text in texts)


async def keep_from(turn: Turn, case: Case, person_id: int, cause: Cause) -> bool:
    """Keep a case from somebody, from now on; False where it was kept from them already."""
    anew = await turn.tx.exclusions.add(case.id, person_id, cause)
    if anew:
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:excluded:{person_id}")
    return anew
