"""What the files of the knowledge base may hold: shared kinds of values, and mistakes in words people understand."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.entry import Grade, Source

from .document import Document

Model = TypeVar("Model")

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DURATION = re.compile(r"([1-9][0-9]{0,4})([smhd])")
#: What pydantic adds to a place: kinds of a union, and keys.
_ASIDE = frozenset({"always", "spans", "[key]"})
_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


def duration(written: object) -> timedelta:
    """``5m``, ``2h`` or ``1d``. Raises ``ValueError`` for anything else."""
    match = _DURATION.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise ValueError("must be a length of time such as 5m, 2h or 1d")
    return int(match[1]) * _UNITS[match[2]]


def time_of_day(written: object) -> time:
    """``09:30``; ``24:00`` is midnight. Raises ``ValueError`` for anything else."""
    match = _TIME.fullmatch(written) if isinstance(written, str) else None
    if match is None or (match[1] == "24" and match[2] != "00"):
        raise ValueError('must be a time such as "09:30"')
    return time(int(match[1]) % 24, int(match[2]))


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or re.search(r"[\s<>\"]", url):
        raise ValueError("must be a whole web address such as https://www.example.org/page")
    return url


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", text):
        raise ValueError("must be an email address")
    return text


def _identifier(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError("must be lower-case words joined by hyphens")
    return text


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("must be lower-case words joined by - or _")
    return text


class Part(BaseModel):
    """A mapping that takes the names listed and no others."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Text = Annotated[str, AfterValidator(_said)]
Url = Annotated[str, AfterValidator(_web_address)]
Email = Annotated[str, AfterValidator(_email)]
Id = Annotated[str, AfterValidator(_identifier)]
Name = Annotated[str, AfterValidator(_name)]
Length = Annotated[timedelta, BeforeValidator(duration)]
Time = Annotated[time, BeforeValidator(time_of_day)]
#: Enums and other words of a fixed list are given as text.
Listed = Field(strict=False)


class SourcePart(Part):
    """Where a fact comes from."""

    title: Text
    url: Url
    checked: date
    grade: Annotated[Grade, Listed]

    def source(self) -> Source:
        return Source(self.title, self.url, self.checked, self.grade)


def validate(adapter: TypeAdapter[Model], document: Document) -> Model | None:
    """The document as the adapter's kind of thing; None if it is not, every reason noted in the document."""
    if not document.sound:
        return None
    try:
        return adapter.validate_python(document.data)
    except ValidationError as exc:
        known = set(_names(adapter.json_schema()))
        for error in exc.errors(include_url=False):
            document.wrong(error["loc"], _sentence(error, known))
        return None


def _names(schema: Mapping[str, Any]) -> Iterator[str]:
    yield from schema.get("properties", {})
    for part in schema.get("$defs", {}).values():
        yield from _names(part)


def _sentence(error: ErrorDetails, known: set[str]) -> str:
    """The mistake as a sentence that begins with the name of what is wrong."""
    places = [part for part in error["loc"] if isinstance(part, str) and part not in _ASIDE]
    name = places[-1] if places else "the file"
    if isinstance(error["loc"][-1] if error["loc"] else "", int):
        name = f"item {int(error['loc'][-1]) + 1} of {name}"
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name, known - {name}, n=1)
        return f"{name} is not known here" + (f": did you mean {near[0]}?" if near else ": take it out")
    if error["type"] == "missing":
        return f"{name} is missing: add it"
    if error["type"] == "value_error":
        return f"{name} {context['error']}"
    if error["input"] is None:
        return f"{name} is empty: write something, or take the line out"
    if error["type"] in ("enum", "literal_error"):
        return f"{name} must be one of {context['expected']}"
    return f"{name} {_must_be(error)}"


def _must_be(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "string_type" and isinstance(error["input"], dict):
        return "must be text: put a text that has a colon in it, or begins with {, in quotes"
    numbers = {"min_length": 0, "max_length": 0, "actual_length": 0, "ge": 0, **error.get("ctx", {})}
    return {
        "string_type": "must be text: put it in quotes",
        "list_type": 'must be a list: lines that begin with "- "',
        "dict_type": 'must have lines of its own: "name: value", indented',
        "model_type": 'must have lines of its own: "name: value", indented',
        "bool_type": "must be true or false",
        "date_type": "must be a date such as 2027-05-22",
        "int_type": "must be a whole number",
        "greater_than_equal": "must be {ge} or more".format_map(numbers),
        "too_short": "is too short: it needs at least {min_length}, there are {actual_length}".format_map(numbers),
        "too_long": "is too long: it takes at most {max_length}, there are {actual_length}".format_map(numbers),
    }.get(kind, error["msg"])
