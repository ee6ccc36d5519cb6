"""Who may see a case, who may be given one, and whose name stands in a text."""

import re
import unicodedata
from enum import StrEnum

from .case import Case
from .person import Person, Role

_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "cllr", "councillor"})


class Cause(StrEnum):
    """Why a case is kept from a person."""

    #: Their name stands in it.
    NAMED = "named"
    #: The reporter asked for it.
    ASKED = "asked"
    #: They said themselves that they must not have it.
    CONFLICT = "conflict"


def may_open(person: Person, case: Case, *, shown: bool, excluded: bool) -> bool:
    """Whether a member of staff may open a case: it is on their desk, they have it, or it was ``shown`` to them."""
    if excluded or not person.is_staff:
        return False
    return shown or case.holder == person.id or Role(case.desk) in person.roles


def may_work(person: Person, *, excluded: bool) -> bool:
    """Whether somebody may be called to a case, or be given it."""
    return person.is_staff and person.reachable and not excluded


def _words(text: str) -> list[str]:
    split = unicodedata.normalize("NFKD", text)
    return _WORD.findall("".join(char for char in split if not unicodedata.combining(char)).casefold())


def is_named(name: str, text: str) -> bool:
    """Whether a full name (two words or more, a title not counted) stands in a text, in whole words and any case."""
    wanted, said = [word for word in _words(name) if word not in _TITLES], _words(text)
    length = len(wanted)
    return length > 1 and any(said[start : start + length] == wanted for start in range(len(said) - length + 1))
