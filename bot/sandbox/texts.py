"""Texts on their way into a message: parsed, trimmed, measured, and searched for links and commands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import html_text
from .errors import bad_request
from .html_text import units
from .state import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

#: An address ends before the punctuation of its sentence.
_ADDRESS = r"[^\s<>\"]*[^\s<>\".,;:!?)\]']"
_ENDINGS = r"(?:com|org|net|uk|wales|cymru|eu|me|gov|io|app)"
_FOUND = (
    (
        "url",
        re.compile(rf"https?://{_ADDRESS}|(?<![\w@./-])(?:[\w-]+\.)+{_ENDINGS}(?:/{_ADDRESS})?(?!\w)", re.I),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "bot_command",
        re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/@])"),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
#: Inside these Telegram looks for nothing.
_CLOSED = {"code", "pre", "text_link", "text_mention", "custom_emoji"}


@dataclass(frozen=True)
class Formatted:
    text: str
    entities: list[Json]


def _overlaps(entity: Json, start: int, length: int) -> bool:
    return bool(start < entity["offset"] + entity["length"] and entity["offset"] < start + length)


def found(text: str, given: list[Json]) -> list[Json]:
    """Links, addresses, commands, mentions and hashtags that Telegram marks by itself."""
    taken = [entity for entity in given if entity["type"] in _CLOSED]
    out: list[Json] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match[0])
            if not any(_overlaps(entity, start, length) for entity in taken):
                entity = {"type": kind, "offset": start, "length": length}
                taken.append(entity)
                out.append(entity)
    return out


def _trimmed(text: str, entities: list[Json]) -> Formatted:
    """Without space at either end, as Telegram keeps it; entities move with the text."""
    lead = units(text) - units(text.lstrip())
    bare = text.strip()
    total = units(bare)
    kept: list[Json] = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] + entity["length"] - lead)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Formatted(bare, kept)


def _parsed(raw: str, parse_mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if not parse_mode:
        return raw, list(entities or [])
    if parse_mode.lower() != "html":
        if parse_mode.lower() in ("markdown", "markdownv2"):
            raise bad_request("this local Telegram reads parse_mode HTML only")
        raise bad_request("unsupported parse_mode")
    try:
        return html_text.parse(raw)
    except html_text.MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def formatted(
    raw: str,
    parse_mode: str | None = None,
    entities: list[Json] | None = None,
    *,
    limit: int = TEXT_LIMIT,
    too_long: str = "message is too long",
    empty: str | None = "message text is empty",
) -> Formatted:
    """The text as it is kept; refused when nothing is left of it (unless `empty` is None) or it is over the limit."""
    text, marked = _parsed(raw.replace("\r\n", "\n"), parse_mode, entities)
    result = _trimmed(text, marked)
    if not result.text and empty is not None:
        raise bad_request(empty)
    if units(result.text) > limit:
        raise bad_request(too_long)
    every = sorted(result.entities + found(result.text, result.entities), key=html_text.order)
    return Formatted(result.text, every)


def caption(raw: str | None, parse_mode: str | None = None, entities: list[Json] | None = None) -> Formatted:
    return formatted(
        raw or "",
        parse_mode,
        entities,
        limit=CAPTION_LIMIT,
        too_long="message caption is too long",
        empty=None,
    )
