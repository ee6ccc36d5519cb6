"""/trends: what happened lately, in numbers at once and in pictures a moment later, for officers and administrators."""

from bot.content import Html
from bot.desk.making import order
from bot.desk.reporting import PICTURES, is_pictured
from bot.desk.trends import TrendReader
from bot.domain.chat import Button, Rows
from bot.domain.person import STAFF
from bot.domain.text import is_number
from bot.domain.trends import PERIODS, Grid, Table, weeks

from .talk import Talk

_FIRST = 4


async def overview(talk: Talk, count: int = _FIRST) -> None:
    """The last so many weeks: in words what does not come as a picture."""
    reader = TrendReader(talk.house.knowledge)
    period = weeks(talk.turn.now, count, talk.house.knowledge.council.zone)
    trends = await reader.read(talk.turn.tx, period)
    parts = [talk.words("trends.head", span=trends.span, total=reader.told(trends.total))]
    parts += [_table(talk, reader, table) for table in trends.tables if table.happened and not is_pictured(table)]
    parts += [_grid(talk, grid) for grid in trends.grids if grid.rows]
    parts += [talk.words("trends.remark", text=note) for note in trends.notes]
    if any(map(is_pictured, trends.tables)):
        parts.append(talk.words("trends.coming"))
        at = talk.turn.now.isoformat()
        await order(talk.turn, PICTURES, talk.incoming.chat_id, readers=sorted(STAFF), weeks=count, at=at)
    text = "\n\n".join(parts)
    talk.change(text, _periods(talk, count))
    await talk.turn.tx.audit.record(0, talk.turn.now, talk.person.id, "trends:shown", text)


def _table(talk: Talk, reader: TrendReader, table: Table) -> str:
    rows = Html("\n".join(reader.lines(table, talk.words)))
    return talk.words("trends.part", title=table.title, rows=rows)


def _grid(talk: Talk, grid: Grid) -> str:
    rows = []
    for label, *values in grid.rows:
        named = zip(grid.head[1:], values, strict=True)
        cells = Html(", ".join(talk.words("trends.cell", name=name.lower(), value=value) for name, value in named))
        rows.append(talk.words("trends.cells", label=label, cells=cells))
    return talk.words("trends.part", title=grid.title, rows=Html("\n".join(rows)))


def _periods(talk: Talk, shown: int) -> Rows:
    others = [count for count in PERIODS if count != shown]
    return (tuple(Button(talk.plain(f"button.trends-{count}"), f"t:{count}") for count in others),)


async def pressed(talk: Talk, count: str) -> None:
    """Another period."""
    if talk.incoming.private and is_number(count) and int(count) in PERIODS and talk.admits(STAFF):
        await overview(talk, int(count))
    else:
        talk.toast(talk.plain("error.stale"), alert=True)
