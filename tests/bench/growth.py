"""Measure all of docs/growth.md anew: ``python -m tests.bench.growth [--quick] [--only PART …]``. Takes half an hour.

What was measured stands in the page between marks, each table with its picture; the words around them are kept.
``--quick`` tries it: few and small sizes, to standard output, and the page stays as it is.
"""

import asyncio
import re
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from rich.progress import Progress

from . import cases, flood, replicas, scale
from .figures import measured_on
from .growing import Measure, shown

PAGE = Path(__file__).parents[2] / "docs/growth.md"
GROWING: Mapping[str, Measure] = {
    "open_cases": cases.measure,
    "phrases": scale.measure,
    "replicas": replicas.measure,
}
FLOOD = "flood"


async def measured(part: str, progress: Progress, *, quick: bool) -> str:
    """One part of the page, as Markdown; its picture is drawn beside the page."""
    if part == FLOOD:
        return await flood.measure(progress, floods=1 if quick else flood.FLOODS)
    found = await GROWING[part](progress, quick=quick)
    if quick:
        return found.table()
    picture = f"{PAGE.stem}/{part}.png"
    found.draw(PAGE.parent / picture)
    return f"{found.table()}\n\n![{found.said()}]({picture})"


def put(part: str, text: str, page: str) -> str:
    """The page with that text between the part's marks. Raises ``SystemExit`` where they are not there."""
    begin, end = f"<!-- measured: {part} -->", f"<!-- end: {part} -->"
    parts = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not parts.search(page):
        raise SystemExit(f"{PAGE}: {begin} … {end} are not there")
    return parts.sub(lambda _: f"{begin}\n{text}\n\n{measured_on()}\n{end}", page)


def main() -> None:
    """Measure, and write each part as soon as it is there: whoever breaks it off keeps what was measured."""
    parts = [*GROWING, FLOOD]
    parser = ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few and small sizes, to try it; the page stays as it is")
    parser.add_argument("--only", nargs="+", choices=parts, default=parts, help="measure these alone")
    arguments = parser.parse_args()
    with shown() as progress:
        for part in arguments.only:
            text = asyncio.run(measured(part, progress, quick=arguments.quick))
            if arguments.quick:
                sys.stdout.write(f"{part}\n\n{text}\n\n")
            else:
                PAGE.write_text(put(part, text, PAGE.read_text()))


if __name__ == "__main__":
    main()
