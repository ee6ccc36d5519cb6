"""Texts whose right answer is known: read from tab-separated files, or from the entries' own tests."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.domain.entry import Entry
from bot.domain.errors import ContentError, Mistake
from bot.domain.severity import Level

_HEADERS = "question and ids; text; kind and text; text and level"
_LEVELS = ", ".join(level.word for level in Level)

#: The number of a line, and its cells.
_Row = tuple[int, list[str]]
#: Keeps a row, by column; what is wrong with it, "" where nothing is.
_Taker = Callable[[dict[str, str]], str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the entries that answer it, any of them."""

    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffTopic:
    """A line that no entry answers; ``kind`` says how it is beside the subject, "" where nobody said."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message and how dangerous it is."""

    text: str
    level: Level


@dataclass(frozen=True, slots=True)
class Rows:
    """What to measure with."""

    questions: tuple[Question, ...] = ()
    off_topic: tuple[OffTopic, ...] = ()
    messages: tuple[Message, ...] = ()


def own_questions(entries: Iterable[Entry]) -> tuple[Question, ...]:
    """The questions that each entry keeps to be tested with."""
    return tuple(Question(text, (entry.id,)) for entry in entries for text in entry.tests)


def read(paths: Iterable[Path], known: Container[str]) -> Rows:
    """Everything in these files together; ``known`` are the ids of the entries that there are.

    The header line tells what a file holds: ``question`` and ``ids`` (separated by commas; any of them is right),
    ``text`` alone or ``kind`` and ``text`` (lines that no entry answers), or ``text`` and ``level``.

    Raises:
        ContentError: with every mistake in every file at once.
    """
    reading = _Reading(known)
    for path in paths:
        reading.file(path)
    if reading.mistakes:
        raise ContentError(reading.mistakes)
    return Rows(tuple(reading.questions), tuple(reading.off_topic), tuple(reading.messages))


class _Reading:
    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self.questions: list[Question] = []
        self.off_topic: list[OffTopic] = []
        self.messages: list[Message] = []
        self.mistakes: list[Mistake] = []
        self._takers: dict[frozenset[str], _Taker] = {
            frozenset({"question", "ids"}): self._question,
            frozenset({"text"}): self._off_topic,
            frozenset({"kind", "text"}): self._off_topic,
            frozenset({"text", "level"}): self._message,
        }

    def file(self, path: Path) -> None:
        """Take the rows of a file, and note its mistakes."""
        rows = self._rows(path)
        if rows is None:
            return
        line, header = rows[0] if rows else (0, [])
        columns = [name.lower() for name in header]
        take = self._takers.get(frozenset(columns))
        if take is None or len(set(columns)) < len(columns):
            self._wrong(path, line, f"the first line must name the columns, separated by tabs: {_HEADERS}")
        elif not rows[1:]:
            self._wrong(path, 0, "has no rows under its first line")
        else:
            self._take(path, columns, rows[1:], take)

    def _take(self, path: Path, columns: list[str], rows: Iterable[_Row], take: _Taker) -> None:
        for line, cells in rows:
            if len(cells) != len(columns):
                self._wrong(path, line, f"has {len(cells)} columns, and the first line names {len(columns)}")
            elif "" in cells:
                self._wrong(path, line, f"the {columns[cells.index('')]} is missing")
            elif wrong := take(dict(zip(columns, cells, strict=True))):
                self._wrong(path, line, wrong)

    def _rows(self, path: Path) -> list[_Row] | None:
        """The cells of each line that is not blank; None where the file cannot be read."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self._wrong(path, 0, f"cannot be read: {error.strerror}")
            return None
        except UnicodeDecodeError:
            self._wrong(path, 0, "is not UTF-8 text: save it as UTF-8")
            return None
        # By "\n" alone: `splitlines` would also break a text at a form feed or a Unicode separator inside it.
        lines = enumerate(text.split("\n"), start=1)
        return [(line, [cell.strip() for cell in row.split("\t")]) for line, row in lines if row.strip()]

    def _wrong(self, path: Path, line: int, text: str) -> None:
        self.mistakes.append(Mistake(str(path), line, text))

    def _question(self, row: dict[str, str]) -> str:
        ids = tuple(dict.fromkeys(id.strip() for id in row["ids"].split(",")))
        self.questions.append(Question(row["question"], ids))
        strange = [id for id in ids if id not in self._known]
        return f"there is no entry {', '.join(id or '“”' for id in strange)}" if strange else ""

    def _off_topic(self, row: dict[str, str]) -> str:
        self.off_topic.append(OffTopic(row["text"], row.get("kind", "")))
        return ""

    def _message(self, row: dict[str, str]) -> str:
        try:
            self.messages.append(Message(row["text"], Level.of(row["level"])))
        except KeyError:
            return f"{row['level']} is no level: one of {_LEVELS}"
        return ""
