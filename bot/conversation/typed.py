"""What is typed or sent while a flow is under way: an answer, evidence, or something to ask again more kindly."""

import re

from bot.domain.chat import MediaKind
from bot.domain.flow import Answer, Asks, Step
from bot.domain.session import FlowState

from . import answering, evidence, steps, walking
from .talk import Talk

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|co\.uk|org|net|uk|app|me|tv|social|wales|cymru)\b\S*"
)


async def heard(talk: Talk, state: FlowState) -> None:
    """A message while a flow is under way: an answer, evidence, or something that needs a kinder question."""
    step, incoming = walking.current(talk, state), talk.incoming
    if step is None:
        await walking.ask(talk)
        return
    files = [a for a in incoming.attachments if a.kind is not MediaKind.STICKER]
    if files or (incoming.forwarded_from and incoming.text):
        await _evidence(talk, state, step)
    elif step.asks is Asks.FILES:
        await _words_for_files(talk, state, step)
    elif not incoming.text.strip():
        await walking.ask(talk, talk.words("flow.words-please"), new=True)
    elif step.asks is Asks.TEXT:
        await walking.accept(talk, state, step, incoming.text.strip())
    elif step.asks is Asks.LINKS:
        await _links(talk, state, step)
    else:
        await _choice(talk, state, step)


async def _links(talk: Talk, state: FlowState, step: Step) -> None:
    found = _LINK.findall(talk.incoming.text)
    if found:
        await walking.accept(talk, state, step, *found)
    else:
        await walking.ask(talk, talk.words("flow.no-link"), new=True)


async def _words_for_files(talk: Talk, state: FlowState, step: Step) -> None:
    if talk.incoming.text.strip().lower() in {"done", "no", "none", "nothing", "skip"}:
        await walking.accept(talk, state, step, "done")
    else:
        await walking.ask(talk, talk.words("flow.files-please"), new=True)


async def _choice(talk: Talk, state: FlowState, step: Step) -> None:
    """Typed instead of pressed: the label, its number, one's own words where they will do, or a question."""
    text = talk.incoming.text.strip()
    labels = {steps.label(talk, step.name, value).lower(): value for value in step.choices}
    values = {value.lower(): value for value in step.choices}
    chosen = labels.get(text.lower()) or values.get(text.lower())
    if chosen and step.asks is Asks.CHOICE:
        await walking.accept(talk, state, step, chosen)
    elif step.free and not text.endswith("?"):
        await walking.accept(talk, state, step, text)
    elif text.endswith("?") and await answering.answer(talk, text, quiet=True):
        return
    else:
        await walking.ask(talk, talk.words("flow.choose-please"), new=True)


async def _evidence(talk: Talk, state: FlowState, step: Step) -> None:
    """Files are evidence wherever they come; the step is answered only if it asked for them."""
    await evidence.keep(talk)
    if talk.incoming.text.strip() and step.asks is Asks.TEXT:
        await walking.accept(talk, state, step, talk.incoming.text.strip())
        return
    if talk.incoming.album and talk.incoming.album == talk.session.album:
        return
    talk.session.album = talk.incoming.album
    note = "" if step.asks is Asks.FILES else talk.words("flow.evidence-kept")
    await walking.ask(talk, note, new=True)


async def keep_answer(talk: Talk, state: FlowState) -> None:
    """Keep what was typed as the answer to an open question, without asking the next."""
    step = walking.current(talk, state)
    if step is not None and step.asks is Asks.TEXT and talk.incoming.text.strip():
        state.answers[step.name] = Answer((talk.incoming.text.strip(),), (talk.incoming.message_id,))
        state.redo = ""


async def edited(talk: Talk, state: FlowState) -> bool:
    """An earlier message of this flow was edited: its answer is the new text. False where it is not of this flow."""
    for name, answer in state.answers.items():
        if talk.incoming.message_id in answer.messages and talk.incoming.text.strip():
            state.answers[name] = Answer((talk.incoming.text.strip(),), answer.messages)
            await walking.ask(talk, talk.words("flow.edited"), new=True)
            return True
    return False
