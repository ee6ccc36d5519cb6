"""Removals: when officers are reminded, which rules of a platform a post may break, and the wording to send."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from string import Formatter
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.entry import Entry
from bot.domain.removal import State

from .contacts import Contact
from .document import Document, Loc
from .law import Facts
from .phones import Numbers
from .placeholders import Values
from .platforms import Harm, Platform
from .schema import Id, Length, Listed, Name, Part, Text, validate

#: What stands for every site that is none of the platforms.
OTHER = "other"
#: What the code fills in; a line that names something unknown of a post is left out.
GIVEN = frozenset({"link", "by", "rule", "platform", "number", "sent", "reference", "answer"})
WORDINGS = ("report", "appeal", "escalate", "inform")
LONGEST = 1_500
#: A removal stands here no longer: nobody is reminded.
_RUNNING = frozenset(State) - {State.CLOSED}
_HOURS = re.compile(r"(\d+) hours?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a platform's, in the platform's sense, and the entry of the toolkit that says so."""

    name: str
    entry: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law wants of a platform for one kind of post: its removal ``within`` this of a report.

    It is to be sent within ``asked``; once it is late, the officer is reminded ``again`` and again. All of it counts
    by the clock on the wall.
    """

    within: timedelta
    asked: timedelta
    again: timedelta


@dataclass(frozen=True, slots=True)
class RemovalRules:
    """What removals.yaml holds. ``rules`` and ``clocks`` are by platform, those of ``OTHER`` for every other site."""

    clocks: Mapping[str, Mapping[State, timedelta]]
    rules: Mapping[str, Mapping[str, Rule]]
    duties: Mapping[str, Duty]
    wording: Mapping[str, str]
    special: Mapping[str, str]
    #: Where a post goes next, and who is told for information: links.
    escalate: str
    inform: str

    def clock(self, platform: str, state: State) -> timedelta:
        """How long a removal may stand in a state before its officer is reminded."""
        return self.clocks.get(platform, self.clocks[OTHER])[state]

    def rules_of(self, platform: str) -> Mapping[str, Rule]:
        """The rules of a platform, by the harm that breaks them."""
        return self.rules.get(platform, self.rules[OTHER])

    def text(self, what: str, kind: str, values: Mapping[str, str]) -> str:
        """The wording for one purpose, as plain text; a line is left out where something that it names is ""."""
        text = self.special.get(kind, self.wording[what]) if what == "report" else self.wording[what]
        lines = (line for line in text.splitlines() if all(values[name] for name in _named(line)))
        return "\n".join(line.format_map(values) for line in lines).strip()


class DutyPart(Part):
    """A duty's lines; ``figure`` names the same time in law.yaml."""

    figure: Name
    within: Length
    asked: Length
    again: Length


class RulePart(Part):
    """A rule's lines."""

    name: Text
    entry: Text


class PlatformPart(Part):
    """A platform's lines."""

    clocks: dict[Annotated[State, Listed], Length] = Field(default_factory=dict)
    rules: dict[Annotated[Harm, Listed], RulePart] = Field(min_length=1)


class ContactsPart(Part):
    """Services by their ids in contacts.yaml."""

    escalate: Name
    inform: Name


class RemovalsPart(Part):
    """The lines of removals.yaml."""

    clocks: dict[Annotated[State, Listed], Length]
    duties: dict[Annotated[Harm, Listed], DutyPart] = Field(default_factory=dict)
    contacts: ContactsPart
    platforms: dict[Id, PlatformPart]
    wording: dict[Id, Text]


_FILE = TypeAdapter(RemovalsPart)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What removals may refer to."""

    values: Values
    numbers: Numbers
    contacts: Mapping[str, Contact]
    platforms: Mapping[str, Platform]
    facts: Facts


def read(document: Document, shelf: Shelf) -> RemovalRules | None:
    """What the file says; None where it cannot be used."""
    part = validate(_FILE, document)
    if part is None:
        return None
    for loc, text in (*_faults(part, shelf), *_duties_at_fault(part, shelf.facts)):
        document.wrong(loc, text)
    for what, text in part.wording.items():
        _check_wording(("wording", what), text, document, shelf)
    if document.mistakes:
        return None
    filled = {what: shelf.values.fill(text, escape=False) for what, text in part.wording.items()}
    return RemovalRules(
        clocks={id: {**part.clocks, **each.clocks} for id, each in part.platforms.items()},
        rules={
            id: {harm.value: Rule(rule.name, rule.entry) for harm, rule in each.rules.items()}
            for id, each in part.platforms.items()
        },
        duties={kind.value: Duty(duty.within, duty.asked, duty.again) for kind, duty in part.duties.items()},
        wording={what: filled[what] for what in WORDINGS},
        special={kind: text for kind, text in filled.items() if kind not in WORDINGS},
        escalate=shelf.contacts[part.contacts.escalate].website,
        inform=shelf.contacts[part.contacts.inform].website,
    )


def misread(rules: RemovalRules, entries: Mapping[str, Entry], ids: Collection[str]) -> Iterator[tuple[Loc, str]]:
    """Where a rule rests on no entry in use, or on one about another platform; and what is wrong there.

    ``ids`` are of all entries that are written, ``entries`` those of them that can be read.
    """
    for platform, known in rules.rules.items():
        for harm, rule in known.items():
            if text := _unfit(rule.entry, platform, entries, ids):
                yield ("platforms", platform, "rules", harm, "entry"), text


def _unfit(id: str, platform: str, entries: Mapping[str, Entry], ids: Collection[str]) -> str:
    """Why a platform's rule cannot rest on an entry; "" where it can."""
    entry = entries.get(id)
    if entry is None:
        return "" if id in ids else f"there is no entry {id} in use"
    if entry.withdrawn:
        return f"there is no entry {id} in use"
    if entry.platform in ("", platform):
        return ""
    ours = "" if platform == OTHER else f"about {platform}, or "
    return f"{id} is about {entry.platform}: name one {ours}about no platform"


def _faults(part: RemovalsPart, shelf: Shelf) -> Iterator[tuple[Loc, str]]:
    missing = [state for state in State if state in _RUNNING and state not in part.clocks]
    if missing:
        yield ("clocks",), f"{missing[0]} is missing: add it"
    if State.CLOSED in part.clocks or any(State.CLOSED in each.clocks for each in part.platforms.values()):
        yield ("clocks",), "closed has no clock, here or at a platform: nothing more is expected of anybody"
    for what in WORDINGS:
        if what not in part.wording:
            yield ("wording",), f"{what} is missing: add it"
    for name in ("escalate", "inform"):
        contact = getattr(part.contacts, name)
        if not getattr(shelf.contacts.get(contact), "website", ""):
            yield ("contacts", name), f"contacts.yaml has no {contact} with a website"
    if OTHER not in part.platforms:
        yield ("platforms",), f"{OTHER} is missing: add it, for sites that are none of the platforms"
    for id, each in part.platforms.items():
        if id != OTHER and id not in shelf.platforms:
            yield ("platforms", id), f"platforms.yaml has no {id}"
        if Harm.OTHER not in each.rules:
            yield ("platforms", id, "rules"), f"{Harm.OTHER} is missing: add it, for posts that fit no other rule"


def _duties_at_fault(part: RemovalsPart, facts: Facts) -> Iterator[tuple[Loc, str]]:
    for kind, duty in part.duties.items():
        figure = facts.figures.get(duty.figure)
        hours = _HOURS.fullmatch(figure.text) if figure else None
        if figure is None:
            yield ("duties", kind.value, "figure"), f"law.yaml has no figure {duty.figure}"
        elif hours is None or timedelta(hours=int(hours[1])) != duty.within:
            yield ("duties", kind.value, "within"), f"law.yaml says {figure.text}: let both say the same"


def _named(text: str) -> set[str]:
    """The names in braces that the code fills in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _check_wording(loc: Loc, text: str, document: Document, shelf: Shelf) -> None:
    known = {*WORDINGS, *(harm.value for harm in Harm)}
    if loc[1] not in known:
        document.wrong(loc, f"{loc[1]} is no wording: one of {', '.join(sorted(known))}")
    flaws = [*shelf.values.flaws(text, given=True), *shelf.numbers.flaws(text)]
    document.flawed(loc, flaws)
    if flaws:
        return
    given = {name for name in re.findall(r"\{([a-z_]+)\}", text) if name not in GIVEN}
    for name in sorted(given):
        document.wrong(loc, f"there is no {{{name}}}: one of {', '.join(sorted(GIVEN))}")
    if len(text) > LONGEST:
        document.wrong(loc, f"this text has {len(text)} characters: {LONGEST} at most")
