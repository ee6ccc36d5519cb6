"""A guide as a flow: its questions are choices, and its texts and the steps of its entries are pages."""

from collections.abc import Iterator, Mapping

from bot.content import Guide, Knowledge
from bot.content.guides import Stage
from bot.domain.entry import Place
from bot.domain.flow import Answers, Asks, Flow, Step

GUIDE = "guide-"


def guide_of(knowledge: Knowledge, flow: str) -> Guide | None:
    """The guide that a flow of that name goes through; None for other flows."""
    return knowledge.guides.get(flow.removeprefix(GUIDE)) if flow.startswith(GUIDE) else None


def guide_flow(knowledge: Knowledge, guide: Guide, place: Place, answers: Answers) -> Flow:
    """The steps of a guide, as far as they are known: pages of a platform follow once it is chosen."""
    chosen = {name: answer.first for name, answer in answers.items()}
    stages = (stage for stage in guide.stages if stage.holds(place) and stage.applies(chosen))
    steps = (step for stage in stages for step in _steps(knowledge, stage, place, chosen))
    return Flow(f"{GUIDE}{guide.id}", tuple(steps), guide.title, guide.checklist)


def _steps(knowledge: Knowledge, stage: Stage, place: Place, chosen: Mapping[str, str]) -> Iterator[Step]:
    if stage.choices:
        choices = tuple(stage.choices)
        yield Step(stage.name, Asks.CHOICE, choices, skippable=False, text=stage.text, labels=stage.choices)
    elif not stage.entry:
        yield Step(stage.name, Asks.PAGE, skippable=False, text=stage.text)
    else:
        entry = knowledge.catalogue.get(stage.entry_for(chosen))
        texts = entry.at(place).steps if entry is not None and entry.holds(place) else ()
        for n, text in enumerate(texts, 1):
            yield Step(f"{stage.name}-{n}", Asks.PAGE, skippable=False, text=text)
