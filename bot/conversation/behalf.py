"""An officer enters a case for a councillor without Telegram: danger in it, and what they say later."""

from bot.content import Html
from bot.domain.case import Case
from bot.domain.chat import IncomingKind
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
    known = await turn.tx.cases.find(state.case_id) if state.case_id else None
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
    talk.session.awaiting = ""
    tx = talk.turn.tx
    case = await tx.cases.find(case_id)
    if case is None or not await talk.house.desk.casework.notices.letters.may_pass_on(tx, case, talk.person.id):
        talk.say(talk.words("officer.not-sent"))
    elif case.is_closed:
        talk.say(talk.words("newcase.closed"))
    else:
        await _add(talk, case, said)


async def _add(talk: Talk, case: Case, said: Said) -> None:
    text = talk.incoming.text.strip()
    found = danger.assess(talk, text)
    if found.level is Level.EMERGENCY:
        read_out(talk, found)
    items = await evidence.keep(talk, case.id)
    if not text and not items:
        if items is not None:
            talk.say(talk.words("flow.words-please"))
        return
    shown = text or talk.plain("flow.items", count=len(items or ()))
    line = Line(talk.turn.now, talk.person.id, said, shown, talk.incoming.message_id)
    raised = found.level if found.level >= Level.URGENT else Level.NONE
    await talk.house.desk.casework.add(talk.turn, case, line, raised, items or ())
    talk.say(talk.words("newcase.added", number=case.number))


def awaits(talk: Talk, verb: str, command: str) -> bool:
    """Whether this message is what a person told the officer."""
    return verb == "told" and not command and talk.incoming.kind is IncomingKind.MESSAGE
