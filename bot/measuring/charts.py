"""Two pictures of what was measured: the confusion by subject, and how far scores can be believed."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import WardlightError

from .confusion import Confusion
from .finding import Finding
from .reliability import Bin

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CONFUSION, RELIABILITY = "confusion_by_subject.png", "reliability.png"
#: 1200 pixels wide; letters of 10 points stay readable when a page shows the picture at 800.
_WIDTH, _DPI = 8.0, 150
_LETTERS = 10
#: A blue and an orange that people tell apart whatever colours they see (Okabe and Ito 2008).
_BLUE, _ORANGE = "#0072B2", "#D55E00"
#: Above this share a cell is so dark that its number is white.
_DARK = 0.55


def require() -> None:
    """Raises ``WardlightError`` where there is nothing to draw with: better before the measuring than after it."""
    if find_spec("matplotlib") is None:
        raise WardlightError("pictures need matplotlib: pip install 'wardlight[charts]'")


def draw(finding: Finding, folder: Path) -> tuple[Path, ...]:
    """Write both pictures into a folder, which is made where there is none.

    Raises:
        WardlightError: matplotlib is not installed, or the folder cannot be written.
    """
    require()
    pictures = {CONFUSION: _confusion(finding.subjects), RELIABILITY: _reliability(finding.bins)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in pictures.items():
            picture.savefig(folder / name, dpi=_DPI)
    except OSError as error:
        raise WardlightError(f"{folder}: the pictures cannot be written: {error.strerror}") from error
    return tuple(folder / name for name in pictures)


def _figure(height: float) -> "Figure":
    """A picture of its own: without pyplot there is no window system to ask and nothing that other code shares."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra that few need

    return Figure(figsize=(_WIDTH, height), layout="constrained")


def _confusion(confusion: Confusion) -> "Figure":
    figure = _figure(2.4 + 0.48 * len(confusion.rows))
    axes = figure.subplots()
    shares = [[count / sum(counts) for count in counts] for counts in confusion.counts]
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, counts in enumerate(confusion.counts):
        for column, count in enumerate(counts):
            if count:
                colour = "white" if shares[row][column] > _DARK else "black"
                percent = f"{shares[row][column] * 100:.0f}"
                axes.text(column, row, percent, ha="center", va="center", color=colour, fontsize=_LETTERS)
    names = [f"{name} ({sum(counts)})" for name, counts in zip(confusion.rows, confusion.counts, strict=True)]
    axes.set_yticks(range(len(names)), names, fontsize=_LETTERS)
    axes.set_xticks(range(len(confusion.columns)), confusion.columns, rotation=40, ha="right", fontsize=_LETTERS)
    axes.set_ylabel("subject of the right entry (questions)", fontsize=_LETTERS + 1)
    axes.set_xlabel("subject of the entry found first", fontsize=_LETTERS + 1)
    axes.set_title("Confusion by subject, in % of each row", fontsize=_LETTERS + 2)
    figure.colorbar(image, ax=axes, shrink=0.8).set_label("share of the row", fontsize=_LETTERS)
    return figure


def _reliability(bins: tuple[Bin, ...]) -> "Figure":
    figure = _figure(7)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    above.plot((0, 1), (0, 1), color="grey", linestyle="--", label="if scores meant what they say")
    held = [(each.score, each.right) for each in bins if each.score is not None and each.right is not None]
    scores, rights = zip(*held, strict=True) if held else ((), ())
    above.plot(scores, rights, color=_BLUE, marker="o", markersize=7, linewidth=2, label="measured")
    above.set_ylim(-0.03, 1.03)
    above.set_ylabel("share of first matches that are right", fontsize=_LETTERS + 1)
    figure.suptitle("Reliability of the first match's score", fontsize=_LETTERS + 2)
    # Above the curve, where it hides none of it.
    above.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False, fontsize=_LETTERS)
    _bars(below, bins)
    for axes in (above, below):
        axes.tick_params(labelsize=_LETTERS)
        axes.grid(alpha=0.3)
    return figure


def _bars(axes: "Axes", bins: tuple[Bin, ...]) -> None:
    middles, counts = [(each.low + each.high) / 2 for each in bins], [each.count for each in bins]
    bars = axes.bar(middles, counts, width=0.09, color=_ORANGE)
    axes.bar_label(bars, fontsize=_LETTERS, padding=2)
    axes.margins(y=0.2)
    axes.set_xlim(0, 1)
    axes.set_ylabel("matches", fontsize=_LETTERS + 1)
    axes.set_xlabel("score of the first match", fontsize=_LETTERS + 1)
