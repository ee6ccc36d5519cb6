"""The one page of what was measured: tables for people."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TextIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.domain.severity import Level

from .confusion import Confusion
from .danger import Alarms
from .finding import Finding
from .meter import Measured
from .refusing import ALL
from .reliability import Bin, calibration_error
from .shares import Shares

#: Wide enough for every table where there is no terminal to ask.
WIDTH = 110
OWN, GIVEN = "toolkit", "files"


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured with the toolkit's own rows, and with the files given, if any."""

    entries: int
    own: Measured
    given: Measured | None = None
    near_misses: Shares | None = None
    memory: float = 0.0
    #: What fell below the figures kept, a line for each.
    fallen: Sequence[str] = ()

    @property
    def sets(self) -> dict[str, Measured]:
        """By name."""
        return {OWN: self.own} | ({GIVEN: self.given} if self.given else {})

    @property
    def looked_into(self) -> tuple[str, Finding] | None:
        """Whose confusion and reliability are shown: the files' questions where they have any, else the toolkit's."""
        for name, measured in reversed(self.sets.items()):
            if measured.asked:
                return name, measured.asked
        return None


def show(report: Report, out: TextIO) -> None:
    """Print the page: in colour at a terminal, plain anywhere else."""
    console = Console(file=out, highlight=False)
    if console.is_terminal:
        console.print(Group(*_parts(report)))
        return
    plain = Console(file=StringIO(), highlight=False, width=WIDTH, color_system=None, force_terminal=False)
    with plain.capture() as page:
        plain.print(Group(*_parts(report)))
    out.writelines(f"{line.rstrip()}\n" for line in page.get().splitlines())


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    table: Table
    explained: str


def _parts(report: Report) -> Iterator[RenderableType]:
    yield Text(f"How well {report.entries} entries are understood", style="bold")
    for section in _sections(report):
        if section.table.row_count:
            # Not the table's own title and caption: those are broken to its width.
            yield from ("", Text(section.title, style="bold"), section.table, Text(section.explained, style="italic"))
    if report.memory:
        yield f"\nMemory of this process: {report.memory:.0f} MB"
    yield from (Text(line, style="bold red") for line in report.fallen)


def _sections(report: Report) -> Iterator[_Section]:
    yield from (_questions(report), _times(report), _refusals(report), _alarms(report))
    if report.looked_into:
        name, finding = report.looked_into
        yield _confusion(finding.subjects, f"Confusion by subject ({name})")
        yield _confusion(finding.platforms, f"Confusion by platform ({name})")
        yield _reliability(finding.bins, f"Reliability of scores ({name})")


def _table(*headings: str, narrow: bool = False) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 0 if narrow else 1))
    for at, heading in enumerate(headings):
        table.add_column(heading, justify="right" if at else "left", no_wrap=True)
    return table


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f}"


def _findings(report: Report) -> Iterator[tuple[str, Finding]]:
    for name, measured in report.sets.items():
        for label, finding in ((name, measured.asked), (f"{name}, slips", measured.slipped)):
            if finding:
                yield label, finding


def _questions(report: Report) -> _Section:
    headings = ("n", "first", "in 3", "in 5", "MRR", "answered", "right", "offered", "right", "refused")
    explained = (
        "in %; slips: one word in seven mistyped; right: of those answered, the entry, of those offered, one of the "
        "three shown"
    )
    table = _table("", *headings, narrow=True)
    for label, finding in _findings(report):
        found = (finding.first, finding.among_three, finding.among_five)
        answered = (finding.verdicts.answered, finding.right_when_answered)
        offered = (finding.verdicts.offered, finding.right_when_offered, finding.verdicts.refused)
        percents = (*map(_percent, found), f"{finding.mrr:.3f}", *map(_percent, (*answered, *offered)))
        table.add_row(label, str(finding.n), *percents)
    return _Section("Questions", table, explained)


def _times(report: Report) -> _Section:
    table = _table("", "p50", "p99")
    for label, finding in _findings(report):
        table.add_row(label, f"{finding.time.p50:.1f}", f"{finding.time.p99:.1f}")
    return _Section("Milliseconds a question", table, "half of the questions, and 99 of 100, took no longer")


def _refusals(report: Report) -> _Section:
    explained = "in %; near misses: questions asked of a matcher that was made without their entries"
    table = _table("", "n", "answered", "offered", "refused")
    for name, measured in report.sets.items():
        for kind, shares in measured.off_topic.items():
            table.add_row(f"{name}, off topic" if kind == ALL else f"  of them {kind}", *_shares(shares))
    if report.near_misses:
        table.add_row("near misses", *_shares(report.near_misses))
    return _Section("What no entry answers", table, explained if report.near_misses else "in %")


def _shares(shares: Shares) -> Iterable[str]:
    return (str(shares.n), *map(_percent, (shares.answered, shares.offered, shares.refused)))


def _alarms(report: Report) -> _Section:
    headings = ("n", "alerted", "asked", "either", "recognised")
    explained = "in %; asked: whether they are in danger; recognised: alerted, asked, or taken for a concern"
    table = _table("", *headings)
    for name, measured in report.sets.items():
        if measured.danger:
            for level, alarms in measured.danger.levels.items():
                table.add_row(
                    f"{name}, {level.word}{' (false alarms)' if level is Level.NONE else ''}", *_heard(alarms)
                )
            if measured.danger.grave:
                table.add_row(f"{name}, urgent and emergency", *_heard(measured.danger.grave))
        if measured.ordinary:
            table.add_row(f"{name}, ordinary questions", *_heard(measured.ordinary))
    return _Section("Danger", table, explained)


def _heard(alarms: Alarms) -> Iterable[str]:
    return (str(alarms.n), *map(_percent, (alarms.alerted, alarms.checked, alarms.heard, alarms.recognised)))


def _confusion(confusion: Confusion, title: str) -> _Section:
    """Columns are numbered like the rows, so that the table is no wider than a screen."""
    numbers = {name: str(at) for at, name in enumerate(confusion.columns, start=1)}
    explained = f"rows: right; columns: found first; {', '.join(f'{at} {name}' for name, at in numbers.items())}"
    table = _table("", *numbers.values(), "right %", narrow=True)
    for name, counts in zip(confusion.rows, confusion.counts, strict=True):
        cells = [str(count) if count else "·" for count in counts]
        table.add_row(f"{numbers[name]} {name}", *cells, _percent(confusion.share(name)))
    return _Section(title, table, explained)


def _reliability(bins: Sequence[Bin], title: str) -> _Section:
    explained = f"calibration error {calibration_error(bins) * 100:.1f} points"
    table = _table("score", "first matches", "mean score %", "right %")
    for each in bins:
        table.add_row(f"{each.low:.1f}–{each.high:.1f}", str(each.count), _percent(each.score), _percent(each.right))
    return _Section(title, table, explained)
