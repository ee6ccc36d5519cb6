"""What was measured, and how it is shown."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``most`` is what it should stay under, where we promised that."""

    name: str
    value: float
    unit: str
    most: float | None = None
    note: str = ""

    @property
    def shown(self) -> str:
        digits = 0 if self.value >= 100 else 1 if self.value >= 10 else 2
        return f"{self.value:.{digits}f} {self.unit}"

    @property
    def wanted(self) -> str:
        return f"< {self.most:g} {self.unit}" if self.most else ""

    @property
    def met(self) -> bool:
        return self.most is None or self.value < self.most


def spread(name: str, values: list[float], unit: str, most: float | None = None, note: str = "") -> list[Figure]:
    """The median and the 95th percentile of many values."""
    slow = quantiles(values, n=20)[-1]
    return [
        Figure(f"{name}, median", median(values), unit, most, note),
        Figure(f"{name}, 95 of 100", slow, unit),
    ]


def machine() -> str:
    """The computer and the Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    processor = model or platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def measured_on() -> str:
    """When and where something was measured, as a sentence for the documentation."""
    return f"Measured on {datetime.now(UTC):%d %B %Y} on {machine()}."


def show(figures: list[Figure], console: Console) -> None:
    """A table on a terminal, plain lines anywhere else."""
    if not console.is_terminal:
        for figure in figures:
            wanted = f" (wanted {figure.wanted}{'' if figure.met else ', missed'})" if figure.wanted else ""
            console.print(f"{figure.name}: {figure.shown}{wanted}", soft_wrap=True, highlight=False)
        return
    table = Table("Figure", "Measured", "Wanted", "", title=machine(), title_justify="left")
    table.columns[1].justify = "right"
    for figure in figures:
        table.add_row(figure.name, figure.shown, figure.wanted, "" if figure.met else "[red]missed", style=None)
    console.print(table)


def write(figures: list[Figure], path: Path, command: str) -> None:
    """Write the figures as a page of the documentation."""
    rows = [f"| {f.name} | {f.shown} | {f.wanted} | {f.note} |" for f in figures]
    page = [
        "# Performance",
        "",
        f"Measured on {datetime.now(UTC):%d %B %Y} with `{command}`, which writes this page.",
        f"Machine: {machine()}.",
        "",
        "| Figure | Measured | Wanted | What it is |",
        "|---|---:|---:|---|",
        *rows,
        "",
        "Everything runs on one machine: the bot as its own process, the local Telegram over real HTTP, and SQLite",
        "with every commit flushed to the disk. Telegram's own limits (1 message a second in a chat, 30 in all) are",
        "kept, so messages leave later than updates are handled. How all this grows with phrases, open cases and",
        "replicas is shown in [growth.md](growth.md), with a picture of each.",
    ]
    path.write_text("\n".join(page) + "\n")
