"""The monthly report on the command line."""

import asyncio
import re
from datetime import UTC, date, datetime
from pathlib import Path

from bot.content import load
from bot.desk.reporting import MONTH, Reporting
from bot.domain.errors import WardlightError
from bot.storage.migrate import bring_up_to_date

from .administering import settings_and_database
from .progress import shown


def write_report(month: str, folder: Path) -> str:
    """Write the report of a month (``2026-11``) as PDF and CSV into a folder; where they are.

    Raises:
        WardlightError: it is no month, or one that is not over, or the files cannot be written.
    """
    if not re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", month, re.ASCII):
        raise WardlightError(f"{month}: write the month as 2026-11")
    # Of a month under way two reports could be made, and what happened between them be worked out.
    if month >= f"{datetime.now(UTC):%Y-%m}":
        raise WardlightError(f"{month} is not over: name a month that is")
    settings, database = settings_and_database()

    async def make() -> tuple[bytes, bytes]:
        reporting = Reporting(database, load(settings.knowledge_dir), lambda: datetime.now(UTC))
        try:
            await bring_up_to_date(database)
            made = await reporting.month(date.fromisoformat(f"{month}-01"))
            async with database.transaction() as tx:
                for content in made:
                    await tx.audit.record(0, datetime.now(UTC), 0, f"{MONTH}:exported", content)
            return made
        finally:
            await database.close()

    with shown(f"Making the report of {month}"):
        made = dict(zip((".pdf", ".csv"), asyncio.run(make()), strict=True))
    paths = {folder / f"wardlight-{month}{ending}": content for ending, content in made.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in paths.items():
            path.write_bytes(content)
    except OSError as error:
        raise WardlightError(f"{folder} cannot be written: {error.strerror}") from error
    return f"Written: {', '.join(map(str, paths))}. Nobody is named in them."
