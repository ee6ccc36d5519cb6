"""Removals: posts that platforms are asked to take down, who asked, and each step of the ledger."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import ConflictError
from bot.domain.removal import Mark, Post, Removal, State, Step

from .cases import Shown
from .listing import View
from .places import REMOVAL_STEPS, REMOVALS
from .removal_digests import PURPOSE
from .rows import insert_into, insert_new
from .schema import cases, exclusions, messages, removal_requests, removal_steps, removals
from .vault import Vault

_POST = TypeAdapter(Post)
#: What a message that shows a removal is remembered as.
CARD = "removal:"
_PLAIN = ("state", "kind", "holder", "asked_at", "next_at", "sent_at", "removed_at", "closed_at", "erased_at")


class Removals:
    """Removals inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def live(self, address: str) -> Removal | None:
        """The removal of a post that is not closed, by the post's address."""
        known = removals.c.digest.in_(self._vault.digests(PURPOSE, address))
        number = await self._db.scalar(select(removals.c.id).where(known))
        return await self.find(number) if number else None

    async def open(self, removal: Removal) -> Removal | None:
        """Add a removal with its steps; it comes back with its id. None where the same post has a live one."""
        values = {name: getattr(removal, name) for name in _PLAIN}
        values |= {"platform": removal.post.platform, "digest": self._digest(removal.post)}
        new = insert_into(self._db.dialect.name, removals).on_conflict_do_nothing().returning(removals.c.id)
        number = await self._db.scalar(new, {**values, "version": 1, "sealed": b""})
        if number is None:
            return None
        opened = replace(removal, id=number, version=1)
        await self._db.execute(update(removals).where(removals.c.id == number).values(sealed=self._seal(opened)))
        await self._keep(number, removal.steps)
        return opened

    async def unfinished(self) -> list[int]:
        """The ids of all removals that are not closed, the oldest first."""
        query = select(removals.c.id).where(removals.c.digest.is_not(None)).order_by(removals.c.id)
        return list(await self._db.scalars(query))

    async def relink(self, removal: Removal, post: Post) -> bool:
        """Put right which post a live removal is of; False where that post has a live one already."""
        if await self.live(post.address):
            return False
        values = {"sealed": self._seal(replace(removal, post=post)), "digest": self._digest(post)}
        mine = (removals.c.id == removal.id) & removals.c.digest.is_not(None)
        await self._db.execute(update(removals).where(mine).values(**values, platform=post.platform))
        return True

    def _digest(self, post: Post) -> str:
        return self._vault.digests(PURPOSE, post.address)[0]

    def _seal(self, removal: Removal) -> bytes:
        return self._vault.seal(_POST.dump_json(removal.post), REMOVALS.where(id=removal.id))

    async def save(self, before: Removal, after: Removal) -> Removal:
        """Keep a changed removal, and the steps that it has more than ``before``.

        Raises ``ConflictError`` where somebody changed it since it was loaded.
        """
        values = {name: getattr(after, name) for name in _PLAIN} | {"version": before.version + 1}
        if after.is_closed:
            values["digest"] = None
        mine = (removals.c.id == before.id) & (removals.c.version == before.version)
        if (await self._db.execute(update(removals).where(mine).values(**values))).rowcount != 1:
            raise ConflictError
        await self._keep(before.id, after.steps[len(before.steps) :])
        return replace(after, version=before.version + 1)

    async def _keep(self, removal_id: int, steps: tuple[Step, ...]) -> None:
        for step in steps:
            values = {"removal_id": removal_id, "at": step.at, "actor": step.actor, "state": step.state}
            new = insert(removal_steps).values(**values, mark=step.mark, sealed=b"").returning(removal_steps.c.id)
            number = await self._db.scalar(new)
            said = {"note": step.note, "reference": step.reference, "answer": step.answer, "evidence": step.evidence}
            sealed = self._vault.seal_json(said, REMOVAL_STEPS.where(id=number))
            await self._db.execute(update(removal_steps).where(removal_steps.c.id == number).values(sealed=sealed))

    async def find(self, removal_id: int) -> Removal | None:
        """The removal with that id, and its ledger."""
        record = (await self._db.execute(select(removals).where(removals.c.id == removal_id))).mappings().first()
        return await self._read(record) if record else None

    async def _read(self, record: Any) -> Removal:
        query = select(removal_steps).where(removal_steps.c.removal_id == record["id"]).order_by(removal_steps.c.id)
        steps = tuple([self._step(row) for row in (await self._db.execute(query)).mappings()])
        post = _POST.validate_json(self._vault.open(record["sealed"], REMOVALS.where(**record)))
        values = {name: record[name] for name in ("id", "version", *_PLAIN)}
        return Removal(**{**values, "state": State(record["state"]), "post": post, "steps": steps})

    def _step(self, record: Any) -> Step:
        said = self._vault.open_json(record["sealed"], REMOVAL_STEPS.where(**record))
        state, mark = State(record["state"]), Mark(record["mark"])
        evidence = tuple(said.pop("evidence"))
        return Step(record["at"], record["actor"], state, mark, evidence=evidence, **said)

    async def join(self, removal_id: int, case_id: int, reporter_id: int, now: datetime) -> bool:
        """Let a case ask for a removal; False where it does already."""
        values = {"removal_id": removal_id, "case_id": case_id, "reporter_id": reporter_id, "at": now}
        return await insert_new(self._db, removal_requests, values)

    async def cases_of(self, removal_id: int) -> list[int]:
        """The ids of the cases that ask for a removal, those first that asked first."""
        query = select(removal_requests.c.case_id).where(removal_requests.c.removal_id == removal_id)
        return list(await self._db.scalars(query.order_by(removal_requests.c.at, removal_requests.c.case_id)))

    async def ids_of(self, case_id: int) -> list[int]:
        """The ids of the removals that a case asks for, the oldest first."""
        query = select(removal_requests.c.removal_id).where(removal_requests.c.case_id == case_id)
        return list(await self._db.scalars(query.order_by(removal_requests.c.removal_id)))

    async def of_case(self, case_id: int) -> list[Removal]:
        """The removals that a case asks for, the oldest first."""
        found = [await self.find(removal_id) for removal_id in await self.ids_of(case_id)]
        return [removal for removal in found if removal is not None]

    @staticmethod
    def _opens(view: View) -> ColumnElement[bool]:
        """Whether one of its cases may be opened, and none is kept: ``desk.removal_access`` for lists."""
        asking = removal_requests.c.removal_id == removals.c.id
        joined = select(removal_requests.c.case_id).join(cases, cases.c.id == removal_requests.c.case_id)
        mine = joined.where(asking, view.opens()).exists()
        kept = select(removal_requests.c.case_id).join(exclusions, exclusions.c.case_id == removal_requests.c.case_id)
        return mine & ~kept.where(asking, exclusions.c.person_id == view.person_id).exists()

    async def listed(self, view: View, limit: int, offset: int = 0) -> list[Removal]:
        """Removals that are not closed and may be opened, those first that are due next; ``view`` is of a person."""
        query = select(removals).where(removals.c.next_at.is_not(None), self._opens(view))
        query = query.order_by(removals.c.next_at, removals.c.id).limit(limit).offset(offset)
        return [await self._read(record) for record in (await self._db.execute(query)).mappings().all()]

    async def count(self, view: View) -> int:
        """How many there are of these."""
        query = select(func.count()).select_from(removals).where(removals.c.next_at.is_not(None), self._opens(view))
        return await self._db.scalar(query) or 0

    async def spans(self) -> list[tuple[str, timedelta]]:
        """How long each post that came down stood after it was reported, by platform; erased ones count.

        What went down before it was reported does not.
        """
        query = select(removals.c.platform, removals.c.sent_at, removals.c.removed_at)
        known = removals.c.removed_at.is_not(None) & removals.c.sent_at.is_not(None)
        found = await self._db.execute(query.where(known).order_by(removals.c.id))
        return [(platform, removed_at - sent_at) for platform, sent_at, removed_at in found]

    async def shown(self, removal_id: int) -> list[Shown]:
        """The messages that show a removal."""
        query = select(messages).where(messages.c.ref.startswith(f"{CARD}{removal_id}:"), messages.c.case_id == 0)
        return [Shown(**record) for record in (await self._db.execute(query)).mappings()]

    async def erase_of(self, case_id: int, now: datetime) -> list[int]:
        """A case is erased: it asks for nothing any more. Removals that no other case asks for keep their numbers only.

        The ids of these. Nothing of them is opened.
        """
        asked = await self.ids_of(case_id)
        await self._db.execute(delete(removal_requests).where(removal_requests.c.case_id == case_id))
        others = select(removal_requests.c.removal_id).where(removal_requests.c.removal_id.in_(asked))
        still = set(await self._db.scalars(others))
        gone = [number for number in asked if number not in still]
        for number in gone:
            await self._erase(number, now)
        return gone

    async def _erase(self, number: int, now: datetime) -> None:
        one = removals.c.id == number
        platform = await self._db.scalar(select(removals.c.platform).where(one)) or ""
        empty = self._vault.seal(_POST.dump_json(Post("", "", platform)), REMOVALS.where(id=number))
        closed = func.coalesce(removals.c.closed_at, literal(now, removals.c.closed_at.type))
        values = {"sealed": empty, "holder": 0, "digest": None, "next_at": None, "state": State.CLOSED}
        values |= {"erased_at": now, "closed_at": closed, "version": removals.c.version + 1}
        await self._db.execute(update(removals).where(one).values(**values))
        await self._db.execute(delete(removal_steps).where(removal_steps.c.removal_id == number))
        named = messages.c.ref.startswith(f"{CARD}{number}:")
        await self._db.execute(delete(messages).where(named, messages.c.case_id == 0))
