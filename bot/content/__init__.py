"""The knowledge base, kept by editors under knowledge/, turned into checked objects."""

from .catalogue import SUBJECTS, Catalogue
from .contacts import Contact
from .council import Council, Office
from .danger import Pattern, Veto
from .knowledge import Knowledge
from .loader import load
from .platforms import Harm, Platform
from .wording import Html, Words

__all__ = [
    "SUBJECTS",
    "Catalogue",
    "Contact",
    "Council",
    "Harm",
    "Html",
    "Knowledge",
    "Office",
    "Pattern",
    "Platform",
    "Veto",
    "Words",
    "load",
]
