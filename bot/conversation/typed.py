"""What is typed or sent while a flow is under way: an answer, evidence, or something to ask again more kindly."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.desk.links import written_in
from bot.domain.chat import Op
from bot.domain.flow import Answer, Asks, Step
from bot.domain.session import FlowState

from . import answering, evidence, steps, walking
from .talk import Talk

_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+")
_NOTHING_MORE = frozenset({"done", "no", "none", "nothing", "skip"})
#: What to say before asking again, by what the step waits for.
_AGAIN = {Asks.LINKS: "flow.no-link", Asks.EMAIL: "newcase.no-email", Asks.FILES: "flow.files-please"}
#: Telegram's apps cut a text of more than 4,096 characters, at a space where there is one, and send the rest at once.
FULL = 3_500
AT_ONCE = timedelta(seconds=2)


async def heard(talk: Talk, state: FlowState) -> None:
    """A message while a flow is under way: an answer, evidence, or something that needs a kinder question."""
    step, text = walking.current(talk, state), talk.incoming.text.strip()
    if step is None:
        await walking.ask(talk)
        return
    if _is_rest(talk, state):
        return
    first = evidence.is_first(talk)
    items = await evidence.keep(talk, held=state.items, completes=state.case_id)
    state.items += items or ()
    if items is None and not (text and read(talk, step, text)):
        return
    if items and not (text and step.asks is Asks.TEXT):
        _thank(talk, state, step, first=first)
    elif not text:
        await walking.ask(talk, talk.words(_AGAIN.get(step.asks, "flow.words-please")), new=True)
    elif values := read(talk, step, text):
        state.cut = (step.name, talk.incoming.at) if len(text) >= FULL else None
        await walking.accept(talk, state, step, *values)
    elif step.asks is Asks.PAGE:
        await answering.answer(talk, text)  # a page asks nothing, so this is a question of theirs
    elif not (text.endswith("?") and await answering.answer(talk, text, quiet=True)):
        await walking.ask(talk, talk.words(_AGAIN.get(step.asks, "flow.choose-please")), new=True)


def read(talk: Talk, step: Step, text: str) -> tuple[str, ...]:
    """The answer that words give at a step: a label, links, one's own words where they will do; none where not."""
    match step.asks:
        case Asks.TEXT:
            return (text,)
        case Asks.EMAIL:
            return (text,) if _EMAIL.fullmatch(text) else ()
        case Asks.LINKS:
            return written_in(text)
        case Asks.FILES if text.lower() in _NOTHING_MORE:
            return ("done",)
        case Asks.CHOICE:
            values = {value.lower(): value for value in step.choices}
            labels = {steps.label(talk, step, value).lower(): value for value in step.choices}
            chosen = (values | labels).get(text.lower())
            own_words = text if step.free and not text.endswith("?") else ""
            return (chosen or own_words,) if chosen or own_words else ()
    return ()


def _is_rest(talk: Talk, state: FlowState) -> bool:
    """Whether this is the rest of a long text: it belongs to the answer before, and needs none of its own."""
    text = talk.incoming.text.strip()
    name, at = state.cut or ("", talk.incoming.at)
    answer = state.answers.get(name)
    if answer is None or not text or talk.incoming.at - at > AT_ONCE:
        return False
    state.answers[name] = Answer((f"{answer.first} {text}",), (*answer.messages, talk.incoming.message_id))
    state.cut = (name, talk.incoming.at) if len(text) >= FULL else None
    return True


def _thank(talk: Talk, state: FlowState, step: Step, *, first: bool) -> None:
    """Evidence was kept, and the question stands. An album is thanked for once; the count in it is kept right."""
    note = "" if step.asks is Asks.FILES else talk.words("flow.evidence-kept")
    out = talk.outgoing(*steps.draw(talk, state, step, note))
    if talk.incoming.album:
        out = replace(out, ref=f"album:{talk.incoming.chat_id}:{talk.incoming.album}")
    talk.turn.send(out if first else replace(out, op=Op.EDIT))


def keep_answer(talk: Talk, state: FlowState) -> None:
    """Keep what was typed as the answer to an open question, without asking the next."""
    step, text = walking.current(talk, state), talk.incoming.text.strip()
    if step is not None and step.asks is Asks.TEXT and text:
        state.answers[step.name] = Answer((text,), (talk.incoming.message_id,))
        state.redo = ""


def correct(talk: Talk) -> tuple[FlowState, str] | None:
    """An earlier answer was edited: take the new text; the flow and step that it belongs to, None where to none."""
    text = talk.incoming.text.strip()
    for state in talk.session.flows:
        for name, answer in state.answers.items():
            step = steps.flow_of(talk, state).step(name)
            if step is None or talk.incoming.message_id not in answer.messages:
                continue
            # Of a text that was sent in parts one was edited: nothing of the others may be lost.
            new = text if len(answer.messages) == 1 else f"{answer.first}\n{text}"
            if values := read(talk, step, new):
                state.answers[name] = Answer(values, answer.messages)
                return state, name
    return None
