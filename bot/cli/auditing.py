"""Proving the audit log: every chain is walked link by link, and none may be missing."""

import asyncio
import sys
from typing import TextIO

from rich.console import Console
from rich.progress import track

from bot.domain.audit import broken_at, missing
from bot.storage import Database
from bot.storage.migrate import bring_up_to_date

from .administering import settings_and_database
from .lines import use_utf8


def verify(out: TextIO) -> bool:
    """Walk all chains, a line for each that is broken or missing and one with counts; whether all are sound."""
    use_utf8(out)
    _, database = settings_and_database()

    async def walk() -> bool:
        try:
            await bring_up_to_date(database)
            return await _walk(database, out)
        finally:
            await database.close()

    return asyncio.run(walk())


async def _walk(database: Database, out: TextIO) -> bool:
    links, broken = 0, 0
    async with database.transaction() as tx:
        chains, cases, general = await tx.audit.chains(), await tx.cases.ids(), await tx.audit.chain(0)
    console = Console(file=sys.stderr)
    for case_id in track(chains, "Chains", console=console, transient=True, disable=not console.is_terminal):
        async with database.transaction() as tx:  # one at a time: a bot that runs is not held up
            chain = await tx.audit.chain(case_id)
        links += len(chain)
        place = broken_at(chain)
        if place is not None:
            broken += 1
            out.write(f"{_name(case_id)}: broken at link {place}\n")
    lost = missing(cases, chains, general)
    out.writelines(f"{_name(case_id)}: its chain is missing\n" for case_id in lost)
    out.write(f"Chains: {len(chains)}, links: {links}, broken: {broken}, missing: {len(lost)}\n")
    return not broken and not lost


def _name(case_id: int) -> str:
    return f"WL-{case_id:04d}" if case_id else "The chain of no case"
