"""What people want of a platform: the words for it, and the entry that helps whatever the platform."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, TypeAdapter

from .document import Document
from .rules import plain
from .schema import Id, Part, Text, validate


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do on a platform; ``id`` is the second half of an entry's id such as ``facebook.report``."""

    id: str
    entry: str
    words: tuple[str, ...]


class ActionPart(Part):
    """An action's lines."""

    entry: Id
    words: list[Text] = Field(min_length=1)


_FILE = TypeAdapter(dict[Id, ActionPart])


def read(document: Document) -> Mapping[str, Action] | None:
    """The actions by id, in the order of the file; None where the file cannot be used."""
    parts = validate(_FILE, document)
    if parts is None:
        return None
    owners: dict[str, str] = {}
    for id, part in parts.items():
        for index, word in enumerate(part.words):
            if (owner := owners.setdefault(plain(word) or word, id)) != id:
                document.wrong((id, "words", index), f"{word} is {owner}'s already: keep it at one action")
    return {id: Action(id, part.entry, tuple(part.words)) for id, part in parts.items()}
