"""A change of key: everything that is not sealed with the first key is sealed anew with it, while the bot runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StorageError

from .database import Database
from .places import CONTENT, PLACES, Place
from .vault import Vault

BATCH = 200
#: A file may have 20 MB.
BATCH_OF_FILES = 4
#: Rows that the bot changed while they were sealed anew are looked at again, so often.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one batch: how many values were sealed anew, how many could not be opened, the last row's key."""

    place: Place
    sealed: int
    unopened: int
    last: Any


class Rotation:
    """Seals a database anew, batch by batch. Breaking off loses nothing: a second run does the rest."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def waiting(self) -> dict[str, int]:
        """How many values each table has that are not sealed with the first key; tables with none are left out."""
        found: dict[str, int] = {}
        async with self._database.engine.connect() as connection:
            for place in PLACES:
                query = select(func.count()).select_from(place.column.table).where(self._old(place))
                if count := await connection.scalar(query) or 0:
                    name = place.column.table.name
                    found[name] = found.get(name, 0) + count
        return found

    def _old(self, place: Place) -> Any:
        return place.column.is_not(None) & (place.key_id != self._vault.first_key)

    def rounds(self) -> Iterator[Place]:
        """Every place, as often as it is to be looked at."""
        for _ in range(ROUNDS):
            yield from PLACES

    async def step(self, place: Place, after: Any = None) -> Step | None:
        """Seal the next batch anew, the rows whose key follows ``after``, in one transaction; None after the last."""
        (key,) = place.column.table.primary_key
        query = select(place.column.table).where(self._old(place)).order_by(key)
        query = query.limit(BATCH_OF_FILES if place is CONTENT else BATCH)
        if after is not None:
            query = query.where(key > after)
        async with self._database.begin() as connection:
            records = (await connection.execute(query)).mappings().all()
            done = [await self._seal(connection, place, record) for record in records]
        return Step(place, done.count(True), done.count(None), records[-1][key.name]) if records else None

    async def _seal(self, connection: AsyncConnection, place: Place, record: Any) -> bool | None:
        """Whether the value was sealed anew: not where the bot changed it meanwhile; None where it does not open."""
        column, where = place.column, place.where(**record)
        before = record[column.name]
        try:
            content = self._vault.open(before, where)
        except StorageError:
            return None
        values = {column.name: self._vault.seal(content, where), **place.follows(self._vault, content)}
        (key,) = column.table.primary_key
        same = (key == record[key.name]) & (column == before)
        change = update(column.table).where(same).values(values)
        return (await connection.execute(change)).rowcount == 1
