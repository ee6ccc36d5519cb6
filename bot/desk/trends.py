"""What happened in a period, put together so that nobody can be told from it: labels, and numbers that may be told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from babel.dates import format_date

from bot.content import Knowledge
from bot.domain.case import Outcome, Status
from bot.domain.lesson import Part
from bot.domain.severity import Level
from bot.domain.suppression import Figure, Told, alone, together
from bot.domain.trends import Grid, Period, Row, Table, Trends
from bot.flows.report_abuse import PLACES
from bot.storage import Transaction

from .promises import Kept, kept_by_level, promise

_ENDS = (*Outcome, Status.WITHDRAWN, Status.TAKEN, Status.OPEN)
_DAY = timedelta(days=1)
YEAR = timedelta(days=364)

T = TypeVar("T", bound=str)


class TrendReader:
    """Reads the trends of a period in the council's words and zone."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._words = knowledge.words
        self._zone = knowledge.council.zone

    async def read(self, tx: Transaction, period: Period) -> Trends:
        """All that is told of a period."""
        opened = await tx.trends.opened(period.bounds)
        tables = [self._table("weeks", self._weeks(period, opened)), *await self._of_cases(tx, period)]
        questions = await tx.trends.unanswered(period.bounds)
        tables.append(self._table("unanswered", self._weeks(period, questions)))
        told = {table.name: table for table in tables}
        grids = [self._promises(kept_by_level(await tx.trends.courses(period.since, period.until)), told["levels"])]
        notes = [self._words.plain(f"trends.note.{note}") for note in ("suppressed", "weeks")]
        if period.until - period.since >= YEAR:
            grids.append(await self._survey(tx, period, told["kinds"]))
            notes.append(self._words.plain("trends.note.survey", source=self._knowledge.survey.source.title))
        return Trends(self._span(period), alone(sum(opened)), tuple(tables), tuple(grids), tuple(notes))

    async def _of_cases(self, tx: Transaction, period: Period) -> list[Table]:
        time = period.since, period.until
        words, levels = self._words, await tx.trends.by_level(*time)
        outcomes = await tx.trends.by_outcome(*time)
        by_level = [(words.plain(f"level-plain.{level.word}"), levels.get(level, 0)) for level in reversed(Level)]
        ended = [(self._ended(end), outcomes.get(end, 0)) for end in _ENDS]
        return [
            self._table("kinds", self._kinds(await tx.trends.by_kind(*time))),
            self._table("places", self._named(self._platforms() | self._places(), await tx.trends.by_place(*time))),
            self._table("levels", by_level),
            self._table("outcomes", ended),
            self._table("removals", self._named(self._platforms(), await tx.trends.removed(*time))),
            self._table("learning", self._parts(await tx.trends.completed(*time))),
        ]

    def _table(self, name: str, counted: Iterable[tuple[str, int]]) -> Table:
        rows = list(counted)
        figures = together([count for _, count in rows])
        told = tuple(Row(label, figure) for (label, _), figure in zip(rows, figures, strict=True))
        return Table(name, self._words.plain(f"trends.title.{name}"), told)

    def _weeks(self, period: Period, counts: Sequence[int]) -> list[tuple[str, int]]:
        return [(self._day(start), count) for start, count in zip(period.bounds, counts, strict=False)]

    def _kinds(self, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        """By the survey's kinds, in its order."""
        kinds = self._knowledge.survey.kinds.values()
        return [(self._words.plain(f"survey.{each.id}"), sum(counts.get(k, 0) for k in each.kinds)) for each in kinds]

    def _parts(self, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        """By the parts of the training."""
        return [(self._words.plain(f"training.part.{part}"), counts.get(part, 0)) for part in Part]

    def _platforms(self) -> dict[str, str]:
        return {id: each.name for id, each in self._knowledge.platforms.items()}

    def _places(self) -> dict[str, str]:
        return {place: self._words.plain(f"where.{place}") for place in PLACES if place != "elsewhere"}

    def _named(self, names: Mapping[str, str], counts: Mapping[str, int]) -> list[tuple[str, int]]:
        """By platforms and places, and all that has no name of its own."""
        rows = [(name, counts.get(id, 0)) for id, name in names.items()]
        rest = sum(count for id, count in counts.items() if id not in names)
        return [*rows, (self._words.plain("trends.place.other"), rest)]

    def _ended(self, end: Outcome | Status) -> str:
        key = f"outcome.{end}" if isinstance(end, Outcome) else f"trends.ended.{end}"
        return self._words.plain(key)

    def _promises(self, kept: Mapping[Level, Kept], levels: Table) -> Grid:
        """Of the levels whose number of cases is told: else what is said of them could tell it."""
        words = self._words
        head = tuple(words.plain(f"trends.promise.{name}") for name in ("level", "kept", "take", "close"))
        rows = [
            (row.label, *promise(each, row.figure.count, words))
            for row, each in zip(levels.rows, kept.values(), strict=True)
            if row.figure.count
        ]
        return Grid("promises", words.plain("trends.title.promises"), head, tuple(rows))

    async def _survey(self, tx: Transaction, period: Period, kinds: Table) -> Grid:
        """How many of the councillors here reported a kind, beside how many said in the survey that it happened."""
        words, councillors = self._words, await tx.trends.councillors()
        rows = []
        for kind, row in zip(self._knowledge.survey.kinds.values(), kinds.rows, strict=True):
            if kind.share is not None:
                count = await tx.trends.reporters(period.since, period.until, kind.kinds)
                there = words.plain("trends.survey.percent", percent=kind.share)
                rows.append((row.label, self._here(row.figure, count, councillors), there))
        head = tuple(words.plain(f"trends.survey.{name}") for name in ("kind", "here", "there"))
        return Grid("survey", words.plain("trends.title.survey"), head, tuple(rows))

    def _here(self, cases: Figure, count: int, councillors: int) -> str:
        """The share of the councillors; where the number of cases is not told, no more than is told of that."""
        figure, _ = together([count, max(councillors - count, 0)])
        for each in (cases, figure):
            if each.told is not Told.NUMBER:
                return self.told(each)
        percent = round(100 * count / max(councillors, count, 1))  # some may have left since
        return self._words.plain("trends.survey.percent", percent=percent)

    def lines(self, table: Table, say: Callable[..., T]) -> list[T]:
        """A table's numbers, a line each; what did not happen in one. ``say`` says a sentence, as HTML or plainly."""
        if table.is_withheld:
            return [say("trends.too-few")]
        rows = [say("trends.row", label=row.label, figure=self.told(row.figure)) for row in table.happened]
        return [*rows, say("trends.never", labels="; ".join(table.never))] if table.never else rows

    def told(self, figure: Figure) -> str:
        """A number as it is read: ``12``, ``fewer than 5``, ``not shown``."""
        return str(figure.count) if figure.told is Told.NUMBER else self._words.plain(f"trends.{figure.told}")

    def _span(self, period: Period) -> str:
        return self._words.plain("trends.span", first=self._day(period.since, year=True), last=self._last(period))

    def _last(self, period: Period) -> str:
        return self._day(period.until - _DAY, year=True)

    def _day(self, moment: datetime, *, year: bool = False) -> str:
        day = moment.astimezone(self._zone).date()
        return format_date(day, "d MMM y" if year else "d MMM", locale="en_GB")
