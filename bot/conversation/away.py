"""Who at the council must not read a report: chosen by name, on its last card before it is sent."""

from bot.domain.chat import Button, rows
from bot.domain.person import STAFF
from bot.domain.session import FlowState

from .talk import Talk

#: How the values of these buttons begin; a person's id follows.
WORD = ".away"


def button(talk: Talk, state: FlowState) -> tuple[Button, ...]:
    """The way to the names."""
    return (Button(talk.plain("button.away"), _data(state, WORD)),)


def _data(state: FlowState, value: str) -> str:
    return f"f:{state.token}:review:{value}"


async def choose(talk: Talk, state: FlowState, person_id: str) -> None:
    """Tick somebody, or take the tick away, and show the names."""
    staff = {each.id: each.name for each in await talk.turn.tx.people.with_role(*STAFF) if each.id != talk.person.id}
    chosen = int(person_id) if person_id.isdecimal() else 0
    was_ticked = state.away.pop(chosen, None) is not None
    if chosen in staff and not was_ticked:
        state.away[chosen] = staff[chosen]
    names = [
        Button(("✓ " if id in state.away else "") + name, _data(state, f"{WORD}{id}")) for id, name in staff.items()
    ]
    done = Button(talk.plain("button.done"), _data(state, ".stay"))
    talk.change(talk.words("away.choose"), (*rows(*names), (done,)))
