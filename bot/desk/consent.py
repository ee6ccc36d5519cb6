"""Whether somebody agreed to it that platforms are asked to take posts down: by their own word, or an officer's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.absent import Absent, Consent
from bot.domain.case import Case
from bot.domain.person import Person
from bot.domain.report import Wish
from bot.storage import Transaction

from .turn import Turn

if TYPE_CHECKING:
    from .casework import Casework

AGREED = "case:agreed:removal"


async def put_right(tx: Transaction, case: Case, who: Absent) -> None:
    """Whose case it is, once all was asked; that they agree, as an officer said meanwhile, stays."""
    if await _said_so(tx, case):
        who = replace(who, agreed=tuple(dict.fromkeys((*who.agreed, Consent.REMOVAL))))
    await tx.absent.keep(case.id, who)


async def has_agreed(tx: Transaction, case: Case) -> bool:
    """Whether they wished for it, or an officer has said since that they agree.

    Of somebody without Telegram a wish is not enough: they were asked apart whether platforms may be told.
    """
    who = await tx.absent.of_case(case.id)
    if who is not None:
        return Consent.REMOVAL in who.agreed
    return Wish.REMOVAL in case.report.wishes or await _said_so(tx, case)


async def _said_so(tx: Transaction, case: Case) -> bool:
    """Whether an officer has said that they agree."""
    return any(link.action == AGREED for link in await tx.audit.chain(case.id))


async def agree(casework: Casework, turn: Turn, case: Case, officer: Person) -> None:
    """An officer says that they agree, which is in the case's audit under the officer's name."""
    who = await turn.tx.absent.of_case(case.id)
    if who is not None:
        await turn.tx.absent.keep(case.id, replace(who, agreed=(*who.agreed, Consent.REMOVAL)))
    await casework.worked(turn, case, officer, AGREED)
    await casework.notices.refresh(turn, case)
