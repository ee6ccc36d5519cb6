"""A councillor without Telegram: an officer enters their case, and passes on to them what there is to tell."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """How somebody is reached."""

    EMAIL = "email"
    PHONE = "phone"
    POST = "post"


class Consent(StrEnum):
    """What somebody agreed to, beyond the case itself."""

    CONTACT = "contact"
    POLICE = "police"
    REMOVAL = "removal"


@dataclass(frozen=True, slots=True)
class Absent:
    """Whose case it is. ``name`` is "" until the officer has asked for it; ``address`` is a number, where rung."""

    name: str
    entered_by: int
    way: Way | None = None
    address: str = ""
    agreed: tuple[str, ...] = ()

    @property
    def takes_mail(self) -> bool:
        """Whether they may be written to by email."""
        return self.way is Way.EMAIL and bool(self.address) and Consent.CONTACT in self.agreed

    def is_same(self, other: "Absent") -> bool:
        """Whether this is the same person, by name and address."""

        def known(one: Absent) -> tuple[str, str]:
            return " ".join(one.name.casefold().split()), "".join(one.address.casefold().split())

        return all(known(self)) and known(self) == known(other)


@dataclass(frozen=True, slots=True)
class Letter:
    """What there is to tell, in whole: plain text. ``told_at`` is when that was done."""

    id: int
    case_id: int
    at: datetime
    text: str
    told_at: datetime | None = None
