"""Guides: the list of them, going through one, and its end."""

import secrets

from bot.content import Guide
from bot.domain.chat import Button, rows
from bot.domain.flow import Asks, path
from bot.domain.session import FlowState
from bot.flows import GUIDE, REPORT, guide_flow, guide_of

from .pages import with_help
from .talk import Talk

RELATED = 3


def overview(talk: Talk) -> None:
    """All guides, each with what it is for."""
    guides = talk.house.knowledge.guides.values()
    lines = [talk.words("guide.line", title=guide.title, about=guide.about) for guide in guides]
    buttons = [Button(guide.title, f"g:{GUIDE}{guide.id}") for guide in guides]
    talk.change("\n\n".join([talk.words("guide.all"), *lines]), rows(*buttons))


def by_command(talk: Talk, command: str) -> str:
    """The flow that a command starts; "" where it is no guide's."""
    found = next((guide for guide in talk.house.knowledge.guides.values() if guide.command == command), None)
    return f"{GUIDE}{found.id}" if found else ""


def finish(talk: Talk, state: FlowState) -> None:
    """The end of a guide: what is left of a checklist waits to be carried on; what was sent waits for a report."""
    guide = guide_of(talk.house.knowledge, state.name)
    assert guide is not None  # noqa: S101  (the flow could be drawn)
    parts = [with_help(talk.house.knowledge, guide.end, talk.turn.now)]
    buttons: list[Button] = []
    if state.items:
        parts.append(talk.words("guide.kept", count=len(state.items)))
        _keep_for_report(talk, state)
    if guide.checklist:
        parts.append(_tally(talk, state, guide))
        if talk.session.waiting(state.name):
            buttons.append(Button(talk.plain("button.what-is-left"), f"g:resume-{state.name}"))
    related = [talk.house.knowledge.catalogue.get(id) for id in guide.related]
    place = talk.house.place_of(talk.person)
    held = [entry for entry in related if entry is not None and entry.holds(place)][:RELATED]
    buttons += [Button(entry.title, f"e:{entry.id}") for entry in held]
    talk.change("\n\n".join(parts), rows(*buttons, Button(talk.plain("button.report"), "g:report")))


def _tally(talk: Talk, state: FlowState, guide: Guide) -> str:
    """How much is done, and what was left for later, which is put aside."""
    flow = guide_flow(talk.house.knowledge, guide, talk.house.place_of(talk.person), state.answers)
    pages = [step for step in path(flow, state.answers) if step.asks is Asks.PAGE]
    left = [step for step in pages if not state.answers[step.name].values]
    if not left:
        return talk.words("guide.all-done", count=len(pages))
    for step in left:
        del state.answers[step.name]
    talk.session.flow = state
    talk.session.put_aside()
    return talk.words("guide.left", done=len(pages) - len(left), count=len(pages))


def _keep_for_report(talk: Talk, state: FlowState) -> None:
    """Pictures and files that were sent on the way are not lost: they go with the report, once there is one."""
    report = talk.session.waiting(REPORT)
    if report is None:
        report = FlowState(REPORT, secrets.token_hex(2), talk.turn.now)
        talk.session.saved.append(report)
    report.items, state.items = report.items + state.items, ()
