"""Reporting a post to the platform itself: choose platform and harm, then that platform's own steps, one at a time."""

from bot.content import Knowledge
from bot.domain.entry import Place
from bot.domain.flow import Answers, Asks, Flow, Step

PLATFORM = "platform"

HARMS = (
    "threat",
    "private-information",
    "impersonation",
    "intimate-image",
    "hate",
    "harassment",
    "hacked-account",
    "other",
)
#: The action whose steps a harm follows, where it is not the general report; used where the toolkit has that entry.
_ACTIONS = {"impersonation": "impersonation", "hacked-account": "secure"}


def _goes_to_comms(answers: Answers) -> bool:
    return "handover" in answers and answers["handover"].first == "comms"


def entry_for(knowledge: Knowledge, platform: str, harm: str) -> str:
    """The id of the entry whose steps are walked through; "" where the toolkit has none."""
    wanted = (f"{platform}.{_ACTIONS.get(harm, 'report')}", f"{platform}.report")
    return next((entry_id for entry_id in wanted if entry_id in knowledge.catalogue), "")


def pages(knowledge: Knowledge, place: Place, platform: str, harm: str) -> tuple[str, ...]:
    """What is read one page at a time: the platform's own steps, what is special to this harm after the first."""
    entry = knowledge.catalogue.get(entry_for(knowledge, platform, harm))
    if entry is None:
        return ()
    first, *rest = entry.at(place).steps or ("",)
    extra = knowledge.platforms[platform].harms.get(harm, ())
    return tuple(page for page in (first, *extra, *rest) if page)


def platform_flow(knowledge: Knowledge, place: Place, answers: Answers) -> Flow:
    """The flow as far as it is known: its pages depend on the platform and harm chosen."""
    chosen = [answers[name].first for name in ("on", "harm") if name in answers]
    walk = pages(knowledge, place, *chosen) if len(chosen) == 2 else ()
    return Flow(
        PLATFORM,
        (
            Step("on", Asks.CHOICE, tuple(knowledge.platforms), skippable=False),
            Step("harm", Asks.CHOICE, HARMS, skippable=False),
            *(Step(f"page-{n}", Asks.PAGE, skippable=False, text=text) for n, text in enumerate(walk, 1)),
            Step("handover", Asks.CHOICE, ("comms", "report", "no"), skippable=False),
            Step("link", Asks.LINKS, when=_goes_to_comms),
        ),
    )
