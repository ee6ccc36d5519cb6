"""What was measured at several sizes, as a table and as a picture; and how a measurement is run by itself."""

import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.progress import Progress

#: Colours that people tell apart whatever colours they see (Okabe and Ito 2008), and marks for whoever sees none.
COLOURS, MARKS = ("#0072B2", "#D55E00", "#009E73"), ("o", "s", "^")


@dataclass(frozen=True, slots=True)
class Curves:
    """Figures at each of some sizes; the first ``drawn`` are curves of the picture, all of them if 0."""

    size: str
    sizes: Sequence[int]
    scale: str
    heads: Sequence[str]
    rows: Sequence[Sequence[float]]
    drawn: int = 0
    #: Sizes that are ten times the last are as far apart as each; else they are counted.
    by_tens: bool = True

    def table(self) -> str:
        """As Markdown."""
        lines = [f"| {' | '.join((self.size, *self.heads))} |", "|---:" * (len(self.heads) + 1) + "|"]
        for size, row in zip(self.sizes, self.rows, strict=True):
            lines.append(f"| {' | '.join((f'{size:,}', *(f'{value:.1f}' for value in row)))} |")
        return "\n".join(lines)

    def said(self) -> str:
        """What the picture shows, for whoever does not see it."""
        ends = [
            f"{head} goes from {self.rows[0][place]:.1f} to {self.rows[-1][place]:.1f}"
            for place, head in enumerate(self._drawn())
        ]
        return f"From {self.sizes[0]:,} to {self.sizes[-1]:,} {self.size} {', and '.join(ends)}"

    def draw(self, picture: Path) -> None:
        """The curves, all from nothing up."""
        figure = Figure(figsize=(8, 4), dpi=150, layout="constrained")
        axes: Axes = figure.subplots()
        for place, head in enumerate(self._drawn()):
            values = [row[place] for row in self.rows]
            axes.plot(self.sizes, values, marker=MARKS[place], label=head, color=COLOURS[place])
        axes.set(xscale="log" if self.by_tens else "linear", ylim=(0, None), xlabel=self.size, ylabel=self.scale)
        if not self.by_tens:
            axes.set_xticks(self.sizes)
        axes.grid(alpha=0.3)
        axes.legend()
        picture.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(picture)

    def _drawn(self) -> Sequence[str]:
        return self.heads[: self.drawn or len(self.heads)]


class Measure(Protocol):
    """A measurement at several sizes; ``quick`` takes few and small ones, to try it."""

    def __call__(self, progress: Progress, *, quick: bool) -> Coroutine[Any, Any, Curves]:
        """What was found."""
        ...


def shown() -> Progress:
    """How far a measurement is, on a terminal; nothing anywhere else."""
    return Progress(disable=not sys.stderr.isatty(), transient=True)


def alone(program: str, about: str | None, measure: Measure) -> None:
    """Run one measurement: its table to standard output, and the picture where one is wanted."""
    parser = ArgumentParser(prog=f"python -m {program}", description=about)
    parser.add_argument("picture", type=Path, nargs="?", help="draw it there")
    parser.add_argument("--quick", action="store_true", help="few and small sizes, to try it")
    arguments = parser.parse_args()
    with shown() as progress:
        found = asyncio.run(measure(progress, quick=arguments.quick))
    sys.stdout.write(found.table() + "\n")
    if arguments.picture:
        found.draw(arguments.picture)
