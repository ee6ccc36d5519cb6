"""What people say to be friendly: kinds of small talk, each with whole messages that mean it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, TypeAdapter

from .document import Document
from .rules import plain
from .schema import Id, Text, validate

_FILE = TypeAdapter(dict[Id, Annotated[list[Text], Field(min_length=1)]])


def read(document: Document) -> Mapping[str, tuple[str, ...]] | None:
    """The messages by kind, in the order of the file; None where the file cannot be used."""
    parts = validate(_FILE, document)
    if parts is None:
        return None
    owners: dict[str, str] = {}
    for kind, messages in parts.items():
        for index, message in enumerate(messages):
            if (owner := owners.setdefault(plain(message) or message, kind)) != kind:
                document.wrong((kind, index), f"{message} is {owner}'s already: keep it at one kind")
    return {kind: tuple(messages) for kind, messages in parts.items()}
