"""What an entry must be beyond the shape of its file, in words that tell its author what to do."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.entry import Source

from .document import Loc
from .entry_file import EntryPart

ASKS, TESTS, REVIEW_MONTHS = 10, 3, 13
Fault = tuple[Loc, str]


def plain(phrase: str) -> str:
    """A phrase as it is compared: lower case, no punctuation, single spaces."""
    return " ".join(re.sub(r"[^\w\s]|_", "", phrase.casefold()).split())


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def faults(part: EntryPart, sources: Sequence[Source]) -> Iterator[Fault]:
    """What is wrong with the phrases, dates and places of an entry by itself, and where."""
    yield from _phrases("asks", part.asks, ASKS)
    yield from _phrases("tests", part.tests, TESTS)
    yield from _dates(part, sources)
    yield from _variants(part)
    if not part.sources:
        yield ("sources",), "sources needs at least one: say where the facts come from"


def _phrases(name: str, phrases: list[str], least: int) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, phrase in enumerate(phrases):
        compared = plain(phrase)
        if not compared:
            yield (name, index), f"item {index + 1} of {name} has no words"
        elif compared in seen:
            yield (name, index), f'"{phrase}" stands in {name} twice: write another'
        seen.add(compared)
    if len(seen) < least:
        yield (name,), f"{name} needs at least {least} different phrases, there are {len(seen)}"


def _dates(part: EntryPart, sources: Sequence[Source]) -> Iterator[Fault]:
    for index, source in enumerate(sources):
        if source.checked >= part.review_by:
            yield ("sources", index, "checked"), f"checked must be before review_by ({part.review_by})"
    if sources:
        latest = months_after(min(source.checked for source in sources), REVIEW_MONTHS)
        if part.review_by > latest:
            yield (
                ("review_by",),
                f"review_by is more than {REVIEW_MONTHS} months after the oldest check: {latest} at most",
            )


def _variants(part: EntryPart) -> Iterator[Fault]:
    for index, variant in enumerate(part.variants):
        if not (variant.nations or variant.councils):
            yield ("variants", index), "a variant says whom it is for: give it nations or councils"
        for name in ("nations", "councils"):
            for place in getattr(variant, name):
                if place not in getattr(part, name):
                    yield ("variants", index, name), f"{place} is not among the entry's own {name}: add it there first"
