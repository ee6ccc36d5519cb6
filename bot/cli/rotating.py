"""The work behind `bot keys rotate`, with its progress on a terminal."""

import asyncio

from rich.console import Console
from rich.progress import Progress

from bot.storage import Database
from bot.storage.migrate import bring_up_to_date
from bot.storage.rotation import Rotation

from .administering import settings_and_database, vault_of


def rotate_keys() -> tuple[list[str], bool]:
    """Seal anew what an old key seals: what to say at the end, and whether nothing is left.

    Raises:
        StorageError: the database cannot be used; what was sealed anew until then stays so.
    """
    settings, database = settings_and_database()
    return asyncio.run(_rotate(database, Rotation(database, vault_of(settings))))


async def _rotate(database: Database, rotation: Rotation) -> tuple[list[str], bool]:
    try:
        await bring_up_to_date(database)
        sealed, unopened = await _through(rotation, sum((await rotation.waiting()).values()))
        left = await rotation.waiting()
    finally:
        await database.close()
    return _said(sealed, unopened, left), not left


async def _through(rotation: Rotation, waiting: int) -> tuple[int, int]:
    """Go through everything: how many values were sealed anew, and how many of the last round did not open."""
    sealed, unopened = 0, {}
    with Progress(console=Console(stderr=True), disable=not Console(stderr=True).is_terminal) as progress:
        bar = progress.add_task("Sealing anew", total=waiting)
        for place in rotation.rounds():
            after, unopened[place] = None, 0
            while step := await rotation.step(place, after):
                after, sealed = step.last, sealed + step.sealed
                unopened[place] += step.unopened
                progress.update(bar, completed=sealed)
    return sealed, sum(unopened.values())


def _said(sealed: int, unopened: int, left: dict[str, int]) -> list[str]:
    lines = [f"Sealed anew: {sealed}."]
    if not left:
        return [*lines, "Nothing is sealed with another key: the old one may go, except for backups made before."]
    tables = ", ".join(f"{count} in {table}" for table, count in sorted(left.items()))
    lines.append(f"Not sealed with the first key: {tables}. Keep the old key.")
    if unopened:
        lines.append(f"Could not be opened: {unopened}. They were changed or moved; look at a backup.")
    if sum(left.values()) > unopened:
        lines.append("Something still seals with the old key: start every bot with the new key first, then run this.")
    return lines
