"""What goes outside Telegram: that a case waits, and not a word of the case; and letters that an officer confirmed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Reason(StrEnum):
    """Why somebody is told on another way; the key of a sentence."""

    UNTAKEN = "untaken"
    NOBODY = "nobody"
    UNSENT = "unsent"
    DRILL = "drill"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, as plain text. ``id`` stays the same each time that it is tried again."""

    id: str
    number: str
    level: str
    subject: str
    body: str
    #: What to do, short enough for a text message beside the level and the number.
    todo: str


class Channel(Protocol):
    """A way to one recipient that does not need Telegram."""

    @property
    def kind(self) -> str:
        """``email``, ``sms`` or ``service``, for the audit."""
        ...

    async def tell(self, notice: Notice) -> None:
        """Hand the notice over.

        Raises:
            TransportDownError: try again.
            RefusedError: it will never be taken.
        """
        ...


@dataclass(frozen=True, slots=True)
class Email:
    """A letter to somebody without Telegram, as plain text. ``id`` stays the same each time that it is tried again."""

    id: str
    to: str
    subject: str
    body: str
    #: The council's address to which an answer goes.
    reply_to: str


class Post(Protocol):
    """The council's mail server."""

    async def send(self, email: Email) -> None:
        """Hand a letter over. Raises as ``Channel.tell`` does."""
        ...
