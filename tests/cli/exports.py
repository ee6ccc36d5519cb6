"""What a command left in the database of a rehearsal."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.bootstrap.rehearsal import database_url, vault
from bot.storage import Database, Transaction
from bot.storage.migrate import bring_up_to_date


async def kept(folder: Path, do: Callable[[Transaction], Awaitable[object]]) -> object:
    """Do something in the database of a rehearsal."""
    database = Database(database_url(folder), vault(folder))
    await bring_up_to_date(database)
    async with database.transaction() as tx:
        done = await do(tx)
    await database.close()
    return done


async def exported(tx: Transaction) -> list[tuple[str, int, str]]:
    """The exports in the audit: what, by whom, and the digest of what left."""
    chain = await tx.audit.chain(0)
    return [(link.action, link.actor, link.digest) for link in chain if link.action.endswith(":exported")]
