"""Telegram's HTML: what is wrong with it, what is seen of it, and how long that is."""

import html
import re
from collections.abc import Iterator

from .document import Flaw

#: Tags that Telegram understands, with the attributes that we use.
TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "tg-spoiler"), frozenset()
    ),
    "a": frozenset({"href"}),
    "blockquote": frozenset({"expandable"}),
}
#: Telegram drops or refuses any other tag inside these.
_HOLDS_TEXT_ONLY = frozenset({"code", "pre"})
_NOT_IN_ITSELF = frozenset({"a", "blockquote"})
_VALUE = r"\"[^\"<>]*\"|'[^'<>]*'"
_TAG = re.compile(
    rf"<(?:/(?P<end>[A-Za-z][\w-]*)|(?P<name>[A-Za-z][\w-]*)(?:\s+[\w-]+(?:\s*=\s*(?:{_VALUE}))?)*\s*/?)\s*>"
)
_ATTRIBUTE = re.compile(rf"(?P<name>[\w-]+)(?:\s*=\s*(?P<value>{_VALUE}))?")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#(?P<dec>[0-9]{1,7})|#x(?P<hex>[0-9A-Fa-f]{1,6}));")
_SPECIAL = re.compile("[<&]")
#: A link may also begin with a value that is filled in.
_LINK = re.compile(r"(?:https?://[^\s/]+|tg://|mailto:|\{[\w.]+\})\S*")


class Html(str):
    """Text that is Telegram HTML already and is not escaped again."""

    __slots__ = ()


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(source: str) -> str:
    """What is seen of sound HTML: no tags, references as their characters."""
    return html.unescape(_TAG.sub("", source)) if _SPECIAL.search(source) else source


def blanked(source: str) -> str:
    """The text with its tags overwritten, so that every other character keeps its place."""
    return _TAG.sub(lambda tag: "\0" * len(tag[0]), source)


def flaws(source: str) -> list[Flaw]:
    """Everything for which Telegram would refuse or silently change the text."""
    found: list[Flaw] = []
    opened: list[tuple[str, int]] = []
    read_to = 0
    for special in _SPECIAL.finditer(source):
        at = special.start()
        if special[0] == "&":
            if not _is_reference(source, at):
                found.append(Flaw(at, "a bare &: write &amp;"))
        elif at >= read_to:
            tag = _TAG.match(source, at)
            if tag is None:
                found.append(Flaw(at, "a < that begins no tag: write &lt;, or close the tag with >"))
                continue
            read_to = tag.end()
            found += _close(tag["end"], at, opened) if tag["end"] else _open(tag, opened)
    return found + [Flaw(at, f"<{name}> is never closed: add </{name}>") for name, at in opened]


def _open(tag: re.Match[str], opened: list[tuple[str, int]]) -> Iterator[Flaw]:
    name, at = tag["name"], tag.start()
    inside = [outer for outer, _ in opened]
    if name not in TAGS:
        known = " ".join(f"<{each}>" for each in TAGS)
        yield Flaw(at, f"Telegram has no <{name}>: it knows {known}")
        return
    if tag[0].endswith("/>"):
        yield Flaw(at, f"<{name}/>: write <{name}>…</{name}>")
        return
    if name in _NOT_IN_ITSELF and name in inside:
        yield Flaw(at, f"<{name}> inside <{name}>: close the first one before")
    elif outer := _HOLDS_TEXT_ONLY.intersection(inside):
        yield Flaw(at, f"<{name}> inside <{min(outer)}>: only text can stand there")
    yield from (Flaw(at, text) for text in _attribute_flaws(name, tag[0].removeprefix(f"<{name}")))
    opened.append((name, at))


def _close(name: str, at: int, opened: list[tuple[str, int]]) -> Iterator[Flaw]:
    if name not in (each for each, _ in opened):
        advice = f"take it out, or add <{name}> before" if name in TAGS else "take it out"
        yield Flaw(at, f"</{name}> closes nothing: {advice}")
        return
    while opened[-1][0] != name:
        inner, began = opened.pop()
        yield Flaw(began, f"<{inner}> must be closed before </{name}>")
    opened.pop()


def _attribute_flaws(name: str, attributes: str) -> Iterator[str]:
    given = {each["name"]: (each["value"] or "")[1:-1] for each in _ATTRIBUTE.finditer(attributes)}
    for attribute in given.keys() - TAGS[name]:
        yield f"<{name}> takes no {attribute}: take it out"
    if name == "a" and not _LINK.fullmatch(given.get("href", "")):
        yield 'a link is written <a href="https://…">words</a>'


def _is_reference(source: str, at: int) -> bool:
    reference = _REFERENCE.match(source, at)
    if reference is None:
        return False
    number = int(reference["dec"] or "0") or int(reference["hex"] or "0", 16)
    is_named = not (reference["dec"] or reference["hex"])
    return is_named or (0 < number < 0x110000 and not 0xD800 <= number <= 0xDFFF)
