"""Removals that began under an older release get the addresses that links have now, so that new reports join them."""

from dataclasses import replace

from bot.storage import Database

from .links import address


async def readdress(database: Database) -> None:
    """Look at every removal that is not closed; where today's address of its link is another one, take that."""
    async with database.transaction() as tx:
        for removal in await tx.removals.unfinished():
            found = address(removal.post.link)
            if found != removal.post.address:
                await tx.removals.relink(removal, replace(removal.post, address=found))
