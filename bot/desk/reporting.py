"""Trends for people to have: pictures with their numbers as text, and a month as a PDF and as a table."""

import asyncio
import base64
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from babel.dates import format_date

from bot.content import Html, Knowledge
from bot.domain.chat import MediaKind
from bot.domain.trends import Period, Table, Trends, month, weeks
from bot.paper.charts import chart
from bot.paper.printing import filled, pdf
from bot.storage import Database

from .enclosures import Made
from .trends import TrendReader

#: What is made, as rows of the queue name it.
PICTURES, MONTH = "trends", "monthly"
_PICTURED = ("weeks", "kinds", "places", "outcomes")


def is_pictured(table: Table) -> bool:
    """Whether a table comes as a picture, with its numbers below; the others are told in words."""
    return table.name in _PICTURED and table.has_bars


class Reporting:
    """Makes pictures and reports."""

    def __init__(self, database: Database, knowledge: Knowledge, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._words = knowledge.words
        self._council = knowledge.council
        self._reader = TrendReader(knowledge)
        self._clock = clock

    async def _read(self, period: Period) -> Trends:
        async with self._database.transaction() as tx:
            return await self._reader.read(tx, period)

    async def pictures(self, about: Mapping[str, Any]) -> Sequence[Made]:
        """The last so many weeks (``about["weeks"]``) as pictures, each with its numbers below it."""
        asked_at = datetime.fromisoformat(about["at"])
        trends = await self._read(weeks(asked_at, about["weeks"], self._council.zone))
        return [await self._picture(trends, table) for table in trends.tables if is_pictured(table)]

    async def _picture(self, trends: Trends, table: Table) -> Made:
        drawn = await asyncio.to_thread(chart, table, trends.span, self._reader.told)
        rows = Html("\n".join(self._reader.lines(table, self._words)))
        caption = self._words("trends.picture", title=table.title, span=trends.span, rows=rows)
        return Made(f"{table.name}.png", drawn, caption, MediaKind.PHOTO)

    async def monthly(self, about: Mapping[str, Any]) -> Sequence[Made]:
        """The report of a month (``about["month"]``: ``2026-11``) for the administrators."""
        first = date.fromisoformat(f"{about['month']}-01")
        report, table = await self.month(first)
        name, said = f"wardlight-{about['month']}", self._month(first)
        return (
            Made(f"{name}.pdf", report, self._words("monthly.file", month=said)),
            Made(f"{name}.csv", table, self._words("monthly.table")),
        )

    async def month(self, first: date) -> tuple[bytes, bytes]:
        """The report of the month that begins then: as a tagged PDF, and as CSV in UTF-8."""
        trends = await self._read(month(first, self._council.zone))
        return await asyncio.to_thread(self._printed, trends, first), self._csv(trends)

    def _month(self, first: date) -> str:
        return format_date(first, "MMMM y", locale="en_GB")

    def _printed(self, trends: Trends, first: date) -> bytes:
        told, words = self._reader.told, self._words
        shown = [table for table in trends.tables if table.happened]
        nothing = [table.title for table in trends.tables if not table.happened]
        at = format_date(self._clock().astimezone(self._council.zone).date(), "d MMMM y", locale="en_GB")
        values = {
            "title": words.plain("monthly.title", month=self._month(first)),
            "made": words.plain("monthly.made", council=self._council.name, at=at),
            "total": words.plain("monthly.total", total=told(trends.total)),
            "pictures": {table.name: _embedded(chart(table, trends.span, told)) for table in shown if table.has_bars},
            "texts": {table.name: self._text(table) for table in shown},
            "nothing": words.plain("monthly.nothing", titles="; ".join(nothing)) if nothing else "",
        }
        return pdf(filled("trends.html", trends=trends, tables=shown, told=told, plain=words.plain, **values))

    def _text(self, table: Table) -> str:
        """What a picture shows, for whoever does not see it."""
        return f"{table.title}. {'; '.join(self._reader.lines(table, self._words.plain))}"

    def _csv(self, trends: Trends) -> bytes:
        out = io.StringIO()
        writer, told = csv.writer(out), self._reader.told
        writer.writerow(self._words.plain(f"monthly.column.{name}") for name in ("section", "label", "value"))
        writer.writerow((self._words.plain("monthly.all"), trends.span, told(trends.total)))
        for table in trends.tables:
            writer.writerows((table.title, row.label, told(row.figure)) for row in table.rows)
        for grid in trends.grids:
            for label, *cells in grid.rows:
                writer.writerows(
                    (f"{grid.title}: {name}", label, cell) for name, cell in zip(grid.head[1:], cells, strict=True)
                )
        return out.getvalue().encode("utf-8-sig")


def _embedded(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
