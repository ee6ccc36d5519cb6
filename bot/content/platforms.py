"""The platforms: their names and nicknames, and what each harm needs there beyond the usual report."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, TypeAdapter

from . import texts
from .document import Document
from .phones import Numbers
from .placeholders import CONTACT, Values
from .schema import Id, Listed, Part, Text, Url, validate


class Harm(StrEnum):
    """What can be wrong with a post or an account."""

    THREAT = "threat"
    PRIVATE_INFORMATION = "private-information"
    IMPERSONATION = "impersonation"
    INTIMATE_IMAGE = "intimate-image"
    HATE = "hate"
    HARASSMENT = "harassment"
    HACKED_ACCOUNT = "hacked-account"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. ``harms`` maps a harm's id to extra steps, Telegram HTML; ``help`` is a URL or ""."""

    id: str
    name: str
    aliases: tuple[str, ...]
    help: str
    harms: Mapping[str, tuple[str, ...]]


class PlatformPart(Part):
    """A platform's lines."""

    name: Text
    aliases: list[Text] = Field(default_factory=list)
    help: Url = ""
    harms: dict[Annotated[Harm, Listed], list[Text]] = Field(default_factory=dict)


_FILE = TypeAdapter(dict[Id, PlatformPart])


def read(document: Document, values: Values, numbers: Numbers) -> Mapping[str, Platform] | None:
    """The platforms by id, in the order of the file; None where the file cannot be used."""
    parts = validate(_FILE, document)
    if parts is None:
        return None
    _check_aliases(parts, document)
    _check_steps(parts, document, values, numbers)
    return {
        id: Platform(
            id=id,
            name=part.name,
            aliases=tuple(part.aliases),
            help=part.help,
            harms={
                harm.value: tuple(values.fill(step, later=CONTACT) for step in steps)
                for harm, steps in part.harms.items()
            },
        )
        for id, part in parts.items()
    }


def _check_aliases(parts: Mapping[str, PlatformPart], document: Document) -> None:
    owners: dict[str, str] = {}
    for id, part in parts.items():
        for index, alias in enumerate(part.aliases):
            spelling = re.sub(r"\W+", " ", alias).strip().casefold()
            owner = owners.setdefault(spelling, id)
            if owner != id:
                document.wrong((id, "aliases", index), f"{alias} is {owner}'s already: keep it at one platform")


def _check_steps(parts: Mapping[str, PlatformPart], document: Document, values: Values, numbers: Numbers) -> None:
    for id, part in parts.items():
        for harm, steps in part.harms.items():
            for index, step in enumerate(steps):
                document.flawed((id, "harms", harm.value, index), texts.flaws(step, values, numbers))
