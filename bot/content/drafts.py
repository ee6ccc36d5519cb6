"""What a careful colleague points at in a draft post, as editors keep it in ``draft.yaml``."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from . import expressions
from .document import Document, Loc
from .schema import Id, Name, Part, Text, validate

#: Words without any sign of a regular expression.
_PLAIN = re.compile(r"[\w' -]+")
#: Remarks that the bot itself finds (see ``bot/drafts``), whatever patterns they have besides.
FOUND_BY_CODE = frozenset({"contact-details", "identifying-number", "picture-description"})
_PATTERNS = ("patterns", "with_picture", "but_not", "unless", "answered_by")


@dataclass(frozen=True, slots=True)
class DraftRule:
    """One thing to look at again: what the councillor is told, and the words of a draft that it is about."""

    id: str
    says: str
    entry: str
    #: Capital and small letters are told apart.
    capitals: bool
    #: Regular expressions, the lists that they name written out.
    patterns: tuple[str, ...]
    #: Found only where the post has a picture.
    with_picture: tuple[str, ...]
    #: Words that were found do not count if one of these is found in them.
    but_not: tuple[str, ...]
    #: Nor if one of these is found in the sentence that they stand in.
    unless: tuple[str, ...]
    #: None count if one of these is found anywhere in the draft.
    answered_by: tuple[str, ...]
    #: Drafts that must bring the remark and that must not; ``[picture]`` before one stands for a picture with it.
    examples: tuple[str, ...]
    harmless: tuple[str, ...]


Says = Annotated[Text, StringConstraints(max_length=240)]


class RemarkPart(Part):
    """A remark's lines."""

    says: Says
    entry: Text
    capitals: bool = False
    patterns: list[Text] = Field(default_factory=list)
    with_picture: list[Text] = Field(default_factory=list)
    but_not: list[Text] = Field(default_factory=list)
    unless: list[Text] = Field(default_factory=list)
    answered_by: list[Text] = Field(default_factory=list)
    examples: list[Text] = Field(min_length=2)
    harmless: list[Text] = Field(min_length=3)

    def rule(self, id: str, made: Mapping[str, tuple[str, ...]]) -> DraftRule:
        told = {"examples": tuple(self.examples), "harmless": tuple(self.harmless)}
        return DraftRule(id, self.says, self.entry, self.capitals, **made, **told)


class DraftPart(Part):
    """The lines of draft.yaml."""

    words: dict[Name, list[Text]] = Field(default_factory=dict)
    remarks: dict[Id, RemarkPart] = Field(min_length=1)


_FILE = TypeAdapter(DraftPart)


def read(document: Document) -> Mapping[str, DraftRule] | None:
    """The remarks by id, in the order of the file; None where the file cannot be used."""
    draft = validate(_FILE, document)
    if draft is None:
        return None
    lists = _Lists(document, draft.words)
    rules = {}
    for id, part in draft.remarks.items():
        if not (part.patterns or part.with_picture or id in FOUND_BY_CODE):
            found = ", ".join(sorted(FOUND_BY_CODE))
            document.wrong(("remarks", id), f"patterns is missing: add it (only {found} need none)")
        made = {}
        for name in _PATTERNS:
            written = [lists.expanded(("remarks", id, name, n), each) for n, each in enumerate(getattr(part, name))]
            made[name] = tuple(written)
        rules[id] = part.rule(id, made)
    return rules


def check_entries(rules: Mapping[str, DraftRule], known: Collection[str], document: Document) -> None:
    """Each remark leads to an entry that exists or is planned."""
    for id in rules:
        if rules[id].entry not in known:
            document.wrong(("remarks", id, "entry"), f"there is no entry {rules[id].entry}, nor is one planned")


class _Lists:
    """The lists under words: what each name stands for. A list may use those that stand before it."""

    def __init__(self, document: Document, words: Mapping[str, list[str]]) -> None:
        self._document = document
        self._texts: dict[str, str] = {}
        self._stand_ins: dict[str, str] = {}
        for name, alternatives in words.items():
            made = [self.expanded(("words", name, place), word, empty=True) for place, word in enumerate(alternatives)]
            self._texts[name] = _any_of([word for word in made if word])
            self._stand_ins[name] = expressions.stand_in(self._texts[name])

    def expanded(self, loc: Loc, pattern: str, *, empty: bool = False) -> str:
        """The pattern with the lists that it names; "" where it cannot be used, for a reason that is noted."""
        if _PLAIN.fullmatch(pattern):
            return pattern
        try:
            # A list of hundreds of names takes long to compile: what holds it is checked with something shorter.
            expressions.check(expressions.expanded(pattern, self._stand_ins), empty=empty)
        except ValueError as exc:
            self._document.wrong(loc, str(exc))
            return ""
        return expressions.expanded(pattern, self._texts)


def _any_of(alternatives: list[str]) -> str:
    """One expression for any of them. Plain words are taken together by their first letter, which is far quicker."""
    if not all(_PLAIN.fullmatch(word) for word in alternatives):
        return f"(?:{'|'.join(alternatives)})"
    by_letter = groupby(sorted(alternatives), key=lambda word: word[0])
    grouped = [f"{letter}(?:{'|'.join(word[1:] for word in words)})" for letter, words in by_letter]
    return f"(?:{'|'.join(grouped)})"
