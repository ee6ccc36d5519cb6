"""Flows: whatever is answered, taken back, skipped or changed, the position is a step that can be asked, or the end."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.flow import Answer, Asks, Flow, Step, before, kept, path, position
from bot.flows import report_flow

NAMES = ("a", "b", "c", "d", "e", "f")
VALUES = ("x", "y", "z")


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A flow whose steps may depend on the answer of an earlier one."""
    steps: list[Step] = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
        earlier = draw(st.sampled_from([None, *(step.name for step in steps)]))
        wanted = draw(st.sampled_from(VALUES))
        when = (lambda known, e=earlier, w=wanted: e in known and known[e].first == w) if earlier else (lambda _: True)
        steps.append(Step(name, Asks.CHOICE, VALUES, when=when))
    return Flow("any", tuple(steps))


REPORT = report_flow(("stalking", "harassment"), ("facebook", "x"))
ANY_FLOW = st.one_of(flows(), st.just(REPORT))
#: What somebody does next: answer with the nth choice, go back, skip, or change the nth answer.
MOVES = st.lists(st.tuples(st.sampled_from(["answer", "back", "skip", "change"]), st.integers(0, 20)), max_size=40)


def played(flow: Flow, moves: list[tuple[str, int]]) -> dict[str, Answer]:
    """The answers after these moves."""
    answers: dict[str, Answer] = {}
    for move, number in moves:
        step = position(flow, answers)
        if move == "change" and answers:
            step = flow.step(sorted(answers)[number % len(answers)])
        if move == "back" and step is not None and (earlier := before(flow, answers, step.name)):
            del answers[earlier.name]
        elif move != "back" and step is not None:
            choices = step.choices or ("words",)
            answers[step.name] = Answer() if move == "skip" else Answer((choices[number % len(choices)],))
    return answers


@given(ANY_FLOW, MOVES)
def test_any_sequence_of_moves_ends_at_an_open_step_of_the_path_or_at_the_end(
    flow: Flow, moves: list[tuple[str, int]]
) -> None:
    answers = played(flow, moves)
    at = position(flow, answers)
    steps = path(flow, answers)
    if at is None:
        assert all(step.name in answers for step in steps)
    else:
        assert at.name not in answers
        assert [step.name in answers for step in steps[: steps.index(at)]] == [True] * steps.index(at)


@given(ANY_FLOW, MOVES)
def test_replaying_what_is_kept_changes_nothing(flow: Flow, moves: list[tuple[str, int]]) -> None:
    answers = played(flow, moves)
    once = kept(flow, answers)
    assert kept(flow, once) == once
    assert path(flow, once) == path(flow, answers)
    assert position(flow, once) == position(flow, answers)


@given(ANY_FLOW, MOVES)
def test_back_and_the_same_answer_leads_to_where_one_was(flow: Flow, moves: list[tuple[str, int]]) -> None:
    answers = played(flow, moves)
    at = position(flow, answers)
    earlier = before(flow, answers, at.name) if at else None
    if at is None or earlier is None:
        return
    without = {name: answer for name, answer in answers.items() if name != earlier.name}
    assert position(flow, without) == earlier
    assert position(flow, {**without, earlier.name: answers[earlier.name]}) == at


@given(ANY_FLOW)
def test_answering_every_question_reaches_the_end(flow: Flow) -> None:
    answers: dict[str, Answer] = {}
    for _ in flow.steps:
        if (at := position(flow, answers)) is not None:
            answers[at.name] = Answer(("x",))
    assert position(flow, answers) is None


def test_a_branch_that_was_left_again_keeps_no_answers() -> None:
    online = {"where": Answer(("facebook",)), "links": Answer(("https://x.example",))}
    assert "links" in kept(REPORT, online)
    assert "links" not in kept(REPORT, {**online, "where": Answer(("in-person",))})


def test_there_is_nothing_before_the_first_step() -> None:
    assert before(REPORT, {}, "danger") is None
    assert before(REPORT, {}, "no-such-step") is None
