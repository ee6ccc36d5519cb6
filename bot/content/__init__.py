"""The knowledge base, kept by editors under knowledge/, turned into checked objects."""

from .actions import Action
from .catalogue import SUBJECTS, Catalogue
from .contacts import Contact
from .council import Council, Office
from .danger import Pattern, Veto
from .drafts import DraftRule
from .guides import Guide
from .knowledge import Knowledge
from .loader import load
from .markup import Html
from .platforms import Harm, Platform
from .removals import RemovalRules
from .training import Training
from .welsh import Welsh
from .wording import Words

__all__ = [
    "SUBJECTS",
    "Action",
    "Catalogue",
    "Contact",
    "Council",
    "DraftRule",
    "Guide",
    "Harm",
    "Html",
    "Knowledge",
    "Office",
    "Pattern",
    "Platform",
    "RemovalRules",
    "Training",
    "Veto",
    "Welsh",
    "Words",
    "load",
]
