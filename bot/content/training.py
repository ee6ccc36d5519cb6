"""Texts to learn from beside the entries: tab-separated files under ``training/``, and under ``held-out/`` those that
measure what was learnt. The READMEs there say whose they are."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import ContentError, Mistake
from bot.domain.severity import Level

from .rules import plain

TRAINING, HELD_OUT = "training", "held-out"
_LEVELS = frozenset(level.word for level in Level)


@dataclass(frozen=True, slots=True)
class Training:
    """Phrases as (entry id, text), messages as (level, text), and texts that no entry answers."""

    phrases: tuple[tuple[str, str], ...]
    danger: tuple[tuple[Level, str], ...]
    off_topic: tuple[str, ...]


def read(folder: Path, ids: Collection[str]) -> Training:
    """Everything under ``folder/training``; ``ids`` are the entries there are. Nothing where there is no such folder.

    Raises:
        ContentError: with every row that cannot be used.
    """
    mistakes: list[Mistake] = []

    def rows(pattern: str, known: Collection[str], what: str) -> Iterator[tuple[str, str]]:
        for path in sorted((folder / TRAINING).glob(pattern)):
            yield from _rows(path, path.relative_to(folder.parent).as_posix(), known, what, mistakes)

    phrases = tuple(rows("phrases/*.tsv", ids, "the id of an entry"))
    danger = tuple((Level.of(level), text) for level, text in rows("danger/*.tsv", _LEVELS, "a level"))
    off_topic = tuple(text for _, text in rows("off-topic.tsv", (), "a kind"))
    if mistakes:
        raise ContentError(mistakes)
    return Training(phrases, danger, off_topic)


def mistakes_in(folder: Path, ids: Collection[str], tests: Mapping[str, str]) -> list[Mistake]:
    """Every row that cannot be used, and every phrase that an entry is tested with; ``tests`` gives its id."""
    try:
        off_topic(folder)
        given = read(folder, ids)
    except ContentError as error:
        return error.mistakes
    tested = [(text, tests[plain(text)]) for _, text in given.phrases if plain(text) in tests]
    place = f"{folder.name}/{TRAINING}"
    return [Mistake(place, 0, f'"{text}" is a test of {id}: take it out') for text, id in tested]


def _rows(
    path: Path, name: str, known: Collection[str], what: str, mistakes: list[Mistake]
) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n")
    except UnicodeError:
        mistakes.append(Mistake(name, 0, "a character that is not UTF-8: save the file as UTF-8"))
        return
    for number, line in enumerate(lines, 1):
        label, tab, text = line.partition("\t")
        if not tab or not label or not text.strip() or "\t" in text:
            mistakes.append(Mistake(name, number, f"write {what}, one tab, and the text"))
        elif known and label not in known:
            mistakes.append(Mistake(name, number, f"{label} is not {what}: write one that is, or take the row out"))
        else:
            yield label, text


def off_topic(folder: Path) -> tuple[str, ...]:
    """Lines that no entry answers and that the encoder was not tuned on: by them the bot learns when to be silent.

    Raises:
        ContentError: with every row that cannot be used.
    """
    path = folder / HELD_OUT / "off-topic.tsv"
    if not path.exists():
        return ()
    mistakes: list[Mistake] = []
    found = tuple(text for _, text in _rows(path, path.relative_to(folder.parent).as_posix(), (), "a kind", mistakes))
    if mistakes:
        raise ContentError(mistakes)
    return found[1:]  # after the heading


def digest(folder: Path) -> str:
    """What the files hold, in short: another digest where any of them changes."""
    found = hashlib.sha256()
    for shelf in (TRAINING, HELD_OUT):
        for path in sorted((folder / shelf).rglob("*.tsv")):
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
