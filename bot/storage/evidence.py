"""Evidence as it was received, sealed, with its digest."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.evidence import Item, ItemState

from .places import CONTENT, EVIDENCE
from .schema import evidence
from .vault import Vault

_ITEM = TypeAdapter(Item)
#: What is known of an item: its bytes, up to 20 MB, are read where they are wanted only.
_KNOWN = [column for column in evidence.c if column is not evidence.c.content_sealed]


class Evidence:
    """Evidence inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def add(self, item: Item) -> Item:
        """Keep what is known of an item before its bytes are here; it comes back with its id."""
        values = {
            "owner_id": item.owner_id,
            "case_id": item.case_id,
            "received_at": item.received_at,
            "message_id": item.message_id,
            "media": item.attachment.kind,
            "size": item.attachment.size,
            "sha256": "",
            "state": ItemState.WAITING,
            "sealed": b"",
        }
        number = await self._db.scalar(insert(evidence).values(**values).returning(evidence.c.id))
        added = replace(item, id=int(number or 0))
        sealed = self._vault.seal(_ITEM.dump_json(added), EVIDENCE.where(id=added.id))
        await self._db.execute(update(evidence).where(evidence.c.id == added.id).values(sealed=sealed))
        return added

    async def keep(self, item_id: int, content: bytes) -> str:
        """Store the bytes as received; their SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        values = {
            "sha256": digest,
            "size": len(content),
            "state": ItemState.KEPT,
            "content_sealed": self._vault.seal(content, CONTENT.where(id=item_id)),
        }
        await self._db.execute(update(evidence).where(evidence.c.id == item_id).values(**values))
        return digest

    async def refuse(self, item_id: int, content: bytes) -> str:
        """The bytes are not to be kept, only their size and SHA-256, so that it can be told what they were."""
        digest = hashlib.sha256(content).hexdigest()
        values = {"sha256": digest, "size": len(content), "state": ItemState.REFUSED}
        await self._db.execute(update(evidence).where(evidence.c.id == item_id).values(**values))
        return digest

    async def describe(self, item: Item) -> None:
        """Keep what was found in an item's bytes: what they are, and what is to be said of them."""
        sealed = self._vault.seal(_ITEM.dump_json(item), EVIDENCE.where(id=item.id))
        await self._db.execute(update(evidence).where(evidence.c.id == item.id).values(sealed=sealed))

    async def held(self, case_id: int, item_ids: Sequence[int]) -> tuple[int, int]:
        """How many items are kept, or on their way, and their bytes together: a case's, or (0) those of these ids."""
        query = select(func.count(), func.coalesce(func.sum(evidence.c.size), 0))
        theirs = evidence.c.case_id == case_id if case_id else evidence.c.id.in_(item_ids)
        query = query.where(theirs, evidence.c.state.in_((ItemState.WAITING, ItemState.KEPT)))
        count, size = (await self._db.execute(query)).one()
        return int(count), int(size)

    async def fail(self, item_id: int) -> None:
        """The bytes cannot be had any more."""
        await self._db.execute(update(evidence).where(evidence.c.id == item_id).values(state=ItemState.FAILED))

    def _item(self, record: Any) -> Item:
        item = _ITEM.validate_json(self._vault.open(record["sealed"], EVIDENCE.where(**record)))
        attachment = replace(item.attachment, size=record["size"])
        known = {name: record[name] for name in ("case_id", "sha256")}
        return replace(item, attachment=attachment, state=ItemState(record["state"]), **known)

    async def find(self, item_id: int) -> Item | None:
        """The item with that id."""
        query = select(*_KNOWN).where(evidence.c.id == item_id)
        record = (await self._db.execute(query)).mappings().first()
        return self._item(record) if record else None

    async def content(self, item_id: int) -> bytes | None:
        """The bytes as received; None while they are not here."""
        query = select(evidence.c.content_sealed).where(evidence.c.id == item_id)
        sealed = await self._db.scalar(query)
        return self._vault.open(sealed, CONTENT.where(id=item_id)) if sealed else None

    async def of_case(self, case_id: int) -> list[Item]:
        """A case's evidence, in the order received."""
        query = select(*_KNOWN).where(evidence.c.case_id == case_id).order_by(evidence.c.id)
        return [self._item(record) for record in (await self._db.execute(query)).mappings()]

    @staticmethod
    def _is_loose(item_ids: Sequence[int]) -> Any:
        return evidence.c.id.in_(item_ids) & (evidence.c.case_id == 0)

    async def attach(self, case_id: int, item_ids: Sequence[int]) -> None:
        """The report was sent: its evidence belongs to the case."""
        await self._db.execute(update(evidence).where(self._is_loose(item_ids)).values(case_id=case_id))

    async def drop(self, item_ids: Sequence[int]) -> None:
        """The report was cancelled: what was handed over for it, and has no case, is not kept."""
        await self._db.execute(delete(evidence).where(self._is_loose(item_ids)))
