"""How flows end: a case, a hand-over, or nothing more; and what happens when one is stuck."""

from bot.desk.consent import put_right
from bot.domain.absent import Absent
from bot.domain.case import Case
from bot.domain.chat import Button, rows
from bot.domain.flow import Answer, kept
from bot.domain.report import Report, Wish, desk_for, level_of
from bot.domain.session import FlowState
from bot.domain.severity import NOTHING, Level
from bot.flows import BEHALF, GUIDE, PLATFORM, REPORT, absent_from, report_from
from bot.flows.report_to_platform import entry_for
from bot.storage.cases import Line, Said

from . import behalf, danger, guiding, steps
from .talk import Talk

#: The kind of report that a harm on a platform becomes.
_KINDS = {
    "threat": "threat-of-violence",
    "private-information": "doxxing",
    "impersonation": "impersonation",
    "intimate-image": "intimate-images",
    "hate": "hate-crime",
    "harassment": "harassment",
    "hacked-account": "hacked-account",
    "other": "offensive-post",
}
_REMOVAL = "offensive-post"


async def danger_now(talk: Talk) -> None:
    """ "Yes" to the first question of a report: the card, and the officer, before anything else is asked."""
    if behalf.speaks(talk):
        await behalf.emergency(talk, talk.plain("newcase.said-yes"), NOTHING)
        return
    await danger.emergency(talk, talk.plain("danger.said-yes"), NOTHING, "report")


async def send_report(talk: Talk, state: FlowState) -> None:
    """The review card's "send": one case, with everything that was answered on the way taken."""
    if state.name == BEHALF and not talk.person.is_staff:
        talk.toast(talk.plain("officer.only"), alert=True)
        return
    talk.session.flow = None
    answers = kept(steps.flow_of(talk, state), state.answers)
    severity = steps.level(talk, state)
    heard = [talk.house.assessor.assess(answer.first) for answer in answers.values() if answer.messages]
    signals = tuple(dict.fromkeys(signal.meaning for found in heard for signal in found.signals))
    report = report_from(answers, signals)
    if state.name == REPORT:
        await talk.house.desk.silence.stop(talk.turn, talk.incoming.chat_id)
        talk.session.worry = ""
    talk.change(talk.words(f"{state.name}.sent"))
    case = await _case(talk, state, report, severity)
    for name, answer in answers.items():
        for message_id in answer.messages:
            text = answer.first or talk.plain("flow.skipped")
            line = Line(talk.turn.now, talk.person.id, Said.ANSWER, f"{name}: {text}", message_id)
            await talk.turn.tx.cases.say(case.id, line)


async def _case(talk: Talk, state: FlowState, report: Report, severity: Level) -> Case:
    away = tuple(state.away)
    known = await talk.turn.tx.cases.hold(state.case_id) if state.case_id else None
    whose = absent_from(state.answers, talk.person.id) if state.name == BEHALF else talk.person
    if known is not None and not known.is_closed:
        if isinstance(whose, Absent):
            await put_right(talk.turn.tx, known, whose)
        case = await talk.house.desk.casework.complete(talk.turn, known, report, severity, state.items, away)
    else:
        casework = talk.house.desk.casework
        case = await casework.open(talk.turn, whose, report, severity, state.name, state.items, away)
    await talk.house.desk.removals.wished(talk.turn, case)
    return case


Follows = tuple[str, dict[str, Answer], tuple[int, ...]]


async def finish(talk: Talk, state: FlowState) -> Follows | None:
    """The end of a guide; or of the way to a platform: hand over, go on to a report (which follows), or be done."""
    talk.session.flow = None
    if state.name.startswith(GUIDE):
        guiding.finish(talk, state)
    if state.name != PLATFORM:
        return None
    platform, harm = state.answers["on"].first, state.answers["harm"].first
    match state.answers["handover"].first:
        case "comms":
            await _hand_over(talk, state, platform, harm)
        case "report":
            return REPORT, {"kind": Answer((_KINDS[harm],)), "where": Answer((platform,))}, state.items
        case _:
            await talk.turn.tx.evidence.drop(state.items)
            talk.change(talk.words("platform.finished"))
    return None


async def _hand_over(talk: Talk, state: FlowState, platform: str, harm: str) -> None:
    links = state.answers.get("link", Answer()).values
    name = talk.house.knowledge.platforms[platform].name
    what = talk.plain("platform.removal", platform=name, harm=talk.plain(f"harm.{harm}"))
    kinds = talk.house.knowledge.kinds
    # A removal is the communications officer's, unless what is to be removed needs the safety officer first.
    kind = kinds[_KINDS[harm]] if kinds[_KINDS[harm]].level >= Level.URGENT else kinds[_REMOVAL]
    report = Report(kind.id, what=what, where=platform, links=links, wishes=(Wish.REMOVAL,))
    severity = level_of(kind, Level.NONE, report.wishes)
    desk = talk.plain(f"desk.{desk_for(kind, severity)}")
    talk.change(talk.words("platform.handed-over", desk=desk))
    case = await talk.house.desk.casework.open(
        talk.turn, talk.person, report, severity, "platform", state.items, talk.session.away
    )
    await talk.house.desk.removals.wished(talk.turn, case)


def stuck(talk: Talk, state: FlowState) -> None:
    """A step of a platform cannot be found: its own help page, the whole entry, or a person."""
    platform, harm = state.answers["on"].first, state.answers["harm"].first
    known = talk.house.knowledge.platforms[platform]
    buttons = [Button(talk.plain("button.back-to-steps"), "g:resume")]
    if known.help:
        buttons.append(Button(talk.plain("button.official-help", platform=known.name), url=known.help))
    if entry_id := entry_for(talk.house.knowledge, platform, harm):
        buttons.append(Button(talk.plain("button.whole-entry"), f"e:{entry_id}"))
    talk.session.question = talk.plain("platform.stuck-question", platform=known.name, harm=talk.plain(f"harm.{harm}"))
    buttons.append(Button(talk.plain("button.ask-person"), "g:person"))
    talk.say(talk.words("platform.stuck"), rows(*buttons))
