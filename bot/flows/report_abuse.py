"""Reporting abuse to the council, step by step."""

from collections.abc import Mapping

from bot.domain.flow import Answer, Answers, Asks, Flow, Step
from bot.domain.report import Report, Wish

REPORT = "report"

WHOM = ("me", "family", "staff", "colleague")
PLACES = ("in-person", "phone", "post", "elsewhere")
CONTACTS = ("here", "phone", "email", "not-now")


def _is_online(answers: Answers) -> bool:
    return "where" not in answers or answers["where"].first not in {"in-person", "phone", "post"}


def report_flow(kinds: Mapping[str, object], platforms: Mapping[str, object]) -> Flow:
    """The report's steps, with the council's kinds and the known platforms as choices."""
    return Flow(
        REPORT,
        (
            Step("danger", Asks.CHOICE, ("yes", "unsure", "no"), skippable=False),
            Step("kind", Asks.CHOICE, tuple(kinds), skippable=False),
            Step("what", Asks.TEXT),
            Step("whom", Asks.CHOICE, WHOM, free=True),
            Step("where", Asks.CHOICE, (*platforms, *PLACES), free=True),
            Step("who", Asks.TEXT),
            Step("links", Asks.LINKS, when=_is_online),
            Step("evidence", Asks.FILES),
            Step("effect", Asks.TEXT),
            Step("contact", Asks.CHOICE, CONTACTS, free=True),
            Step("wish", Asks.CHOICES, tuple(Wish)),
            Step("review", Asks.REVIEW, skippable=False),
        ),
    )


_NONE = Answer()


def report_from(answers: Answers, signals: tuple[str, ...] = ()) -> Report:
    """The report that the answers make."""

    def one(name: str) -> str:
        return answers.get(name, _NONE).first

    return Report(
        kind=one("kind") or "something-else",
        what=one("what"),
        whom=one("whom"),
        where=one("where"),
        who=one("who"),
        links=answers.get("links", _NONE).values,
        effect=one("effect"),
        contact=one("contact"),
        wishes=answers.get("wish", _NONE).values,
        signals=signals,
    )
