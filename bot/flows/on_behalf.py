"""Entering a case for a councillor without Telegram: who they are, and then the steps of a report."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.absent import Absent, Consent, Way
from bot.domain.flow import Answer, Answers, Asks, Flow, Step
from bot.domain.text import one_line

from .report_abuse import report_flow

BEHALF = "newcase"
WHOM = ("them", "their-family", "staff", "colleague")
#: An officer rings or writes to them: the report does not ask how to.
_NOT_ASKED = ("danger", "contact")
NAME_CHARACTERS = 100
_NONE = Answer()


def _by(way: Way) -> Callable[[Answers], bool]:
    return lambda answers: "way" in answers and answers["way"].first == way


_WHO = (
    Step("person", Asks.TEXT, skippable=False),
    Step("way", Asks.CHOICE, tuple(Way), skippable=False),
    Step("email", Asks.EMAIL, skippable=False, when=_by(Way.EMAIL)),
    Step("phone", Asks.TEXT, skippable=False, when=_by(Way.PHONE)),
    Step("post", Asks.TEXT, skippable=False, when=_by(Way.POST)),
    Step("agreed", Asks.CHOICES, tuple(Consent), skippable=False),
)


def behalf_flow(kinds: Mapping[str, object], platforms: Mapping[str, object]) -> Flow:
    """Danger first, then whose case it is and what they agreed to, then all that a report asks."""
    report = report_flow(kinds, platforms).steps
    rest = (replace(step, choices=WHOM) if step.name == "whom" else step for step in report)
    danger = (step for step in report if step.name == "danger")
    return Flow(BEHALF, (*danger, *_WHO, *(step for step in rest if step.name not in _NOT_ASKED)))


def absent_from(answers: Answers, officer_id: int) -> Absent:
    """Whose case it is, as far as the officer has asked."""
    way = answers.get("way", _NONE).first
    return Absent(
        one_line(answers.get("person", _NONE).first)[:NAME_CHARACTERS],
        officer_id,
        Way(way) if way else None,
        answers.get(way, _NONE).first.strip(),
        answers.get("agreed", _NONE).values,
    )
