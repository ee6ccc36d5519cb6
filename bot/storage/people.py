"""People, their one-time invitations, and the chats where a desk works."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.entry import CouncilKind
from bot.domain.person import Invitation, Person, Role
from bot.domain.report import Desk

from .places import INVITATIONS, PEOPLE
from .rows import insert_new, upsert
from .schema import desks, invitations, people
from .vault import Vault

_ONE = select(people).where(people.c.id == bindparam("its"))


def digest(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class People:
    """Who may do what, inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def _person(self, record: Any) -> Person:
        kept = self._vault.open_json(record["sealed"], PEOPLE.where(**record))
        return Person(
            record["id"],
            kept["name"],
            frozenset(Role(word) for word in record["roles"].split()),
            CouncilKind(record["council"]),
            record["reachable"],
            record["joined_at"],
        )

    async def find(self, user_id: int) -> Person | None:
        """The person with that Telegram id."""
        record = (await self._db.execute(_ONE, {"its": user_id})).mappings().first()
        return self._person(record) if record else None

    async def save(self, person: Person) -> None:
        """Add or change a person."""
        values = {
            "id": person.id,
            "roles": " ".join(sorted(person.roles)),
            "council": person.council,
            "reachable": person.reachable,
            "joined_at": person.joined_at,
            "sealed": self._vault.seal_json({"name": person.name}, PEOPLE.where(id=person.id)),
        }
        await upsert(self._db, people, values, "id")

    async def with_role(self, *roles: Role) -> list[Person]:
        """Everybody with one of the roles, those first who joined first."""
        records = (
            await self._db.execute(select(people).where(people.c.roles != "").order_by(people.c.joined_at))
        ).mappings()
        return [person for person in map(self._person, records) if person.roles & set(roles)]

    async def mark_reachable(self, user_id: int, reachable: bool) -> None:
        """Remember whether the person's chat takes messages."""
        await self._db.execute(update(people).where(people.c.id == user_id).values(reachable=reachable))

    async def invite(self, token: str, invitation: Invitation, now: datetime) -> None:
        """Keep an invitation; only its digest can be found again."""
        key = digest(token)
        values = {
            "digest": key,
            "role": invitation.role,
            "council": invitation.council,
            "created_at": now,
            "expires_at": invitation.expires_at,
            "sealed": self._vault.seal_json({"name": invitation.name}, INVITATIONS.where(digest=key)),
        }
        await insert_new(self._db, invitations, values)

    async def use_invitation(self, token: str, user_id: int, now: datetime) -> Invitation | None:
        """Use up an invitation; None where there is none, or it was used or has expired."""
        key = digest(token)
        used = (
            update(invitations)
            .where(invitations.c.digest == key, invitations.c.used_at.is_(None), invitations.c.expires_at > now)
            .values(used_at=now, used_by=user_id)
            .returning(*invitations.c)
        )
        record = (await self._db.execute(used)).mappings().first()
        if record is None:
            return None
        name = self._vault.open_json(record["sealed"], INVITATIONS.where(**record))["name"]
        return Invitation(Role(record["role"]), name, CouncilKind(record["council"]), record["expires_at"], used=True)

    async def desk_chat(self, desk: Desk) -> tuple[int, int] | None:
        """The group (chat id, topic id) where a desk works, if it has one."""
        record = (await self._db.execute(select(desks).where(desks.c.desk == desk))).mappings().first()
        return (record["chat_id"], record["topic_id"]) if record else None

    async def desks_at(self, chat_id: int) -> frozenset[Desk]:
        """The desks that work in a group."""
        return frozenset(map(Desk, await self._db.scalars(select(desks.c.desk).where(desks.c.chat_id == chat_id))))

    async def seat_desk(self, desk: Desk, chat_id: int, topic_id: int) -> None:
        """Let a desk work in a group from now on."""
        values = {"desk": desk, "chat_id": chat_id, "topic_id": topic_id}
        await upsert(self._db, desks, values, "desk")

    async def unseat(self, chat_id: int) -> bool:
        """The bot is no longer in a group; whether a desk worked there."""
        return (await self._db.execute(delete(desks).where(desks.c.chat_id == chat_id))).rowcount > 0

    async def move_chat(self, old: int, new: int) -> None:
        """A group got a new id (Telegram made it a supergroup)."""
        await self._db.execute(update(desks).where(desks.c.chat_id == old).values(chat_id=new))

    async def drop_topic(self, chat_id: int) -> None:
        """A group's topic is gone: the desk works in the group itself."""
        await self._db.execute(update(desks).where(desks.c.chat_id == chat_id).values(topic_id=0))
