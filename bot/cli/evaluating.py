"""How well questions and danger are understood: measured, shown on one page, and held against the figures kept."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TextIO, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.bootstrap.minds import assessor_for, matcher_for
from bot.config import read
from bot.content import Knowledge, load
from bot.domain.errors import WardlightError
from bot.measuring import Meter, Question, Report, Rows, charts, page, rows
from bot.measuring import floor as floors
from bot.measuring.cost import memory
from bot.measuring.record import record
from bot.measuring.refusing import leave_out, near_missed
from bot.measuring.shares import Shares

from .lines import use_utf8, write_json

#: Under the knowledge base: what the project keeps back to measure itself with.
HELD_OUT = ("held-out/danger.tsv", "held-out/off-topic.tsv")

Item = TypeVar("Item")


class _Watched:
    """Shows on a terminal's stderr how far the work is; elsewhere nothing."""

    def __init__(self) -> None:
        console = Console(file=sys.stderr)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    def __call__(self, items: Sequence[Item], doing: str, /) -> Iterable[Item]:
        return self.progress.track(items, description=doing) if items else ()

    @contextmanager
    def working(self, doing: str) -> Iterator[None]:
        """A bar that only moves, for work that cannot be counted."""
        task = self.progress.add_task(doing, total=None)
        yield
        self.progress.remove_task(task)


def evaluate(
    files: Sequence[Path],
    out: TextIO,
    *,
    as_json: bool,
    pictures: Path | None,
    floor: Path | None,
    keep: bool,
    near_misses: bool = False,
) -> bool:
    """Measure with the toolkit's own questions and what is held out, and with ``files``; print the page.

    ``floor`` is a file of figures: whether none of the toolkit's own lies more than two points below. With ``keep``
    they are written there instead. ``pictures`` is a folder for two charts. ``near_misses`` makes a second matcher.

    Raises:
        ContentError: a file, or the knowledge base, has mistakes.
        WardlightError: a file is missing, or what draws pictures.
    """
    use_utf8(out)
    if keep and floor is None:
        raise WardlightError("to keep the figures, name the file to keep them in (--floor)")
    if pictures:
        charts.require()
    kept = floors.read(floor) if floor and not keep else {}
    watched = _Watched()
    with watched.progress:
        report = _measure(files, watched, near_misses=near_misses)
    figures = floors.figures(report.own)
    report = replace(report, fallen=floors.fallen(kept, figures))
    if floor and keep:
        floors.write(floor, figures)
    if as_json:
        write_json(out, record(report))
    else:
        page.show(report, out)
    if pictures and report.looked_into:
        charts.draw(report.looked_into[1], pictures)
    return not report.fallen


def _measure(files: Sequence[Path], watched: _Watched, *, near_misses: bool) -> Report:
    with watched.working("Learning the toolkit"):
        settings = read()
        knowledge = load(settings.knowledge_dir)
        own, given = _rows(knowledge, files)
        matcher = matcher_for(knowledge, cache=settings.cache_dir)
        meter = Meter(matcher, assessor_for(knowledge), knowledge.catalogue, watched)
    measured = meter.measure(own, "Toolkit")
    from_files = meter.measure(given, "Files") if files else None
    held = memory()  # before a second matcher is made
    questions = chain(own.questions, given.questions) if near_misses else ()
    return Report(len(meter.catalogue), measured, from_files, _near_missed(knowledge, questions, watched), held)


def _rows(knowledge: Knowledge, files: Iterable[Path]) -> tuple[Rows, Rows]:
    """The toolkit's own rows, and those of the files."""
    kept = [knowledge.folder / name for name in HELD_OUT if (knowledge.folder / name).exists()]
    given = rows.read(files, knowledge.catalogue)
    # What does not hold for this council cannot be found here, and says nothing about the matcher.
    questions = rows.own_questions(knowledge.catalogue.serving(knowledge.council.place))
    return replace(rows.read(kept, knowledge.catalogue), questions=questions), given


def _near_missed(knowledge: Knowledge, questions: Iterable[Question], watched: _Watched) -> Shares | None:
    left, asked = leave_out(questions)
    if not asked:
        return None
    with watched.working("Learning the toolkit without a fifth of it"):
        matcher = matcher_for(knowledge, without=left)
    return near_missed(matcher, watched(asked, "Near misses"))
