"""Campaigns: the same account, link or picture in reports of several councillors, pointed out to the safety officers.

Nobody learns who else reported, nor that there is a case which is kept from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bot.domain.case import Case
from bot.domain.marks import MarkKind, accounts, links
from bot.domain.person import Person, Role
from bot.domain.report import Desk
from bot.storage import Transaction

from .access import called
from .turn import Turn

if TYPE_CHECKING:
    from .notices import Notices

Alike = Mapping[int, frozenset[MarkKind]]
POINTED_OUT = "case:pointed-out"


async def mark(turn: Turn, case: Case, *said: str) -> Alike:
    """Note what a case, with what was ``said`` since, may have in common with others; those that are alike anew."""
    if case.is_drill:
        return {}
    before, report = await turn.tx.marks.alike(case), case.report
    linked = "\n".join((*report.links, report.what, *said))
    for account in sorted(accounts("\n".join((report.who, *report.links)))):
        await turn.tx.marks.add(case.id, MarkKind.ACCOUNT, account, turn.now)
    for link in sorted(links(linked)):
        await turn.tx.marks.add(case.id, MarkKind.LINK, link, turn.now)
    for item in await turn.tx.evidence.of_case(case.id):
        if item.likeness:
            await turn.tx.marks.add_picture(case.id, item.likeness, turn.now)
    after = await turn.tx.marks.alike(case)
    return {case_id: kinds for case_id, kinds in after.items() if case_id not in before}


async def visible(tx: Transaction, alike: Alike, chat_id: int) -> tuple[MarkKind, ...]:
    """What of it may be told in a chat: to safety officers, and nothing of cases that are kept from them."""
    if not alike or not await _is_safety(tx, chat_id):
        return ()
    kinds: set[MarkKind] = set()
    for case_id, common in alike.items():
        kept = await tx.exclusions.of_case(case_id)
        if not (chat_id in kept if chat_id > 0 else kept):
            kinds |= common
    return tuple(kind for kind in MarkKind if kind in kinds)


async def _is_safety(tx: Transaction, chat_id: int) -> bool:
    if chat_id < 0:
        return Desk.SAFETY in await tx.people.desks_at(chat_id)
    person = await tx.people.find(chat_id)
    return person is not None and Role.SAFETY in person.roles


async def point_out(notices: Notices, turn: Turn, case: Case, alike: Alike) -> None:
    """Show a case that is alike to others to the safety officers, and bring the cards of those others up to date."""
    if not alike:
        return
    told = [person.id for person in await _told(turn, notices, case, alike)]
    for chat_id in told:
        await notices.open_card(turn, case, chat_id, head=notices.words("notice.campaign"))
    if told:
        await turn.tx.audit.record(case.id, turn.now, 0, POINTED_OUT)
    for other in await _unfinished(turn.tx, alike):
        await notices.refresh(turn, other)


async def _told(turn: Turn, notices: Notices, case: Case, alike: Alike) -> list[Person]:
    """Safety officers who do not have the case's card yet, and may; nobody is called to a closed case."""
    if case.is_closed:
        return []
    shown = await called(turn.tx, case)
    officers = [each for each in await notices.officers(turn, case) if Role.SAFETY in each.roles]
    return [each for each in officers if each.id not in shown and await visible(turn.tx, alike, each.id)]


async def _unfinished(tx: Transaction, case_ids: Iterable[int]) -> list[Case]:
    found = [await tx.cases.find(case_id) for case_id in case_ids]
    return [case for case in found if case is not None and not case.is_closed]
