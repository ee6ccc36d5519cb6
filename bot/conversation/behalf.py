"""An officer enters a case for a councillor without Telegram: danger in it, and what they say later."""

from bot.content import Html
from bot.domain.case import Case
from bot.domain.chat import Button, IncomingKind, rows
from bot.domain.report import Report
from bot.domain.severity import Assessment, Level
from bot.flows import BEHALF, absent_from
from bot.storage.cases import Line, Said

from . import danger, evidence
from .talk import Talk


def speaks(talk: Talk) -> bool:
    """Whether what an officer writes now is about somebody for whom they enter a case, and not about themselves."""
    return talk.session.flow is not None and talk.session.flow.name == BEHALF


async def emergency(talk: Talk, text: str, found: Assessment) -> None:
    """Danger in what the officer is told: the card to read out, and a case at once, whatever is still to be asked."""
    state = talk.session.flow
    assert state is not None  # noqa: S101  (asked before: ``speaks``)
    read_out(talk, found)
    state.items += await evidence.keep_all(talk)
    casework, turn = talk.house.desk.casework, talk.turn
    known = await turn.tx.cases.hold(state.case_id) if state.case_id else None
    if known is not None and not known.is_closed:
        line = Line(turn.now, talk.person.id, Said.REPORTER, text, talk.incoming.message_id)
        await casework.add(turn, known, line, Level.EMERGENCY, state.items, tuple(state.away))
        return
    report = Report("emergency", what=text, signals=tuple(signal.meaning for signal in found.signals))
    whose = absent_from(state.answers, talk.person.id)
    case = await casework.open(turn, whose, report, Level.EMERGENCY, BEHALF, state.items, tuple(state.away))
    state.case_id = case.id


def read_out(talk: Talk, found: Assessment) -> None:
    """The 999 card, for an officer to read out."""
    card = danger.card(talk, self_harm=found.self_harm)
    talk.say(talk.words("newcase.read-out", card=Html(card)), urgent=True)


async def heard(talk: Talk, case_id: int, said: Said = Said.REPORTER) -> None:
    """What the person told an officer later, or how that was put right, which is added to their case."""
    tx = talk.turn.tx
    case = await tx.cases.hold(case_id)
    if case is None or not await talk.house.desk.casework.notices.letters.may_pass_on(tx, case, talk.person.id):
        _stop(talk, said)
        talk.say(talk.words("officer.not-sent"))
    elif case.is_closed:
        _stop(talk, said)
        talk.say(talk.words("newcase.closed"))
    else:
        await _add(talk, case, said)


def _stop(talk: Talk, said: Said) -> None:
    """Nothing more is waited for; what is put right later was not."""
    if said is not Said.EDIT:
        talk.session.awaiting = ""


async def _add(talk: Talk, case: Case, said: Said) -> None:
    text, first = talk.incoming.text.strip(), said is Said.EDIT or evidence.is_first(talk)
    found = danger.assess(talk, text)
    if found.level is Level.EMERGENCY:
        read_out(talk, found)
    items = await evidence.keep(talk, case.id)
    if not text and not items:
        if items is not None:
            talk.say(talk.words("flow.words-please"))
        return
    brings = bool(talk.incoming.attachments or talk.incoming.forwarded_from)
    if not brings:  # of several files, or forwards, each is a message of its own
        _stop(talk, said)
    if text or first:
        shown = text or talk.plain("flow.items", count=len(items or ()))
        line = Line(talk.turn.now, talk.person.id, said, shown, talk.incoming.message_id)
        raised = found.level if found.level >= Level.URGENT else Level.NONE
        await talk.house.desk.casework.add(talk.turn, case, line, raised, items or ())
    else:
        case = await talk.house.desk.casework.apart(talk.turn, case, items or ())
        await talk.house.desk.casework.notices.refresh(talk.turn, case)
    if items is None:
        talk.say(talk.words("newcase.words-added", number=case.number))
    elif first:
        _thank(talk, case, more=brings and said is not Said.EDIT)


def _thank(talk: Talk, case: Case, *, more: bool) -> None:
    stop = rows(Button(talk.plain("button.stop-writing"), "g:stop")) if more else ()
    talk.say(talk.words("newcase.added-more" if more else "newcase.added", number=case.number), stop)


def awaits(talk: Talk, verb: str, command: str) -> bool:
    """Whether this message is what a person told the officer."""
    return verb == "told" and not command and talk.incoming.kind is IncomingKind.MESSAGE
