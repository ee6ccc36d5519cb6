"""What an editor sees of the knowledge base: what is wrong, how much there is, and what is due for review."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.content import coverage, standards
from bot.content.folder import Folder
from bot.domain.entry import Entry

#: Wide enough for the table where there is no terminal to ask.
_WIDTH = 100
_HEADINGS = ("subject", "entries", "official", "secondary", "from memory", "variants", "asks", "tests", "due")


def show_review(folder: Path) -> bool:
    """Check everything and print the coverage; whether nothing has to be put right."""
    out, err = _console(), _console(stderr=True)
    with err.status("Reading the knowledge base …") if err.is_terminal else nullcontext():
        parts, mistakes = standards.review(Folder(folder))
    for mistake in mistakes:
        err.print(str(mistake), markup=False, highlight=False, soft_wrap=True)
    rows = list(coverage.rows(parts, _today()))
    out.print(_table(rows))
    if mistakes:
        err.print(f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''} to put right", highlight=False)
        return False
    total, training = rows[-1], coverage.programme(parts)
    out.print(f"The knowledge base is in order: {total.written} of {total.planned} entries.", highlight=False)
    taught = f"{training.modules} modules, {training.lessons} lessons, {training.questions} questions"
    out.print(f"The training has {taught}.", highlight=False)
    return True


def list_stale(folder: Path, within: int) -> None:
    """Print what is past its review date, or will be within so many days: the oldest first."""
    out, today = _console(), _today()
    parts = Folder(folder).read()
    last = today + timedelta(days=within)
    due = sorted(
        (page for page in parts.pages if coverage.is_due(page.entry, last)),
        key=lambda page: (page.entry.review_by, page.entry.id),
    )
    for page in due:
        out.print(_stale(page.entry, page.document.file), markup=False, highlight=False, soft_wrap=True)
    count = f"{len(due)} of {len(parts.pages)} entries"
    out.print(f"{count} due for review by {last}" if due else "No entry is due for review.", highlight=False)


def _today() -> date:
    return datetime.now(UTC).date()


def _stale(entry: Entry, file: str) -> str:
    return f"{entry.review_by}  {entry.owner.value:<14}  {coverage.surest(entry).value:<11}  {entry.id}  ({file})"


def _table(rows: list[coverage.Row]) -> Table:
    table = Table(caption="entries by their surest source; due: past the review date")
    for heading in _HEADINGS:
        table.add_column(heading, justify="left" if heading == "subject" else "right")
    for row in rows:
        if row is rows[-1]:
            table.add_section()
        entries = f"{row.written} of {row.planned}"
        numbers = (*row.grades, row.variants, row.asks, row.tests, row.due)
        table.add_row(row.subject or "all", entries, *map(str, numbers))
    return table


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr)
    return console if console.is_terminal else Console(stderr=stderr, width=_WIDTH)
