"""Helplines and national services, each once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Discriminator, Tag, TypeAdapter

from bot.domain.entry import Source

from . import opening
from .document import Document
from .opening import Span, SpanPart
from .schema import Name, Part, SourcePart, Text, Url, validate
from .wording import Words

#: The words that a contact's line is made of.
WORDS = (
    *(f"contact.{part}" for part in ("line", "noted", "text", "either", "open", "closed", "always")),
    *(f"contact.{part}" for part in ("unsure", "unknown", "not_on_bank_holidays")),
    *opening.WORDS,
)
Always = Literal["always"]


@dataclass(frozen=True, slots=True)
class Contact:
    """One service. ``phone``, ``text`` (a number for messages), ``website`` and ``note`` are "" where there is none."""

    id: str
    name: str
    phone: str
    text: str
    website: str
    note: str
    hours: Always | tuple[Span, ...]
    bank_holidays: bool
    sure: bool
    source: Source
    #: One line of plain text, ``Samaritans: 116 123 (free; day and night)``; and with "open now" or "closed now" in it.
    line: str
    line_open: str
    line_closed: str

    def line_at(self, at: datetime, zone: ZoneInfo, is_holiday: Callable[[date], bool]) -> str:
        """The line as it is said at ``at`` (aware)."""
        lines = {True: self.line_open, False: self.line_closed, None: self.line}
        return lines[self.is_open(at, zone, is_holiday)]

    def is_open(self, at: datetime, zone: ZoneInfo, is_holiday: Callable[[date], bool]) -> bool | None:
        """Whether somebody answers at ``at`` (aware); None where that is not known, or nobody can be rung or texted."""
        if not (self.sure and self.hours and (self.phone or self.text)):
            return None

        def is_closed(day: date) -> bool:
            return not self.bank_holidays and is_holiday(day)

        if self.hours == "always":
            return not is_closed(at.astimezone(zone).date())
        return opening.is_open(self.hours, at, zone, is_closed)


def _hours_kind(given: object) -> str:
    return "always" if given == "always" else "spans"


class ContactPart(Part):
    """A service as contacts.yaml has it."""

    name: Text
    phone: Text = ""
    text: Text = ""
    website: Url = ""
    note: Text = ""
    hours: Annotated[
        Annotated[Always, Tag("always")] | Annotated[list[SpanPart], Tag("spans")], Discriminator(_hours_kind)
    ]
    bank_holidays: bool = True
    sure: bool = True
    source: SourcePart


_FILE = TypeAdapter(dict[Name, ContactPart])


def read(document: Document, words: Words) -> Mapping[str, Contact] | None:
    """The contacts by id; None where the file cannot be used. Raises ``KeyError`` if a ``contact.`` word is missing."""
    parts = validate(_FILE, document)
    if parts is None:
        return None
    lost = [id for id, part in parts.items() if not (part.phone or part.text or part.website)]
    for id in lost:
        document.wrong((id,), f"{id} cannot be reached: give a phone, a text number or a website")
    if lost:
        return None
    return {id: _contact(id, part, words) for id, part in parts.items()}


def _contact(id: str, part: ContactPart, words: Words) -> Contact:
    hours: Always | tuple[Span, ...] = "always"
    if part.hours != "always":
        hours = tuple(each.span() for each in part.hours)
    return Contact(
        id=id,
        name=part.name,
        phone=part.phone,
        text=part.text,
        website=part.website,
        note=part.note,
        hours=hours,
        bank_holidays=part.bank_holidays,
        sure=part.sure,
        source=part.source.source(),
        line=_line(part, hours, words),
        line_open=_line(part, hours, words, words.plain("contact.open")),
        line_closed=_line(part, hours, words, words.plain("contact.closed")),
    )


def _line(part: ContactPart, hours: Always | tuple[Span, ...], words: Words, status: str = "") -> str:
    ways = [part.phone, words.plain("contact.text", number=part.text) if part.text else ""]
    ways.append(part.website.split("://")[-1].rstrip("/"))
    notes = [part.note]
    if part.phone or part.text:  # a website alone has no hours
        notes += [status, words.plain("contact.always") if hours == "always" else opening.said(hours, words)]
        notes.append("" if part.bank_holidays else words.plain("contact.not_on_bank_holidays"))
        notes.append("" if part.sure else words.plain("contact.unsure" if hours else "contact.unknown"))
    reached, *others = filter(None, ways)
    for other in others:
        reached = words.plain("contact.either", first=reached, second=other)
    shown = words.plain("contact.line", name=part.name, ways=reached)
    said = "; ".join(filter(None, notes))
    return words.plain("contact.noted", line=shown, notes=said) if said else shown
