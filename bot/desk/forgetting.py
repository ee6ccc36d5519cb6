"""Forgetting somebody who asked for it: their files in pieces, then who they are; they are told when all is gone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.chat import Outgoing
from bot.storage.row import Kind

from .turn import OUTGOING, Turn

EVENT = "forget"


async def forget(turn: Turn, person_id: int, done: Outgoing) -> None:
    """Erase what a person handed over until now for no case, and then, where nothing needs it, who they are.

    As much as one transaction should; the rest follows by a timer. ``done`` is said once, at the end.
    """
    out = OUTGOING.dump_python(done, mode="json")
    await go_on(turn, {"event": EVENT, "person": person_id, "until": turn.now.isoformat(), "out": out})


async def go_on(turn: Turn, payload: Mapping[str, Any]) -> None:
    """The next piece of it."""
    person_id, lane = payload["person"], f"{EVENT}:{payload['person']}"
    key = f"{lane}:{payload['until']}"
    if not await turn.tx.erasing.loose_of(person_id, datetime.fromisoformat(payload["until"])):
        await turn.tx.queue.put(Kind.TIMER, key, payload, lane=lane, now=turn.now)
        return
    person = await turn.tx.people.find(person_id)
    came_back = (await turn.tx.sessions.load(str(person_id))).version
    if person and not person.roles and not came_back and not await turn.tx.cases.of_reporter(person_id, 1):
        await turn.tx.erasing.person(person_id)
    await turn.tx.audit.record(0, turn.now, person_id, "person:forgotten")
    turn.send(OUTGOING.validate_python(payload["out"], strict=False))
