"""Learning ahead of a start, and the same matcher on anybody's texts."""

from pathlib import Path
from typing import TextIO

from rich.console import Console

from bot.bootstrap.minds import Minds, hearing
from bot.config import read
from bot.content import load
from bot.domain.errors import ContentError, Mistake
from bot.matching import LearnedMatcher, fitting
from bot.matching.lesson import Labelled, Lesson

from .lines import use_utf8, write_json
from .running import learning

_SHOWN = 5


def fit() -> str:
    """Learn what a start would learn, and keep it in the cache; how texts are understood, in a sentence."""
    settings = read()
    Minds.of(load(settings.knowledge_dir), settings.cache_dir, learning)
    heard = hearing()
    return f"understands by {heard.word}" + (f" alone: {heard.without}" if heard.without else "")


def match_lines(train: Path, test: Path, out: TextIO, *, as_json: bool) -> None:
    """``{"text", "matches": [{"id", "score"} … up to 5, best first], "confidence"}`` for each row of ``test``.

    Both are tab-separated ``text``, ``label``; an empty label, in training, is a text of no label. The matcher is the
    toolkit's: only what it learns from differs.

    Raises:
        ContentError: a file that cannot be read, with every row that is wrong.
    """
    use_utf8(out)
    lesson = Lesson.of_rows(_rows(train))
    texts = _rows(test)
    encoder = hearing().encoder
    err = Console(stderr=True)
    with err.status("Learning …") if err.is_terminal else err:
        head = fitting.Fitter(lesson, encoder).fit()
    matcher = LearnedMatcher(head, fitting.reader_of(head.vocabulary, {}, encoder))
    right, labelled = 0, 0
    for text, label in texts:
        matches = matcher.match(text).matches[:_SHOWN]
        right += bool(matches) and matches[0].id == label
        labelled += bool(label)
        if as_json:
            shown = [{"id": match.id, "score": round(match.score, 4)} for match in matches]
            write_json(out, {"text": text, "matches": shown, "confidence": shown[0]["score"] if shown else 0.0})
    if not as_json:
        out.write(f"{right} of {labelled} first ({right / max(labelled, 1):.1%})\n")


def _rows(path: Path) -> tuple[Labelled, ...]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ContentError([Mistake(path.name, 0, error.strerror or "cannot be read")]) from error
    mistakes, rows = list[Mistake](), list[Labelled]()
    header = bool(lines) and lines[0].split("\t") == ["text", "label"]
    for number, line in enumerate(lines[header:], 1 + header):
        text, _, label = line.partition("\t")
        if not text.strip() or "\t" in label:
            mistakes.append(Mistake(path.name, number, "write a text, one tab, and its label (empty for none)"))
        rows.append((text, label.strip()))
    if mistakes:
        raise ContentError(mistakes)
    return tuple(rows)
