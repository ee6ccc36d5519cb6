"""People: councillors, officers, administrators, and those whom nobody has invited."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .entry import CouncilKind


class Role(StrEnum):
    """What a person may do here."""

    COUNCILLOR = "councillor"
    SAFETY = "safety"
    COMMS = "comms"
    ADMIN = "admin"


#: The roles that work cases.
OFFICERS = frozenset({Role.SAFETY, Role.COMMS})
#: The roles that may see the queue.
STAFF = OFFICERS | {Role.ADMIN}
ADMINS = frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has written to the bot. ``id`` is Telegram's user id, which is also their private chat's id."""

    id: int
    name: str
    roles: frozenset[Role] = frozenset()
    council: CouncilKind = CouncilKind.PRINCIPAL
    reachable: bool = True
    joined_at: datetime | None = None

    @property
    def is_staff(self) -> bool:
        """Whether they may see the queue."""
        return bool(self.roles & STAFF)

    @property
    def is_officer(self) -> bool:
        """Whether they work cases."""
        return bool(self.roles & OFFICERS)

    @property
    def is_verified(self) -> bool:
        """Whether somebody invited them."""
        return bool(self.roles)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time way in; only the digest of its token is kept."""

    role: Role
    name: str
    council: CouncilKind
    expires_at: datetime
    used: bool = False
