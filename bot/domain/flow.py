"""A step-by-step conversation as data: its position is found by replaying the answers.

Answers are keyed by step name, so that going back, changing an answer and a flow that was edited in the meantime
are one operation: replay, and stop at the first step that has no answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered at a step; no values means skipped. ``messages`` are the ids that it was typed in."""

    values: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()

    @property
    def first(self) -> str:
        """The only or first value, "" where skipped."""
        return self.values[0] if self.values else ""


Answers = Mapping[str, Answer]


class Asks(StrEnum):
    """What a step waits for."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    EMAIL = "email"
    LINKS = "links"
    FILES = "files"
    PAGE = "page"
    REVIEW = "review"


def _always(_: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One question. ``free`` lets a choice be typed in one's own words; ``when`` says whether it is asked at all.

    ``text`` (Telegram HTML) and ``labels`` (by choice) are given where they come from the toolkit; the sentences of
    other steps are words, keyed by flow and step.
    """

    name: str
    asks: Asks
    choices: tuple[str, ...] = ()
    skippable: bool = True
    free: bool = False
    when: Callable[[Answers], bool] = _always
    text: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """A named sequence of steps; ``title`` heads each of them, "" where they need none.

    What is passed over in a ``checklist`` is left for later, and told at the end.
    """

    name: str
    steps: tuple[Step, ...]
    title: str = ""
    checklist: bool = False

    def step(self, name: str) -> Step | None:
        """The step of that name."""
        return next((step for step in self.steps if step.name == name), None)


def path(flow: Flow, answers: Answers) -> tuple[Step, ...]:
    """The steps that are asked, given what was answered before each of them."""
    taken: list[Step] = []
    known: dict[str, Answer] = {}
    for step in flow.steps:
        if step.when(known):
            taken.append(step)
            if step.name in answers:
                known[step.name] = answers[step.name]
    return tuple(taken)


def position(flow: Flow, answers: Answers) -> Step | None:
    """The first step without an answer; None at the end."""
    return next((step for step in path(flow, answers) if step.name not in answers), None)


def kept(flow: Flow, answers: Answers) -> dict[str, Answer]:
    """The answers of the branch that was taken; those of branches left again are dropped."""
    return {step.name: answers[step.name] for step in path(flow, answers) if step.name in answers}


def before(flow: Flow, answers: Answers, name: str) -> Step | None:
    """The step asked before the one of that name; None at the start."""
    steps = path(flow, answers)
    at = next((i for i, step in enumerate(steps) if step.name == name), 0)
    return steps[at - 1] if at else None
