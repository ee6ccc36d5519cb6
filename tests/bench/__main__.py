"""``python -m tests.bench``: measure start, answer, memory and throughput."""

import asyncio
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.content import load

from . import figures, measures
from .toolkit import FULL, of_full_size

ROOT = Path(__file__).parents[2]


async def measured(console: Console, source: Path) -> list[figures.Figure]:
    """Every figure, one after another; what is being measured is said on a terminal."""
    with TemporaryDirectory() as place, console.status("Preparing …") as status:
        folder = Path(place) / "knowledge"
        written = of_full_size(source, folder)
        knowledge = load(folder)
        note = "" if written >= FULL else f"{written} written, the rest altered copies"
        found = [figures.Figure("Entries", len(list(knowledge.catalogue)), "", note=note)]
        for said, measuring in (
            ("Starting …", measures.start(folder)),
            ("Answering …", measures.answer(knowledge)),
            ("Alarming …", measures.alarm(knowledge, folder)),
            ("Flooding …", measures.throughput(knowledge, folder)),
        ):
            status.update(said)
            found += await measuring
        return found


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", type=Path, help="write the figures there too, such as docs/performance.md")
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge", help="the knowledge base to measure with")
    arguments = parser.parse_args()
    console = Console()
    found = asyncio.run(measured(console, arguments.knowledge))
    figures.show(found, console)
    if arguments.write:
        figures.write(found, arguments.write, "python -m tests.bench --write docs/performance.md")
    return 0 if all(figure.met for figure in found) else 1


sys.exit(main())
