"""What goes outside Telegram when it fails or nobody answers: that a case waits, and not a word of the case."""

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
