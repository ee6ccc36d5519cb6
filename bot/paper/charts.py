"""Numbers as pictures: bars with their numbers at them, in one colour that everybody can tell from the ground."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from bot.domain.suppression import Figure, Told
from bot.domain.trends import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: 1200 pixels wide; letters of 11 points stay readable on a phone.
_WIDTH, _DPI = 8.0, 150
_LETTERS = 11
#: A blue that people tell from white and grey whatever colours they see (Okabe and Ito 2008).
_BLUE = "#0072B2"
#: As many parts as columns can stand side by side with their names.
_COLUMNS = 13


def chart(table: Table, told: Callable[[Figure], str]) -> bytes:
    """A table as a PNG: columns over time, else bars. ``told`` says a number in words; one that is not told has no bar.

    It takes a moment, so that it belongs into a thread of its own.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (slow, and needed seldom)
    from matplotlib.figure import Figure as Drawing  # noqa: PLC0415

    over_time = table.name in ("weeks", "unanswered") and len(table.rows) <= _COLUMNS
    height = 4.2 if over_time else 1.2 + 0.45 * len(table.rows)
    drawing = Drawing(figsize=(_WIDTH, height), dpi=_DPI, layout="constrained")
    axes = drawing.subplots()
    (_columns if over_time else _bars)(axes, table, told)
    axes.set_title(table.title, fontsize=_LETTERS + 3, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    out = BytesIO()
    FigureCanvasAgg(drawing)  # nothing of a window system
    drawing.savefig(out, format="png")
    return out.getvalue()


def _height(figure: Figure) -> int:
    return figure.count if figure.told is Told.NUMBER else 0


def _columns(axes: "Axes", table: Table, told: Callable[[Figure], str]) -> None:
    places = range(len(table.rows))
    bars = axes.bar(places, [_height(row.figure) for row in table.rows], color=_BLUE, width=0.7)
    labels = [told(row.figure).replace(" ", "\n") for row in table.rows]
    axes.bar_label(bars, labels, fontsize=_LETTERS - 1, padding=3)
    axes.set_xticks(places, [row.label.replace(" ", "\n") for row in table.rows], fontsize=_LETTERS - 1)
    axes.set_ylim(0, max(5, *(_height(row.figure) for row in table.rows)) * 1.25)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _bars(axes: "Axes", table: Table, told: Callable[[Figure], str]) -> None:
    places = range(len(table.rows))
    bars = axes.barh(places, [_height(row.figure) for row in table.rows], color=_BLUE, height=0.65)
    axes.bar_label(bars, [told(row.figure) for row in table.rows], fontsize=_LETTERS, padding=4)
    axes.set_yticks(places, [row.label for row in table.rows], fontsize=_LETTERS)
    axes.invert_yaxis()
    axes.set_xlim(0, max(5, *(_height(row.figure) for row in table.rows)) * 1.2)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
