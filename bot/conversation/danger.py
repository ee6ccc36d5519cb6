"""Danger comes first: the 999 card before any question, and a person behind it."""

from datetime import timedelta

from bot.domain.case import Case
from bot.domain.chat import Button, Rows, rows
from bot.domain.report import Report
from bot.domain.severity import NOTHING, Assessment, Level
from bot.flows import REPORT
from bot.storage.cases import Line, Said

from . import evidence
from .talk import Talk

SAME_DANGER = timedelta(hours=6)  # a second cry within this time belongs to the same case


def assess(talk: Talk, text: str) -> Assessment:
    """How dangerous the text sounds."""
    return talk.house.assessor.assess(text) if text.strip() else NOTHING


def card(talk: Talk, *, self_harm: bool = False) -> str:
    """999, by voice, silently, by text, in sign language; crisis lines where somebody may harm themselves."""
    return talk.words("danger.card-self" if self_harm else "danger.card")


def _buttons(talk: Talk, case_id: int) -> Rows:
    danger = Button(talk.plain("button.in-danger"), f"d:{case_id}:danger")
    safe = Button(talk.plain("button.safe"), f"d:{case_id}:safe")
    return (*rows(danger, safe), *_way_back(talk))


def _way_back(talk: Talk) -> Rows:
    """The way back to what danger interrupted."""
    return rows(Button(talk.plain("button.back-to-report"), "g:resume")) if talk.session.flows else ()


async def emergency(talk: Talk, text: str, found: Assessment, cause: str) -> Case:
    """Show the card, and let the safety officer know without waiting for an answer."""
    state = talk.session.flow
    evidence.is_first(talk)
    items = (*talk.session.worry_items, *(state.items if state else ()), *await evidence.keep(talk))
    talk.session.put_aside()
    case = await _open_case(talk, text, found, cause, items, state.case_id if state else 0)
    if state is not None:
        state.case_id, state.items = case.id, items
    talk.session.awaiting = f"talk:{case.id}"
    talk.session.worry, talk.session.worry_items = "", ()
    await talk.house.silence.stop(talk.turn, talk.incoming.chat_id)
    return case


async def _open_case(
    talk: Talk, text: str, found: Assessment, cause: str, items: tuple[int, ...], case_id: int
) -> Case:
    tx, casework, signals = talk.turn.tx, talk.house.casework, tuple(s.meaning for s in found.signals)
    known = await tx.cases.find(case_id) if case_id else None
    if known is None or known.is_closed:
        known = await tx.cases.latest_unfinished(talk.person.id, talk.turn.now - SAME_DANGER)
    if known is not None and (known.level is Level.EMERGENCY or known.id == case_id):
        _show(talk, found, known.id)
        await tx.evidence.attach(known.id, items)
        line = Line(talk.turn.now, talk.person.id, Said.REPORTER, text, talk.incoming.message_id)
        return await casework.add(talk.turn, known, line, Level.EMERGENCY)
    # The card is queued first: it must not wait for anything that follows, and its buttons need the case's id.
    place = len(talk.turn.out)
    report = Report("emergency", what=text, signals=signals)
    case = await casework.open(talk.turn, talk.person, report, Level.EMERGENCY, cause, items)
    rest, talk.turn.out[place:] = talk.turn.out[place:], []
    _show(talk, found, case.id)
    talk.turn.send(*rest)
    if talk.incoming.message_id:
        line = Line(talk.turn.now, talk.person.id, Said.ANSWER, text, talk.incoming.message_id)
        await tx.cases.say(case.id, line)
    return case


def _show(talk: Talk, found: Assessment, case_id: int) -> None:
    talk.say(card(talk, self_harm=found.self_harm), _buttons(talk, case_id), urgent=True)


async def called(talk: Talk) -> None:
    """/urgent, or the button that is always in sight."""
    await emergency(talk, talk.plain("danger.called"), NOTHING, "urgent-button")


async def said(talk: Talk, case_id: int, word: str) -> None:
    """The answer under the card. "Safe" closes nothing: the officer decides."""
    case = await talk.turn.tx.cases.find(case_id)
    if case is None or case.reporter_id != talk.person.id or word not in ("danger", "safe"):
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    if case.is_closed:
        talk.say(talk.words("danger.closed", number=case.number))
        return
    await talk.house.casework.said(talk.turn, case, word)
    if word == "safe" and talk.session.awaiting == f"talk:{case.id}":
        talk.session.awaiting = ""
    talk.say(talk.words(f"danger.said.{word}", number=case.number), urgent=True)
    if word == "danger":
        talk.session.awaiting = f"talk:{case.id}"


async def offer(talk: Talk, text: str) -> None:
    """An urgent message: the offer to tell the safety officer, with the report filled in; silence is watched."""
    talk.session.worry = f"{talk.session.worry}\n{text}".strip()
    await talk.house.silence.watch(talk.turn, talk.incoming.chat_id)
    if talk.session.flow is None:
        evidence.is_first(talk)
        talk.session.worry_items += await evidence.keep(talk)
    if talk.session.flow is None or talk.session.flow.name != REPORT:
        talk.say(talk.words("danger.offer"), rows(*talk.house.silence.buttons()), urgent=True)


def check(talk: Talk) -> None:
    """Not sure: ask."""
    buttons = rows(Button(talk.plain("button.yes-danger"), "g:urgent"), Button(talk.plain("button.no-need"), "w:no"))
    talk.say(talk.words("danger.check"), buttons, urgent=True)


async def taken_up(talk: Talk, yes: bool) -> None:
    """The answer to the offer."""
    worry, talk.session.worry = talk.session.worry, ""
    items, talk.session.worry_items = talk.session.worry_items, ()
    await talk.house.silence.stop(talk.turn, talk.incoming.chat_id)
    if not yes:
        await talk.turn.tx.evidence.drop(items)
        talk.change(talk.words("danger.declined"))
        return
    if not worry:
        talk.change(talk.words("danger.offer-over"), rows(Button(talk.plain("button.urgent"), "g:urgent")))
        return
    found = assess(talk, worry)
    kinds = {kind.entry: kind.id for kind in talk.house.knowledge.kinds.values()}
    guesses = [kinds[match.id] for match in talk.house.matcher.match(worry).matches if match.id in kinds]
    report = Report(next(iter(guesses), "something-else"), what=worry, signals=tuple(s.meaning for s in found.signals))
    severity = max(found.level, Level.URGENT)
    case = await talk.house.casework.open(talk.turn, talk.person, report, severity, "offer", items)
    talk.session.belongs_to(case.id)
    talk.session.awaiting = f"talk:{case.id}"
    talk.change(talk.words("danger.told", number=case.number), _way_back(talk))
