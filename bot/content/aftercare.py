"""The entries that the question how somebody is leans on: its crisis lines, and what fits each answer."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.entry import CouncilKind, Entry, Nation, Place

from .contacts import Contact
from .folder import Parts
from .placeholders import CONTACT

#: The entry whose helplines stand under the question and under each answer.
CRISIS: Final = "crisis"
#: The entry that fits each answer; and what may help an officer who has seen a lot.
ANSWERS: Final = {"well": "taking-a-break", "low": "coping", "talk": "talk-to-someone", "stop": "helplines"}
OFFICERS: Final = ("coping", "talk-to-someone")
_PLACES = tuple(Place(nation, council) for nation in Nation for council in CouncilKind)
_LINE = re.compile(rf"\{{{re.escape(CONTACT)}([\w-]+)\}}")


def faults(parts: Parts) -> Iterator[str]:
    """What is missing, where the council asks people how they are."""
    if parts.council is None or not parts.council.checkins:
        return
    held = {page.entry.id: page.entry for page in parts.pages}
    for id in dict.fromkeys((CRISIS, *ANSWERS.values(), *OFFICERS)):
        if held[id].withdrawn if id in held else id not in parts.ids:
            yield f"there is no entry {id} in use, which people are shown when they are asked how they are"
    if CRISIS in held:
        yield from _without_lines(held[CRISIS], parts.contacts or {})


def _without_lines(crisis: Entry, services: Mapping[str, Contact]) -> Iterator[str]:
    """Where the crisis lines are not in their entry."""
    for place in _PLACES:
        here = crisis.at(place)
        named = [services[id] for id in _LINE.findall("\n".join((here.answer, *here.steps))) if id in services]
        if not any(service.phone or service.text for service in named):
            yield f"{crisis.id} names no helpline that can be rung or texted ({place.nation.title()}, {place.council})"
