"""Backups: made while the bot runs, and put into an empty database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from bot.bootstrap.app import real_time
from bot.storage.backup import Content, back_up
from bot.storage.backup import Progress as Told
from bot.storage.restore import restore

from .administering import settings_and_database


def make_backup(path: Path) -> str:
    """Write a backup; what it has, in a sentence. Raises ``StorageError``."""
    _, database = settings_and_database()

    async def make() -> list[Content]:
        try:
            with _shown() as told:
                contents = await back_up(database, path, real_time(), told)
            digests = "\n".join(content.sha256 for content in contents)
            async with database.transaction() as tx:
                await tx.audit.record(0, real_time(), 0, "database:exported", digests)
            return contents
        finally:
            await database.close()

    return f"{path} has {_counted(asyncio.run(make()))}. It is useless without WARDLIGHT_KEY: keep that elsewhere."


def restore_backup(path: Path) -> str:
    """Put a backup into the empty database of the settings; what is there now. Raises ``StorageError``."""
    _, database = settings_and_database()

    async def fill() -> list[Content]:
        try:
            with _shown() as told:
                return await restore(database, path, told)
        finally:
            await database.close()

    return f"Restored, read back and found the same: {_counted(asyncio.run(fill()))}."


def _counted(contents: list[Content]) -> str:
    filled = [content for content in contents if content.rows]
    return f"{sum(content.rows for content in filled)} rows in {len(filled)} tables"


@contextmanager
def _shown() -> Iterator[Told]:
    """Shows on a terminal which table is copied, and how far; elsewhere nothing."""
    console = Console(stderr=True)
    shown = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, disable=not console.is_terminal
    )
    with shown:
        task = shown.add_task("Opening …")
        yield lambda table, rows: shown.update(task, description=f"{table}: {rows}")
