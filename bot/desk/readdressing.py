"""Removals that began under an older release get the addresses that links have now, so that new reports join them."""

import logging
from dataclasses import replace

from bot.domain.errors import StorageError
from bot.storage import Database, Transaction

from .links import address

log = logging.getLogger(__name__)


async def readdress(database: Database) -> None:
    """Look at every removal that is not closed; where today's address of its link is another one, take that."""
    async with database.transaction() as tx:
        for removal_id in await tx.removals.unfinished():
            try:
                await _readdress(tx, removal_id)
            except StorageError:  # one damaged record must not keep the bot from starting
                log.error("removal.unreadable", extra={"removal": removal_id})


async def _readdress(tx: Transaction, removal_id: int) -> None:
    removal = await tx.removals.find(removal_id)
    found = address(removal.post.link) if removal else ""
    if removal is not None and found != removal.post.address:
        await tx.removals.relink(removal, replace(removal.post, address=found))
