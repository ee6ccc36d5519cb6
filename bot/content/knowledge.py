"""Everything that editors keep, as objects."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.lesson import Module
from bot.domain.report import Kind
from bot.domain.severity import Level

from .actions import Action
from .catalogue import Catalogue
from .contacts import Contact
from .council import Council
from .danger import Pattern, Veto
from .drafts import DraftRule
from .guides import Guide
from .placeholders import CONTACT
from .platforms import Platform
from .removals import RemovalRules
from .survey import Survey
from .welsh import Welsh
from .wording import Words

_CONTACT = re.compile(rf"\{{{re.escape(CONTACT)}([\w-]+)\}}")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge base without a mistake. Mappings are by id, in the order of their file."""

    #: Where it was read from.
    folder: Path
    council: Council
    contacts: Mapping[str, Contact]
    catalogue: Catalogue
    words: Words
    platforms: Mapping[str, Platform]
    kinds: Mapping[str, Kind]
    guides: Mapping[str, Guide]
    #: The modules of the training, in the order of the programme.
    lessons: Mapping[str, Module]
    patterns: tuple[Pattern, ...]
    vetoes: tuple[Veto, ...]
    #: What an officer reads of a level that was heard, not named.
    learnt: Mapping[Level, str]
    remarks: Mapping[str, DraftRule]
    actions: Mapping[str, Action]
    #: By kind, whole messages that are only friendly.
    smalltalk: Mapping[str, tuple[str, ...]]
    welsh: Welsh
    removals: RemovalRules
    survey: Survey

    def shown(self, text: str, at: datetime) -> str:
        """A text of an entry or a platform as it is read at ``at`` (aware): each helpline with whether it is open."""
        hours = self.council.hours

        def line(name: re.Match[str]) -> str:
            return html.escape(self.contacts[name[1]].line_at(at, hours.zone, hours.is_holiday), quote=False)

        return _CONTACT.sub(line, text)

    def printed(self, text: str) -> str:
        """A text as it is read on paper, at any time: each helpline with its hours."""
        return _CONTACT.sub(lambda name: html.escape(self.contacts[name[1]].line, quote=False), text)

    def helplines(self, text: str) -> tuple[Contact, ...]:
        """The services that a text of an entry names and that can be rung or texted, in the order of the text."""
        named = (self.contacts[id] for id in _CONTACT.findall(text))
        return tuple(contact for contact in named if contact.phone or contact.text)
