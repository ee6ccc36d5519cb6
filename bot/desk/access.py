"""Whether a case may be shown in a chat: asked of the database for every button, every list and every message."""

from collections.abc import Iterable, Sequence

from bot.domain.access import Cause, is_named, may_open
from bot.domain.case import Case
from bot.domain.chat import Op, Outgoing
from bot.domain.person import STAFF, Person, Role
from bot.domain.report import Desk
from bot.storage import Transaction
from bot.storage.listing import CALLED, CARD, View
from bot.storage.removals import CARD as REMOVAL_CARD

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


async def hears(tx: Transaction, case: Case, chat_id: int) -> bool:
    """Whether officers' messages about a case may go to a chat: of somebody still of the staff, or its desk's group."""
    return bool(await hearing(tx, case, [chat_id]))


async def hearing(tx: Transaction, case: Case, chats: Iterable[int]) -> frozenset[int]:
    """Those of the chats to which officers' messages about a case may go."""
    kept, heard = await tx.exclusions.of_case(case.id), set()
    for chat_id in chats:
        if chat_id < 0:
            may = not kept and case.desk in await _desks(tx, chat_id)
        else:
            person = await tx.people.find(chat_id)
            may = person is not None and person.is_staff and chat_id not in kept
        if may:
            heard.add(chat_id)
    return frozenset(heard)


async def called(tx: Transaction, case: Case) -> frozenset[int]:
    """The chats to which a case was brought: its card, or an alarm about it. A letter brings no case."""
    shown = await tx.cases.shown_for(case.id)
    return frozenset(each.chat_id for each in shown if each.ref.startswith((CARD, CALLED)))


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
    """Whether what waits to be sent to the staff, about a case or a removal, must not reach its chat any more."""
    if out.readers and out.op in (Op.SEND, Op.EDIT) and not await _reads(tx, out):
        return True
    if out.ref.startswith(REMOVAL_CARD) and out.op in (Op.SEND, Op.EDIT):
        person = await tx.people.find(out.chat_id)
        return person is None or not await opened_of(tx, int(out.ref.split(":")[1]), person)
    case = await tx.cases.find(out.case_id) if out.case_id and out.op in (Op.SEND, Op.EDIT) else None
    return case is not None and case.reporter_id != out.chat_id and not await hears(tx, case, out.chat_id)


async def _reads(tx: Transaction, out: Outgoing) -> bool:
    if out.chat_id < 0:
        return bool(await _desks(tx, out.chat_id))
    person = await tx.people.find(out.chat_id)
    return person is not None and bool(person.roles & out.readers)


async def asking(tx: Transaction, removal_id: int) -> list[Case]:
    """The cases that ask for a removal, those first that asked first."""
    found = [await tx.cases.find(case_id) for case_id in await tx.removals.cases_of(removal_id)]
    return [case for case in found if case is not None]


async def hold_asking(tx: Transaction, removal_id: int) -> None:
    """Hold the cases that ask for a removal, one after another: before the removal itself, as who begins it has one.

    Else each would wait for the other.
    """
    for case_id in sorted(await tx.removals.cases_of(removal_id)):
        await tx.cases.hold(case_id)


async def opened_of(tx: Transaction, removal_id: int, person: Person) -> list[Case]:
    """The cases of a removal that somebody may open in their own chat; none where any case of it is kept from them.

    Whoever has none must not see the removal at all. ``Transaction.removals`` asks the same of many at once.
    """
    cases = await asking(tx, removal_id)
    for case in cases:
        if person.id in await tx.exclusions.of_case(case.id):
            return []
    return [case for case in cases if await opens(tx, person, person.id, case)]


async def keep_apart(
    turn: Turn, case: Case, asked: Sequence[int] = (), items: Sequence[int] = (), said: str = "", spared: int = 0
) -> bool:
    """Keep a case from those whom its reporter ``asked`` to be kept out, and from those of the staff it names.

    ``said`` and the evidence (``items``, by id) were added to it; who is ``spared`` may be named. Whether it is kept
    from anybody anew.
    """
    anew = [await keep_from(turn, case, person_id, Cause.ASKED) for person_id in asked]
    texts = [said, *await _told_by(turn, items)]
    for person in await turn.tx.people.with_role(*STAFF):
        if person.id != spared and names(case, person, *texts):
            anew.append(await keep_from(turn, case, person.id, Cause.NAMED))
    return any(anew)


async def _told_by(turn: Turn, items: Sequence[int]) -> list[str]:
    """What evidence says without being opened: from whom it was forwarded, the words and the name it came with."""
    found = [await turn.tx.evidence.find(item_id) for item_id in items]
    return [text for item in found if item for text in (item.forwarded_from, item.caption, item.attachment.name)]


def names(case: Case, person: Person, *said: str) -> bool:
    """Whether somebody who did not report a case stands in it by name, or in what was ``said``."""
    report = case.report
    texts = (report.who, report.what, report.where, report.effect, *report.links, *said)
    return person.id != case.reporter_id and any(is_named(person.name, text) for text in texts)


async def keep_from(turn: Turn, case: Case, person_id: int, cause: Cause) -> bool:
    """Keep a case from somebody, from now on; False where it was kept from them already."""
    anew = await turn.tx.exclusions.add(case.id, person_id, cause)
    if anew:
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"case:excluded:{person_id}")
    return anew
