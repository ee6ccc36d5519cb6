"""One YAML file of the knowledge base: what it says, on which line, and the mistakes found in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import yaml

from bot.domain.errors import Mistake

Loc = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_WHOLE_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
#: A character that is seen, as it is typed in the style of a scalar, is group 1; escaped white space is not.
_SEEN = {
    "'": re.compile(r"(''|\S)"),
    '"': re.compile(r"\\[\sntrvf_NLP]|(\\(?:x..|u....|U.{8}|.)|\S)"),
}
_SEEN_PLAIN = re.compile(r"(\S)")
_QUOTE = "put a text in quotes if it begins with a sign such as { [ @ * & % ! or holds quotes itself"
_ADVICE = {
    "mapping values are not allowed": "a colon and a space inside text: put the whole text in quotes",
    "could not find expected ':'": 'this is not "name: value" nor part of the text before: check the indentation',
    "found a tab character": "a tab: indent with spaces",
    "found character that cannot start": f"a tab, or a text that begins with a sign: indent with spaces; {_QUOTE}",
    "did not find expected": f"something does not fit here: check the indentation; {_QUOTE}",
    "found unexpected end of stream": "a quote is opened here and never closed",
    "found unknown escape character": "a backslash in double quotes: use single quotes",
    "sequence entries are not allowed": 'a list begins on the next line: each item after "- "',
    "found undefined alias": _QUOTE,
    "found another document": "--- begins another document: one file holds one",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong inside a text; ``at`` counts characters from its beginning."""

    at: int
    text: str


class Document:
    """One file. ``data`` holds dicts, lists, str, int, float, bool, date and None; it is None if not ``sound``."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.mistakes: list[Mistake] = []
        self.data: object = None
        self._text = text
        self._root: yaml.Node | None = None
        try:
            self._root = yaml.compose(text, Loader=yaml.CSafeLoader)
            if self._root is None:
                self.mistakes.append(Mistake(file, 0, "the file is empty: write its content or delete it"))
            else:
                self.data = self._value(self._root)
        except yaml.YAMLError as exc:
            self._unreadable(exc)
        except RecursionError:
            self._root = None
            self.mistakes.append(Mistake(file, 0, "lists within lists without end: take out & and *"))

    @property
    def sound(self) -> bool:
        """Whether the file could be read as YAML and says something."""
        return self._root is not None

    def line(self, loc: Loc) -> int:
        """The line, from 1, of what stands at ``loc``, or of the nearest thing around it that exists."""
        return self._find(loc)[1]

    def wrong(self, loc: Loc, text: str) -> None:
        """Note a mistake of what stands at ``loc``."""
        self.mistakes.append(Mistake(self.file, self.line(loc), text))

    def flawed(self, loc: Loc, flaws: Iterable[Flaw]) -> None:
        """Note what is wrong inside the text at ``loc``."""
        for flaw in flaws:
            node, line = self._find(loc)
            inside = self._line_within(node, flaw.at) if isinstance(node, yaml.ScalarNode) else line
            self.mistakes.append(Mistake(self.file, inside, flaw.text))

    def _find(self, loc: Loc) -> tuple[yaml.Node | None, int]:
        node, line = self._root, self._root.start_mark.line + 1 if self._root else 0
        for part in loc:
            for name, line_of, child in _children(node):
                if name == part:
                    node, line = child, line_of
                    break
        return node, line

    def _line_within(self, node: yaml.ScalarNode, at: int) -> int:
        first = int(node.start_mark.line) + 1
        if node.style == "|":
            return first + 1 + str(node.value).count("\n", 0, at)
        typed = self._text[node.start_mark.index : node.end_mark.index]
        place = _typed_at(typed, node.style, len(re.sub(r"\s", "", node.value[:at])))
        return first + typed.count("\n", 0, place)

    def _unreadable(self, exc: yaml.YAMLError) -> None:
        problem, line = str(exc), 0
        if isinstance(exc, yaml.MarkedYAMLError):
            problem = exc.problem or problem
            began = any(sign in (exc.context or "") for sign in ("quoted scalar", "simple key", "a flow"))
            mark = exc.context_mark if began and exc.context_mark else exc.problem_mark
            line = mark.line + 1 if mark else 0
        advice = next((said for sign, said in _ADVICE.items() if sign in problem), f"not readable ({problem})")
        self.mistakes.append(Mistake(self.file, line, advice))

    def _value(self, node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        if not node.tag.startswith(_TAG):
            self._at(node, f"{node.tag} is not understood: take it out, or put the text in quotes")
        return _scalar(node.tag, node.value)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._at(key, "a name must be plain text: put { and [ at the beginning of a text in quotes")
            elif key.value in found:
                self._at(key, f"{key.value} stands here twice: keep one")
            else:
                found[key.value] = self._value(value)
        return found

    def _at(self, node: yaml.Node, text: str) -> None:
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, text))


def read(path: Path, file: str) -> Document:
    """Read one file, which mistakes name as ``file``; what cannot be read is a mistake of the document."""
    try:
        return Document(file, path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return _lost(file, 0, "the file is missing")
    except UnicodeDecodeError as exc:
        line = exc.object.count(b"\n", 0, exc.start) + 1
        return _lost(file, line, "a character that is not UTF-8: save the file as UTF-8")


def _lost(file: str, line: int, text: str) -> Document:
    document = Document(file, "")
    document.mistakes = [Mistake(file, line, text)]
    return document


def _children(node: yaml.Node | None) -> Iterator[tuple[str | int, int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value if isinstance(key, yaml.ScalarNode) else "", key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield index, item.start_mark.line + 1, item


def _typed_at(typed: str, style: str | None, count: int) -> int:
    """Where, in a scalar as typed, the seen character stands that ``count`` others come before."""
    begin = typed.find("\n") + 1 if style == ">" else len(style or "")
    found = _SEEN.get(style or "", _SEEN_PLAIN).finditer(typed, begin)
    return next(islice((match.start() for match in found if match[1]), count, None), len(typed.rstrip()))


def _scalar(tag: str, value: str) -> object:
    """A scalar's value, with fewer surprises than YAML 1.1: yes, no, 20:00 and 0117 stay text."""
    kind = tag.removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool" and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if kind == "int" and _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    try:
        if kind == "float":
            return float(value)
        if kind == "timestamp":
            return date.fromisoformat(value)
    except ValueError:
        return value
    return value
