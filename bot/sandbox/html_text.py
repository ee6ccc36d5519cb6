"""Telegram's HTML turned into plain text and entities, refusing what Telegram refuses and in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .state import Json

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<dec>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME = re.compile(r"[^\s>]*")
_END = re.compile(r"/([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']+")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE = re.compile(r"\s*")
_LINK = re.compile(r"(?:https?|tg|ton|mailto|tel):\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.I)
_PERSON = re.compile(r"tg://user/?\?id=([1-9]\d*)", re.I)


class MarkupError(ValueError):
    """What follows "can't parse entities: "."""


#: Of entities over the same text, the one that Telegram names first is the outer one.
_OUTER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")
_INNER = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")


def order(entity: Json) -> tuple[int, int, int]:
    kinds = (*_OUTER, "", *_INNER)
    kind = entity["type"] if entity["type"] in kinds else ""
    return entity["offset"], -entity["length"], kinds.index(kind)


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int


@dataclass
class _Reader:
    source: str
    at: int = 0
    length: int = 0
    plain: list[str] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def put(self, text: str) -> None:
        self.plain.append(text)
        self.length += units(text)

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<":
                self.end_tag() if self.source.startswith("</", self.at) else self.start_tag()
            else:
                taken, after = _character(self.source, self.at)
                self.put(taken)
                self.at = after
        if self.stack:
            tag = self.stack[-1].tag
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.entities.sort(key=order)
        return "".join(self.plain), self.entities

    def take(self, pattern: re.Pattern[str], start: int) -> str:
        """What the pattern matches here, perhaps nothing; reading goes on behind it."""
        match = pattern.match(self.source, start)
        self.at = match.end() if match else start
        return match[0] if match else ""

    def end_tag(self) -> None:
        begin = self.byte(self.at)
        if not self.stack:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        match = _END.match(self.source, self.at + 1)
        if match is None:
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        opened, name = self.stack.pop(), match[1].lower()
        if name and name != opened.tag:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"'
            )
        self.at = match.end()
        if self.length > opened.start:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        entity: Json = {
            "type": TAGS[opened.tag],
            "offset": opened.start,
            "length": self.length - opened.start,
        }
        given = opened.attributes
        if opened.tag == "a":
            inside = _tail("".join(self.plain), entity["length"])
            if not _linked(entity, given.get("href") or inside):
                return
        elif opened.tag == "code" and given.get("class", "").startswith("language-"):
            entity["language"] = given["class"].removeprefix("language-")
        elif opened.tag == "pre":
            self.adopt_language(entity)
        elif opened.tag == "blockquote" and "expandable" in given:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            if not re.fullmatch(r"[1-9]\d*", given.get("emoji-id", "")):
                raise MarkupError("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = given["emoji-id"]
        if entity not in self.entities:
            self.entities.append(entity)

    def adopt_language(self, entity: Json) -> None:
        """<pre><code class="language-x"> is one entity, of the outer type with the inner language."""
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        if last is not None and same and last["type"] == "code" and "language" in last:
            entity["language"] = last["language"]
            self.entities.pop()

    def start_tag(self) -> None:
        begin = self.byte(self.at)
        name = self.take(_NAME, self.at + 1).lower()
        if self.at >= len(self.source):
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if name not in TAGS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes = self.attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.stack.append(_Open(name, attributes, self.length))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.next_char(tag, begin) != ">":
            match = _ATTRIBUTE.match(self.source, self.at)
            if match is None:
                raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self.at = match.end()
            if self.next_char(tag, begin) != "=":
                found[match[0].lower()] = ""
                continue
            self.at += 1
            found[match[0].lower()] = self.value(tag, begin)
        self.at += 1
        return found

    def next_char(self, tag: str, begin: int) -> str:
        self.take(_SPACE, self.at)
        if self.at >= len(self.source):
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return self.source[self.at]

    def value(self, tag: str, begin: int) -> str:
        quote = self.next_char(tag, begin)
        if quote in "\"'":
            end = self.source.find(quote, self.at + 1)
            if end < 0 or end + 1 >= len(self.source):
                raise MarkupError(f"Unclosed start tag at byte offset {begin}")
            raw, self.at = self.source[self.at + 1 : end], end + 1
            return _decoded(raw)
        start = self.at
        bare = self.take(_BARE_VALUE, start)
        after = self.source[self.at : self.at + 1]
        if after and after != ">" and not after.isspace():
            raise MarkupError(f"Unexpected end of name token at byte offset {self.byte(start)}")
        return bare.lower()


def _character(source: str, at: int) -> tuple[str, int]:
    """One character of the text, or the one that a reference at this place stands for; and where to read on."""
    match = _REFERENCE.match(source, at) if source[at] == "&" else None
    if match is None:
        return source[at], at + 1
    if match["name"]:
        return _NAMED[match["name"]], match.end()
    number = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    if not 0 < number < 0x110000 or 0xD800 <= number <= 0xDFFF:
        return source[at], at + 1
    return chr(number), match.end()


def _decoded(raw: str) -> str:
    out, at = [], 0
    while at < len(raw):
        taken, at = _character(raw, at)
        out.append(taken)
    return "".join(out)


def _tail(text: str, length: int) -> str:
    return text.encode("utf-16-le")[-2 * length :].decode("utf-16-le")


def _linked(entity: Json, url: str) -> bool:
    """Give the entity its target; False for a link that Telegram would silently drop."""
    if person := _PERSON.fullmatch(url):
        entity["type"] = "text_mention"
        entity["user"] = {"id": int(person[1]), "is_bot": False, "first_name": "?"}
        return True
    entity["url"] = url
    return _LINK.fullmatch(url) is not None


def parse(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities; raises MarkupError."""
    return _Reader(source).read()
