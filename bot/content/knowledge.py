"""Everything that editors keep, as objects."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.report import Kind

from .catalogue import Catalogue
from .contacts import Contact
from .council import Council
from .danger import Pattern, Veto
from .platforms import Platform
from .wording import Words


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge base without a mistake. Mappings are by id, in the order of their file."""

    council: Council
    contacts: Mapping[str, Contact]
    catalogue: Catalogue
    words: Words
    platforms: Mapping[str, Platform]
    kinds: Mapping[str, Kind]
    patterns: tuple[Pattern, ...]
    vetoes: tuple[Veto, ...]
