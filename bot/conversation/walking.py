"""Going through a flow: start, carry on, take an answer; back, skip, change, save, cancel, ask, return."""

import secrets

from bot.domain.chat import Button, IncomingKind, Rows, rows
from bot.domain.flow import Answer, Answers, Asks, Step, before, position
from bot.domain.session import FlowState
from bot.flows import REPORT

from . import away, ending, privacy, steps
from .talk import Talk


async def start(talk: Talk, name: str, answers: Answers | None = None, items: tuple[int, ...] = ()) -> None:
    """Begin a flow. One that is under way is put aside, never lost."""
    if talk.session.flow is not None and talk.session.flow.answers:
        talk.session.put_aside()
    talk.session.awaiting, talk.session.asking = "", False
    talk.session.flow = FlowState(name, secrets.token_hex(2), talk.turn.now, dict(answers or {}), items=items)
    first = name == REPORT and not talk.session.noticed
    if first:
        privacy.notice(talk)
    await ask(talk, new=first)


async def begin(talk: Talk, name: str) -> None:
    """Begin a flow, unless one like it waits to be carried on."""
    if talk.session.waiting(name):
        under_way(talk, name)
    else:
        await start(talk, name)


def under_way(talk: Talk, name: str) -> None:
    """Ask whether to carry on with a flow or to start it again."""
    again = Button(talk.plain("button.start-again"), f"g:fresh-{name}")
    talk.change(talk.words("flow.under-way"), (*carry_on(talk, name), (again,)))


async def fresh(talk: Talk, name: str) -> None:
    """Start a flow again; what was answered and handed over in it is dropped."""
    old = talk.session.waiting(name)
    talk.session.forget(name)
    await talk.turn.tx.evidence.drop(old.items if old else ())
    await start(talk, name)


async def resume(talk: Talk, name: str = "") -> None:
    """Carry on where a flow, or the latest, was left, after a minute or days."""
    talk.session.asking = False
    if not talk.session.pick_up(name):
        talk.say(talk.words("flow.nothing-saved"), rows(Button(talk.plain("button.report"), "g:report")))
        return
    talk.session.awaiting = ""
    await ask(talk, new=True)


def current(talk: Talk, state: FlowState) -> Step | None:
    """The step being asked: the one being changed, else the first without an answer."""
    flow = steps.flow_of(talk, state)
    return (flow.step(state.redo) if state.redo else None) or position(flow, state.answers)


async def ask(talk: Talk, note: str = "", *, new: bool = False) -> None:
    """Ask the step that is next; at the end, finish."""
    state = talk.session.flow
    if state is None:
        return
    step = current(talk, state)
    if step is None:
        follows = await ending.finish(talk, state)
        if follows is not None and talk.session.waiting(follows[0]):
            under_way(talk, follows[0])
        elif follows is not None:
            await start(talk, *follows)
        return
    text, buttons = steps.draw(talk, state, step, note)
    (talk.say if new else talk.change)(text, buttons)


async def accept(talk: Talk, state: FlowState, step: Step, *values: str) -> None:
    """Take an answer, and go on."""
    messages = (talk.incoming.message_id,) if talk.incoming.kind is IncomingKind.MESSAGE else ()
    state.answers[step.name] = Answer(tuple(values), messages)
    state.redo, state.picked = "", ()
    if is_danger(state, step.name):
        await _in_danger(talk)
    else:
        await ask(talk)


async def _in_danger(talk: Talk) -> None:
    """The card. A report is put aside for it; an officer who enters one for somebody else goes on."""
    await ending.danger_now(talk)
    await ask(talk, new=True)


def is_danger(state: FlowState, name: str) -> bool:
    """Whether the answer just given is the "yes" to the question about danger."""
    return name == "danger" and state.answers[name].first == "yes"


async def corrected(talk: Talk, state: FlowState, name: str) -> None:
    """An answer was changed by editing the message it was typed in: say so, and ask what is open."""
    if is_danger(state, name):
        await _in_danger(talk)
    elif state is talk.session.flow:
        await ask(talk, talk.words("flow.edited"), new=True)
    else:
        talk.say(talk.words("flow.edited"), carry_on(talk, state.name))


async def pressed(talk: Talk, token: str, name: str, value: str) -> None:
    """A button under a step. Those of an earlier run, or of a step that is behind, say so."""
    state = talk.session.flow
    if state is None or state.token != token:
        talk.toast(talk.plain("flow.stale"), alert=True)
        return
    step = current(talk, state)
    if value.startswith("."):
        await _control(talk, state, step, name, value)
    elif step is None or step.name != name:
        await _earlier(talk, state, name, value)
    elif step.asks is Asks.REVIEW:
        state.redo = value
        await ask(talk)
    elif step.asks is Asks.CHOICES and value in step.choices:
        picked = tuple(v for v in step.choices if (v in state.picked) != (v == value))
        state.picked = picked
        await ask(talk)
    elif step.asks is Asks.PAGE or value in step.choices:
        await accept(talk, state, step, value)
    else:
        talk.toast(talk.plain("flow.stale"), alert=True)


async def _earlier(talk: Talk, state: FlowState, name: str, value: str) -> None:
    """A choice under an older message changes that answer; anything else only shows where we are."""
    step = steps.flow_of(talk, state).step(name)
    if step is not None and step.asks is Asks.CHOICE and value in step.choices and name in state.answers:
        state.answers[name] = Answer((value,))
        talk.toast(talk.plain("flow.changed"))
        if is_danger(state, name):
            await _in_danger(talk)
            return
    else:
        talk.toast(talk.plain("flow.behind"))
    await ask(talk, new=True)


async def _control(talk: Talk, state: FlowState, step: Step | None, name: str, value: str) -> None:
    match value:
        case ".cancel":
            discard = Button(talk.plain("button.discard"), steps.data(state, name, ".discard"))
            stay = Button(talk.plain("button.stay"), steps.data(state, name, ".stay"))
            save = Button(talk.plain("button.save"), steps.data(state, name, ".save"))
            talk.change(talk.words("flow.really-cancel"), rows(stay, save, discard))
        case ".discard":
            await discard_flow(talk)
        case ".save":
            talk.session.put_aside()
            talk.change(talk.words("flow.saved"), carry_on(talk))
        case ".ask":
            talk.session.asking = True
            back = Button(talk.plain("button.back-to-report"), "g:resume")
            talk.say(talk.words("flow.ask-now"), rows(back))
        case ".stay":
            await ask(talk)
        case _ if step is None or step.name != name:
            talk.toast(talk.plain("flow.behind"))
            await ask(talk, new=True)
        case _:
            await _move(talk, state, step, value)


async def _move(talk: Talk, state: FlowState, step: Step, value: str) -> None:
    match value:
        case ".back":
            if state.redo:
                state.redo = ""
            elif earlier := before(steps.flow_of(talk, state), state.answers, step.name):
                state.answers.pop(earlier.name, None)
            state.picked = ()
            await ask(talk)
        case ".skip" if step.skippable or step.asks is Asks.PAGE:
            await accept(talk, state, step)
        case ".done" if step.asks is Asks.CHOICES:
            await accept(talk, state, step, *state.picked)
        case ".done" if step.asks is Asks.FILES:
            await accept(talk, state, step, "done")
        case ".stuck":
            ending.stuck(talk, state)
        case _ if value.startswith(away.WORD) and step.asks is Asks.REVIEW:
            await away.choose(talk, state, value.removeprefix(away.WORD))
        case ".send" if step.asks is Asks.REVIEW:
            await ending.send_report(talk, state)
        case _:
            talk.toast(talk.plain("flow.stale"), alert=True)


async def discard_flow(talk: Talk) -> None:
    """Throw the answers away, and what was handed over with them."""
    items = talk.session.flow.items if talk.session.flow else ()
    talk.session.flow, talk.session.asking = None, False
    await talk.turn.tx.evidence.drop(items)
    talk.change(talk.words("flow.cancelled"))


async def cancel(talk: Talk) -> None:
    """/cancel: ask first where there is something to lose."""
    state = talk.session.flow
    if state is None:
        talk.say(talk.words("flow.nothing-to-cancel"))
        return
    step = current(talk, state)
    await _control(talk, state, step, step.name if step else "review", ".cancel")


def carry_on(talk: Talk, name: str = "") -> Rows:
    """The way back into the flow of that name, or into the latest."""
    return rows(Button(talk.plain("button.carry-on"), f"g:resume-{name}" if name else "g:resume"))
