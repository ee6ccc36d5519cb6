"""Danger comes first: the 999 card before any question, and a person behind it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.case import Case
from bot.domain.chat import Button, IncomingKind, Lane, Op, Rows, rows
from bot.domain.report import Report
from bot.domain.severity import NOTHING, Assessment, Level
from bot.flows import BEHALF, REPORT
from bot.language import words
from bot.storage.cases import Line, Said

from . import evidence
from .talk import Talk

#: How people begin a yes or a no that they type instead of pressing; a no that says much more is no answer.
_YES = frozenset({"yes", "y", "yeah", "yep", "yea", "yess", "ydw", "oes", "ie", "ydym"})
_WHOLE_YES = frozenset({"i am", "we are", "please", "please do", "now", "i think so"})
_NO = frozenset({"no", "n", "nope", "nah", "na", "nac"})
_SAFE = frozenset({"im safe", "i am safe", "im fine", "i am fine", "safe", "all safe", "we are safe", "were safe"})
_LONGEST_NO = 5  # words
LONGEST = 4096  # characters of what led to the question
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
    state = talk.session.flow if talk.session.flow and talk.session.flow.name != BEHALF else None
    evidence.is_first(talk)
    items = (*talk.session.worry_items, *(state.items if state else ()), *await evidence.keep_all(talk))
    talk.session.put_aside()
    case = await _open_case(talk, text, found, cause, items, state.case_id if state else 0)
    if state is not None:
        state.case_id, state.items = case.id, items
    talk.session.awaiting = f"talk:{case.id}"
    talk.session.worry, talk.session.worry_items, talk.session.doubt = "", (), ""
    await talk.house.desk.silence.stop(talk.turn, talk.incoming.chat_id)
    return case


async def _open_case(
    talk: Talk, text: str, found: Assessment, cause: str, items: tuple[int, ...], case_id: int
) -> Case:
    tx, casework, signals = talk.turn.tx, talk.house.desk.casework, tuple(s.meaning for s in found.signals)
    known = await tx.cases.hold(case_id) if case_id else None
    if known is None or known.is_closed:
        known = await tx.cases.latest_unfinished(talk.person.id, talk.turn.now - SAME_DANGER)
    if known is not None and (known.level is Level.EMERGENCY or known.id == case_id):
        _show(talk, found, known.id)
        line = Line(talk.turn.now, talk.person.id, Said.REPORTER, text, talk.incoming.message_id)
        return await casework.add(talk.turn, known, line, Level.EMERGENCY, items, talk.session.away)
    # The card is queued first: it must not wait for anything that follows, and its buttons need the case's id.
    place = len(talk.turn.out)
    report = Report("emergency", what=text, signals=signals)
    case = await casework.open(talk.turn, talk.person, report, Level.EMERGENCY, cause, items, talk.session.away)
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
    case = await talk.turn.tx.cases.hold(case_id)
    if case is None or case.reporter_id != talk.person.id or word not in ("danger", "safe"):
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    if case.is_closed:
        talk.say(talk.words("danger.closed", number=case.number))
        return
    await talk.house.desk.casework.said(talk.turn, case, word)
    if word == "safe" and talk.session.awaiting == f"talk:{case.id}":
        talk.session.awaiting = ""
    talk.say(talk.words(f"danger.said.{word}", number=case.number), urgent=True)
    if word == "danger":
        talk.session.awaiting = f"talk:{case.id}"


async def keep_evidence(talk: Talk) -> None:
    """What came with a worrying message belongs to the case that it may become."""
    if talk.session.flow is None:
        evidence.is_first(talk)
        talk.session.worry_items += await evidence.keep_all(talk)


async def offer(talk: Talk, text: str) -> None:
    """An urgent message: the offer to tell the safety officer, with the report filled in; silence is watched."""
    talk.session.worry = f"{talk.session.worry}\n{text}".strip()
    await talk.house.desk.silence.watch(talk.turn, talk.incoming.chat_id)
    await keep_evidence(talk)
    if talk.session.flow is None or talk.session.flow.name != REPORT:
        _ask_offer(talk)
        if talk.asked == "check":  # it may arrive after the offer, which goes first: a yes is heard as the graver one
            talk.session.asked = talk.asked


def _ask_offer(talk: Talk) -> None:
    talk.session.asked = "offer"
    _keep_in_order(talk, Lane.URGENT)
    talk.say(talk.words("danger.offer"), rows(*talk.house.desk.silence.buttons()), urgent=True)


def _keep_in_order(talk: Talk, lane: Lane) -> None:
    """What was said leaves as soon as the question that follows on that lane: else it would come after it."""
    own = [said.op is Op.SEND and said.chat_id == talk.incoming.chat_id for said in talk.turn.out]
    talk.turn.out[:] = [
        replace(said, lane=lane) if mine and said.lane is not Lane.URGENT else said
        for said, mine in zip(talk.turn.out, own, strict=True)
    ]


def check(talk: Talk, text: str) -> None:
    """Not sure: ask, under the answer. ``text`` goes to the officer if the answer is yes."""
    talk.session.doubt = f"{talk.session.doubt}\n{text}".strip()[-LONGEST:]
    talk.session.asked = "check"
    _keep_in_order(talk, Lane.SOON)  # most who are asked are not in danger: those who are go first
    buttons = rows(Button(talk.plain("button.yes-danger"), "w:danger"), Button(talk.plain("button.no-need"), "w:safe"))
    talk.turn.send(replace(talk.outgoing(talk.words("danger.check"), buttons), lane=Lane.SOON))


async def answered(talk: Talk, found: Assessment) -> bool:
    """Whether a typed yes or no answered what was asked last, as the buttons do; ``found`` is how it sounds."""
    said = words(talk.incoming.text)
    if not talk.asked or not said or talk.incoming.kind is not IncomingKind.MESSAGE:
        return False
    whole = " ".join(said)
    if is_yes(said):
        more = talk.incoming.text if len(said) > 1 else ""
        await (in_danger(talk, more) if talk.asked == "check" else taken_up(talk, yes=True, more=more))
        return True
    calm = found.level is Level.NONE and not found.check and len(said) <= _LONGEST_NO
    if whole in _SAFE or (calm and said[0] in _NO):
        if talk.asked != "check":
            await taken_up(talk, yes=False)
            return True
        await safe(talk)
        if talk.session.worry:  # which of the two questions the no was meant for is not known
            _ask_offer(talk)
        return True
    return False


def is_yes(said: Sequence[str]) -> bool:
    """Whether these words are a typed yes."""
    return bool(said) and (said[0] in _YES or " ".join(said) in _WHOLE_YES)


async def in_danger(talk: Talk, more: str = "") -> None:
    """Yes, somebody is in danger now: the officer reads the messages that led to the question, and what came since."""
    text = "\n".join(part for part in (talk.session.doubt, talk.session.worry, more) if part)
    if not text:
        await called(talk)
        return
    await emergency(talk, text, assess(talk, text), "check-yes")


async def safe(talk: Talk) -> None:
    """No, nobody is in danger now; an offer that stands open stays open."""
    talk.session.doubt = ""
    if not talk.session.worry:
        items, talk.session.worry_items = talk.session.worry_items, ()
        await talk.turn.tx.evidence.drop(items)
    talk.change(talk.words("danger.declined"))


async def taken_up(talk: Talk, yes: bool, more: str = "") -> None:
    """The answer to the offer; ``more`` is what was typed with it."""
    worry, talk.session.worry = f"{talk.session.worry}\n{more}".strip() if more else talk.session.worry, ""
    items, talk.session.worry_items = talk.session.worry_items, ()
    await talk.house.desk.silence.stop(talk.turn, talk.incoming.chat_id)
    if not yes:
        await talk.turn.tx.evidence.drop(items)
        talk.change(talk.words("danger.declined"))
        return
    if not worry:
        talk.change(talk.words("danger.offer-over"), rows(Button(talk.plain("button.urgent"), "g:urgent")))
        return
    found = assess(talk, worry)
    kinds = {kind.entry: kind.id for kind in talk.house.knowledge.kinds.values()}
    guesses = [kinds[match.id] for match in talk.house.understanding.matcher.match(worry).matches if match.id in kinds]
    report = Report(next(iter(guesses), "something-else"), what=worry, signals=tuple(s.meaning for s in found.signals))
    severity = max(found.level, Level.URGENT)
    away = talk.session.away
    case = await talk.house.desk.casework.open(talk.turn, talk.person, report, severity, "offer", items, away)
    talk.session.belongs_to(case.id, but=BEHALF)
    talk.session.awaiting = f"talk:{case.id}"
    talk.change(talk.words("danger.told", number=case.number), _way_back(talk))
