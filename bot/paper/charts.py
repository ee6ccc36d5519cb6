"""Numbers as pictures: bars with their numbers at them, in one colour that everybody can tell from the ground."""

from collections.abc import Callable
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from bot.domain.suppression import Figure
from bot.domain.trends import Row, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: 1280 pixels wide, of which a phone shows 400: letters of 18 points are as large there as those of its messages.
_WIDTH, _DPI = 8.0, 160
_LETTERS = 18
#: A blue that people tell from white and grey whatever colours they see (Okabe and Ito 2008).
_BLUE = "#0072B2"
#: As many parts as columns can stand side by side with their names and "fewer than 5".
_COLUMNS = 6
#: Inches: the title's lines and the room around; a bar, and each further line of its name.
_HEAD, _BAR, _LINE = 1.3, 0.6, 0.3
_NAME, _TITLE = 22, 50  # letters in a line


def chart(table: Table, span: str, told: Callable[[Figure], str]) -> bytes:
    """A table as a PNG: columns over time, else bars. ``told`` says a number in words; one that is not told has no bar.

    ``span`` is the time, in words. It takes a moment, so that it belongs into a thread of its own.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (slow, and needed seldom)
    from matplotlib.figure import Figure as Drawing  # noqa: PLC0415

    over_time = table.name in ("weeks", "unanswered")
    rows = table.rows if over_time else table.happened  # a week without a bar keeps its place
    in_columns = over_time and len(rows) <= _COLUMNS
    drawing = Drawing(figsize=(_WIDTH, 4.6 if in_columns else _height(rows)), dpi=_DPI, layout="constrained")
    (_columns if in_columns else _bars)(drawing.subplots(), rows, told)
    drawing.suptitle(f"{fill(table.title, _TITLE)}\n{span}", fontsize=_LETTERS + 1, x=0.01, ha="left")
    out = BytesIO()
    FigureCanvasAgg(drawing)  # nothing of a window system
    drawing.savefig(out, format="png")
    return out.getvalue()


def _height(rows: tuple[Row, ...]) -> float:
    return _HEAD + sum(_BAR + _LINE * _name(row).count("\n") for row in rows)


def _name(row: Row) -> str:
    return fill(row.label, _NAME)


def _columns(axes: "Axes", rows: tuple[Row, ...], told: Callable[[Figure], str]) -> None:
    places = range(len(rows))
    bars = axes.bar(places, [row.figure.count for row in rows], color=_BLUE, width=0.7)
    axes.bar_label(bars, [told(row.figure).replace(" ", "\n") for row in rows], fontsize=_LETTERS, padding=3)
    axes.set_xticks(places, [row.label for row in rows], fontsize=_LETTERS)
    axes.set_xlim(-0.6, len(rows) - 0.4)
    axes.set_ylim(0, max(1, *(row.figure.count for row in rows)) * 1.2)
    axes.set_yticks([])
    axes.spines[["top", "right", "left"]].set_visible(False)


def _bars(axes: "Axes", rows: tuple[Row, ...], told: Callable[[Figure], str]) -> None:
    places = range(len(rows))
    bars = axes.barh(places, [row.figure.count for row in rows], color=_BLUE, height=0.65)
    axes.bar_label(bars, [told(row.figure) for row in rows], fontsize=_LETTERS, padding=4)
    axes.set_yticks(places, list(map(_name, rows)), fontsize=_LETTERS)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1, *(row.figure.count for row in rows)) * 1.25)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
