"""Enough Welsh to tell it from English, and to say in English what its plainest words mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, TypeAdapter

from .document import Document
from .schema import Part, Text, validate

_WORD = re.compile(r"[a-z]+")
_PLAIN = re.compile(r"[a-z]+(?:[ '-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Welsh:
    """``marks`` are words that only Welsh has; ``words`` gives the English of words and phrases."""

    marks: frozenset[str]
    words: Mapping[str, str]


class WelshPart(Part):
    """The lines of welsh.yaml."""

    marks: list[Text] = Field(min_length=1)
    words: dict[Text, Text] = Field(min_length=1)


_FILE = TypeAdapter(WelshPart)


def read(document: Document) -> Welsh | None:
    """The glossary; None where the file cannot be used."""
    part = validate(_FILE, document)
    if part is None:
        return None
    for index, mark in enumerate(part.marks):
        if not _WORD.fullmatch(mark):
            document.wrong(("marks", index), f"{mark}: write one word, in small letters without accents")
    for word in part.words:
        if not _PLAIN.fullmatch(word):
            document.wrong(("words", word), f"{word}: write it in small letters without accents")
    return Welsh(frozenset(part.marks), dict(part.words))
