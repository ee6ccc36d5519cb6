"""A case that somebody must not have: it goes on to the next, as if it had been given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import Cause
from bot.domain.case import Case
from bot.domain.person import Person

from .access import called, hears, keep_from, names
from .turn import Turn

if TYPE_CHECKING:
    from .casework import Casework

LOOKED_AT = 500  # unfinished cases, the newest, when somebody new comes to the staff


async def declare(casework: Casework, turn: Turn, case: Case, officer: Person, cause: Cause) -> None:
    """An officer says that they must not have a case, or its reporter says so of them."""
    await keep_from(turn, case, officer.id, cause)
    await pass_by(casework, turn, case)


async def joined(casework: Casework, turn: Turn, person: Person) -> None:
    """Somebody is of the staff from now on: unfinished cases that name them are kept from them."""
    for case in await turn.tx.listing.newest(LOOKED_AT):
        if names(case, person) and await keep_from(turn, case, person.id, Cause.NAMED):
            await pass_by(casework, turn, case)
    await casework.notices.pass_on_from(turn, 0)


async def pass_by(casework: Casework, turn: Turn, case: Case) -> Case:
    """Let a case go on where somebody has it who must not, or where nobody else was shown it; cards are put right."""
    await casework.ledgers.follow(turn, case)
    await casework.notices.follow(turn, case)
    if case.holder and not await hears(turn.tx, case, case.holder):
        moved = await casework.give_back(turn, case)
        return moved if isinstance(moved, Case) else case
    await casework.notices.refresh(turn, case)
    shown = await called(turn.tx, case)
    others = await casework.notices.officers(turn, case)
    if not (case.holder or case.is_closed or any(person.id in shown for person in others)):
        await casework.notices.announce(turn, case)
    return case
