"""The phrases of the toolkit's entries: whose they are, and a new one written into its entry's file."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml

from bot.domain.entry import Entry
from bot.domain.errors import ContentError, Mistake

from .document import Document
from .rules import plain
from .strays import PLATFORMS

_BY_HAND = "asks is not a list with one phrase a line: write the phrase in by hand"


def file_of(entry: Entry) -> str:
    """Where an entry stands, by the name of its file under knowledge/."""
    platform, dot, action = entry.id.partition(".")
    return f"{PLATFORMS}/{platform}/{action}.yaml" if dot else f"topics/{entry.subject}/{entry.id}.yaml"


class Phrases:
    """Which entry each phrase belongs to, whatever its case and punctuation."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        known = tuple(entries)
        self._tests = {plain(test): entry.id for entry in known for test in entry.tests}
        self._asks = {plain(ask): entry.id for entry in known for ask in entry.asks}

    def add(self, phrase: str, entry: str) -> None:
        """From now on the phrase is one of that entry's asks."""
        self._asks[plain(phrase)] = entry

    def asked(self, phrase: str) -> str:
        """The id of the entry that has it among its asks; "" where none has."""
        return self._asks.get(plain(phrase), "")

    def tested(self, phrase: str) -> str:
        """The id of the entry that is tested with it; "" where none is."""
        return self._tests.get(plain(phrase), "")


def add_ask(path: Path, phrase: str) -> None:
    """Write a phrase as the last of an entry's asks into its file, in one stroke: all of it or nothing.

    Raises:
        ContentError: the file cannot be read or written, or its asks are not such a list.
    """
    place = path.resolve()
    try:
        text = place.read_bytes().decode("utf-8")
        _replace(place, with_ask(text, phrase, path.name).encode())
    except OSError as error:
        raise ContentError([Mistake(path.name, 0, error.strerror or type(error).__name__)]) from error
    except UnicodeError as error:
        raise ContentError([Mistake(path.name, 0, "a character that is not UTF-8: save the file as UTF-8")]) from error


def with_ask(text: str, phrase: str, file: str) -> str:
    """An entry's file with one more phrase at the end of its asks, and all else as it was.

    Raises:
        ContentError: its asks are not a list with one phrase a line.
    """
    place, indent = _end_of_asks(text, file)
    line_break = "\r\n" if "\r\n" in text else "\n"
    before, after = text[:place], text[place:]
    if before.endswith("\n"):
        added = f"{before}{indent}{_item(phrase)}{line_break}{after}"
    else:
        added = f"{before}{line_break}{indent}{_item(phrase)}{after}"
    _compare(text, added, phrase, file)
    return added


def _item(phrase: str) -> str:
    """The phrase as an item of a list on one line, in quotes where YAML needs them."""
    style = None if phrase.isprintable() else '"'
    return yaml.safe_dump([phrase], allow_unicode=True, width=sys.maxsize, default_style=style).removesuffix("\n")


def _end_of_asks(text: str, file: str) -> tuple[int, str]:
    """Where the next line of asks begins, or the end of the last one, and how far its items are indented."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ContentError([Mistake(file, 0, "the file cannot be read: `bot check` says why")]) from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    asks = next((value for key, value in pairs if key.value == "asks"), None)
    if not isinstance(asks, yaml.SequenceNode) or asks.flow_style or not asks.value:
        raise ContentError([Mistake(file, 0, _BY_HAND)])
    last, indent = asks.value[-1], " " * int(asks.start_mark.column)
    if getattr(last, "style", None) in ("|", ">"):
        return int(last.end_mark.index), indent
    return _end_of_line(text, int(last.end_mark.index)), indent


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end - (text[end - 1] == "\r")


def _compare(before: str, after: str, phrase: str, file: str) -> None:
    """Make sure that the file says what it said, and one phrase more: YAML has more shapes than are foreseen here."""
    old, new = Document(file, before), Document(file, after)
    said = dict(old.data) if isinstance(old.data, dict) else {}
    if isinstance(said.get("asks"), list):
        said["asks"] = [*said["asks"], phrase]
    if old.mistakes or new.mistakes or new.data != said:
        raise ContentError([Mistake(file, 0, _BY_HAND)])


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whose rights it keeps; its name until then ends as no page's does."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".new", delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            shutil.copymode(path, new.name)
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
