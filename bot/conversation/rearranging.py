"""A session that people are invited to: who will come, and another date or place for it."""

from dataclasses import replace

from bot.domain.chat import Button, rows
from bot.domain.taught import Attendance, Reply, Taught
from bot.domain.text import is_number

from . import arranging
from .talk import Talk

#: Whoever will come stands first.
_ORDER = (Reply.YES, Reply.NONE, Reply.NO)
_LINES = {Reply.YES: "training.answer.yes", Reply.NONE: "training.answer.none", Reply.NO: "training.answer.no"}
PAGE = 25


async def pressed(talk: Talk, verb: str, session_id: int, *rest: str) -> None:
    """A button of a session that is to come, or of a draft that moves one, checked against it as it is now."""
    session = await talk.turn.tx.taught.find(session_id)
    if session is None:
        talk.toast(talk.plain("training.session-gone"), alert=True)
        return
    match verb, rest:
        case "said", (page,) if session.invited_at and is_number(page):
            await _answers(talk, session, int(page))
        case "move", () if _is_to_come(talk, session):
            await _begin(talk, session)
        case "keep", (question,) if session.instead_of and talk.session.awaiting == f"{question}:{session.id}":
            arranging.go_on(talk, question, session)
        case "moved", () if session.instead_of:
            await _move(talk, session)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


def _is_to_come(talk: Talk, session: Taught) -> bool:
    return session.invited_at is not None and session.at is not None and session.at > talk.turn.now


def _may_become(talk: Talk, session: Taught, draft: Taught) -> bool:
    """Whether a session can still be changed to the draft: nobody has changed it since that was begun."""
    same = session.moved == draft.moved and _is_to_come(talk, session)
    return same and draft.at is not None and draft.at > talk.turn.now


async def _begin(talk: Talk, session: Taught) -> None:
    """A draft of the session as it is to be: until it is confirmed nothing is changed, and nobody told."""
    draft = await talk.turn.tx.taught.begin(session.part, talk.turn.now)
    draft = replace(
        draft, at=session.at, place=session.place, giver=session.giver, instead_of=session.id, moved=session.moved
    )
    await talk.turn.tx.taught.save(draft)
    arranging.ask(talk, arranging.MOVING[0], draft)


async def _move(talk: Talk, draft: Taught) -> None:
    """Confirmed: the session is changed, unless there is nothing to change, or it is over or gone by now."""
    teaching, session = talk.house.desk.teaching, await talk.turn.tx.taught.find(draft.instead_of)
    arranging.stop_asking(talk, draft)
    if session is None or not _may_become(talk, session, draft):
        await talk.turn.tx.taught.drop(draft.id)
        talk.toast(talk.plain("training.move.too-late"), alert=True)
    elif (session.at, session.place) == (draft.at, draft.place):
        await talk.turn.tx.taught.drop(draft.id)
        talk.change(talk.words("training.move.dropped"))
    else:
        count = await teaching.move(talk.turn, session, draft)
        talk.change(talk.words("training.move.done", count=count, **teaching.told(draft)))


async def _answers(talk: Talk, session: Taught, page: int) -> None:
    """What every councillor has answered, whoever will come first, a page at a time."""
    councillors = await talk.house.desk.teaching.councillors(talk.turn)
    known = await talk.turn.tx.taught.attendance(session.id)
    said = [(known.get(person.id, Attendance(person.id)).reply, person) for person in councillors]
    said.sort(key=lambda each: _ORDER.index(each[0]))
    page = min(page, max(0, len(said) - 1) // PAGE)
    lines = [talk.words(_LINES[reply], name=person.name) for reply, person in said[page * PAGE : (page + 1) * PAGE]]
    head = talk.words("training.answers", **talk.house.desk.teaching.told(session))
    pages = arranging.turns(talk, f"k:admin:said:{session.id}", page, len(said), PAGE)
    back = Button(talk.plain("button.back"), f"k:admin:see:{session.id}")
    talk.change("\n".join([f"{head}\n", *lines]), (*pages, *rows(back)))
