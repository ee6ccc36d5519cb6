"""How a step of a flow looks: its question, its buttons, and the review card."""

from bot.content import Html
from bot.domain.chat import Button, Rows, rows
from bot.domain.deadline import take_by
from bot.domain.flow import Answer, Asks, Flow, Step, before, path
from bot.domain.report import desk_for, level_of
from bot.domain.session import FlowState
from bot.domain.severity import Level
from bot.flows import BEHALF, PLATFORM, REPORT, behalf_flow, guide_flow, guide_of, platform_flow, report_flow

from . import away
from .pages import with_help
from .talk import Talk

#: Kinds that cases have but nobody chooses in a report.
NOT_CHOSEN = frozenset({"question", "emergency"})
#: What words call the values of a step, where that is not the step's own name.
_FAMILY = {"danger": "danger-now"}
REVIEW_CHARACTERS = 160


def flow_of(talk: Talk, state: FlowState) -> Flow:
    """The flow that a state is in."""
    knowledge, place = talk.house.knowledge, talk.house.place_of(talk.person)
    if guide := guide_of(knowledge, state.name):
        return guide_flow(knowledge, guide, place, state.answers)
    if state.name == PLATFORM:
        return platform_flow(knowledge, place, state.answers)
    kinds = {name: kind for name, kind in knowledge.kinds.items() if name not in NOT_CHOSEN}
    if state.name == BEHALF:
        return behalf_flow(kinds, knowledge.platforms)
    return report_flow(kinds, knowledge.platforms)


def label(talk: Talk, step: Step, value: str) -> str:
    """A value as it is shown: a platform's name, a label, or a person's own words."""
    if value in step.labels:
        return step.labels[value]
    key = f"{_FAMILY.get(step.name, step.name)}.{value}"
    if talk.house.knowledge.words.has(key):
        return talk.plain(key)
    return talk.house.knowledge.platforms[value].name if value in talk.house.knowledge.platforms else value


def shown(talk: Talk, step: Step, answer: Answer) -> str:
    """An answer in a few words."""
    if not answer.values:
        return talk.plain("flow.skipped")
    text = ", ".join(label(talk, step, value) for value in answer.values)
    return text if len(text) <= REVIEW_CHARACTERS else text[: REVIEW_CHARACTERS - 1] + "…"


def data(state: FlowState, step: str, value: str) -> str:
    """What a step's button sends."""
    return f"f:{state.token}:{step}:{value}"


def draw(talk: Talk, state: FlowState, step: Step, note: str = "") -> tuple[str, Rows]:
    """The message that asks a step."""
    flow = flow_of(talk, state)
    if step.asks is Asks.REVIEW:
        return _review(talk, state, flow)
    steps = path(flow, state.answers)
    head = talk.words("flow.progress", n=steps.index(step) + 1 if step in steps else 1, count=len(steps))
    if flow.title:
        head = talk.words("flow.title", title=flow.title, progress=head)
    if step.text:
        text = with_help(talk.house.knowledge, step.text, talk.turn.now)
    else:
        text = talk.words(f"{state.name}.{step.name}", **_place(talk, state))
    if step.asks is Asks.CHOICES and state.picked:
        picked = ", ".join(label(talk, step, value) for value in state.picked)
        text = f"{text}\n\n{talk.words('flow.picked', picked=picked)}"
    if step.asks is Asks.FILES and state.items:
        text = f"{text}\n\n{talk.words('flow.files', count=len(state.items))}"
    parts = [note, f"{head}\n{text}"] if note else [f"{head}\n{text}"]
    return "\n\n".join(parts), (*_choices(talk, state, flow, step), *_controls(talk, state, flow, step))


def _place(talk: Talk, state: FlowState) -> dict[str, object]:
    chosen = state.answers.get("on")
    return {"platform": talk.house.knowledge.platforms[chosen.first].name} if chosen else {}


def _choices(talk: Talk, state: FlowState, flow: Flow, step: Step) -> Rows:
    if step.asks is Asks.PAGE and flow.title and not flow.checklist:
        return ()  # there is nothing to tick: "next" will do
    if step.asks is Asks.PAGE:
        done = Button(talk.plain("button.done-next"), data(state, step.name, "done"))
        stuck = Button(talk.plain("button.stuck"), data(state, step.name, ".stuck"))
        return rows(done, *((stuck,) if state.name == PLATFORM else ()), width=2)
    made = []
    for value in step.choices:
        mark = "✓ " if value in state.picked else ""
        made.append(Button(mark + label(talk, step, value), data(state, step.name, value)))
    width = 1 if any(len(button.text) > 22 for button in made) and len(made) <= 6 else 2
    layout = rows(*made, width=width)
    if step.asks in (Asks.CHOICES, Asks.FILES):
        layout = (*layout, (Button(talk.plain("button.done"), data(state, step.name, ".done")),))
    return layout


def _controls(talk: Talk, state: FlowState, flow: Flow, step: Step) -> Rows:
    way = []
    if before(flow, state.answers, step.name):
        way.append(Button(talk.plain("button.back"), data(state, step.name, ".back")))
    if step.skippable:
        way.append(Button(talk.plain("button.skip"), data(state, step.name, ".skip")))
    if step.asks is Asks.PAGE:
        label = "button.later" if flow.checklist else "button.next"
        way.append(Button(talk.plain(label), data(state, step.name, ".skip")))
    out = (
        Button(talk.plain("button.question"), data(state, step.name, ".ask")),
        Button(talk.plain("button.save"), data(state, step.name, ".save")),
        Button(talk.plain("button.cancel"), data(state, step.name, ".cancel")),
    )
    return (tuple(way), out) if way else (out,)


def danger_in(state: FlowState) -> Level:
    """What the first answer alone calls for."""
    answer = state.answers.get("danger")
    return {"yes": Level.EMERGENCY, "unsure": Level.URGENT}.get(answer.first if answer else "", Level.NONE)


def level(talk: Talk, state: FlowState) -> Level:
    """The level that the report has as it stands: from its kind, its words and its wishes."""
    kind = state.answers.get("kind")
    known = talk.house.knowledge.kinds.get(kind.first if kind else "")
    texts = [state.answers[name].first for name in ("what", "who", "effect") if name in state.answers]
    heard = max((talk.house.assessor.assess(text).level for text in texts if text), default=Level.NONE)
    danger = max(danger_in(state), heard)
    wish = state.answers.get("wish")
    return level_of(known, danger, wish.values if wish else ()) if known else danger


def _review(talk: Talk, state: FlowState, flow: Flow) -> tuple[str, Rows]:
    lines = []
    changes = []
    for step in path(flow, state.answers):
        if step.asks is Asks.REVIEW:
            continue
        name = talk.plain(f"{REPORT}-field.{step.name}")
        if step.asks is Asks.FILES:
            value = talk.plain("flow.items", count=len(state.items))
        else:
            value = shown(talk, step, state.answers.get(step.name, Answer()))
        lines.append(talk.words("flow.line", name=name, value=value))
        changes.append(Button(talk.plain("button.change", name=name), data(state, "review", step.name)))
    if state.away:
        lines.append(talk.words("flow.line", name=talk.plain("away.field"), value=", ".join(state.away.values())))
    text = talk.words(f"{state.name}.review", answers=Html("\n".join(lines)), **_promise(talk, state))
    send = (Button(talk.plain("button.send-report"), data(state, "review", ".send")),)
    controls = (
        Button(talk.plain("button.question"), data(state, "review", ".ask")),
        Button(talk.plain("button.save"), data(state, "review", ".save")),
        Button(talk.plain("button.cancel"), data(state, "review", ".cancel")),
    )
    return text, (send, *rows(*changes, width=2), away.button(talk, state), controls)


def _promise(talk: Talk, state: FlowState) -> dict[str, object]:
    """Who will read the report, and by when somebody will have taken it."""
    council, severity = talk.house.knowledge.council, level(talk, state)
    kind = talk.house.knowledge.kinds[state.answers["kind"].first]
    by = take_by(talk.turn.now, council.deadlines[severity], council.hours)
    moment = talk.house.desk.casework.notices.cards.when(by, talk.turn.now)
    return {"desk": talk.plain(f"desk.{desk_for(kind, severity)}"), "by": moment}
