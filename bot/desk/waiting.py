"""What comes of waiting: an untaken case goes on, a silent officer is reminded, somebody unreachable is passed by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.case import Case
from bot.domain.outside import Reason
from bot.domain.severity import Level

from .turn import Turn

if TYPE_CHECKING:
    from .casework import Casework


async def escalate(casework: Casework, turn: Turn, case: Case) -> None:
    """Nobody took the case in time: the next step of the council's policy, the last one again and again.

    A step on which nobody stands costs no time; where none is left, everybody is called, or the alarm is raised.
    """
    await casework.notices.refresh(turn, case)
    steps = casework.council.deadlines[case.level].steps
    was_last = case.rung >= len(steps) and case.level >= Level.URGENT
    for step in (*steps[min(case.rung, len(steps) - 1) :], None):
        case = replace(case, rung=case.rung + 1)
        await turn.tx.audit.record(case.id, turn.now, 0, f"case:escalated:{step or 'anybody'}")
        if await casework.notices.call(turn, case, step):
            if was_last:
                await casework.notices.alarms.sound(turn, case, Reason.UNTAKEN)
            break
    else:
        await casework.notices.nobody(turn, case)
    await casework.notices.follow(turn, case)
    await casework.timer.arm(turn, await turn.tx.cases.save(case))


async def remind(casework: Casework, turn: Turn, case: Case) -> None:
    """A taken case has been silent: its officer is reminded, and has a little longer."""
    await turn.tx.audit.record(case.id, turn.now, 0, "case:reminded")
    await casework.notices.tell_holder(turn, case, casework.notices.words("notice.remind", number=case.number))
    await casework.timer.arm(turn, case, reminded=True)


async def undelivered(casework: Casework, turn: Turn, case: Case, chat_id: int) -> None:
    """A message about the case cannot reach a chat; where it was to be taken there, somebody else is called now."""
    await turn.tx.audit.record(case.id, turn.now, 0, "case:undelivered", str(chat_id))
    if case.is_closed:
        return
    steps = casework.council.deadlines[case.level].steps
    if chat_id == case.holder:
        await casework.give_back(turn, case)
    elif chat_id == case.reporter_id:
        await casework.notices.refresh(turn, case)
        if case.holder:
            await casework.notices.tell_holder(turn, case, casework.notices.words("notice.cut-off", number=case.number))
    elif not case.holder and (case.rung < len(steps) or not await casework.notices.officers(turn, case)):
        await escalate(casework, turn, case)
