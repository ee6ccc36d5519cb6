"""Everything that can go wrong, as one tree.

WardlightError
├── MistakesError             settings or content that cannot be used; carries every mistake at once
│   ├── SettingsError
│   └── ContentError
├── EncoderError              the model of meanings is not there, or not the one that was shipped
├── RoleError                 somebody's roles cannot be taken away
├── PrintingError             a document could not be made
├── UnreadableError           an update is not what an update should be
├── StorageError              the database did not do what it was asked
│   ├── StorageDownError      it cannot be reached, is locked, full or read-only: try again
│   ├── LeaseLostError        another worker has the row by now
│   └── ConflictError         somebody else changed the record in the meantime
└── SendError                 Telegram, or a way outside it, did not take a message
    ├── RetryLaterError       it asked us to wait (429)
    ├── TransportDownError    it could not be reached
    ├── AnswerLostError       it may have taken the message: the answer never came
    ├── ChatGoneError         blocked, kicked, deactivated, never begun
    ├── ChatMovedError        the group has become a supergroup
    ├── TopicGoneError        the topic was deleted or closed
    └── RefusedError          it will never take this message
        └── NotNowError       it does not hand out a file now; perhaps later
"""

from dataclasses import dataclass
from datetime import timedelta


class WardlightError(Exception):
    """The bot cannot do this."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to put right; ``line`` counts from 1, 0 where there is none."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.text}"


class MistakesError(WardlightError):
    """Several things to put right, all told at once."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class SettingsError(MistakesError):
    """The settings cannot be used."""


class ContentError(MistakesError):
    """The knowledge base cannot be used."""


class EncoderError(WardlightError):
    """The model of meanings cannot be used; the bot understands by words alone."""


class RoleError(WardlightError):
    """Somebody's roles cannot be taken away."""


class PrintingError(WardlightError):
    """A document could not be made."""


class UnreadableError(WardlightError):
    """An update cannot be read, now or later."""


class StorageError(WardlightError):
    """The database did not do what it was asked."""


class StorageDownError(StorageError):
    """The database cannot be reached or written just now."""


class LeaseLostError(StorageError):
    """Another worker has taken this row."""


class ConflictError(StorageError):
    """Somebody else changed this record in the meantime."""


class SendError(WardlightError):
    """Telegram did not take a message."""


class RetryLaterError(SendError):
    """Telegram asked us to wait."""

    def __init__(self, after: timedelta) -> None:
        self.after = after
        super().__init__(f"asked to wait {after.total_seconds():.0f} s")


class TransportDownError(SendError):
    """Telegram could not be reached."""


class AnswerLostError(SendError):
    """Telegram may have taken the message: its answer never came, or was a 5xx."""


class ChatGoneError(SendError):
    """The person or group cannot be reached."""


class ChatMovedError(SendError):
    """The group has a new id."""

    def __init__(self, new_chat_id: int) -> None:
        self.new_chat_id = new_chat_id
        super().__init__("the group has become a supergroup")


class TopicGoneError(SendError):
    """The topic of the group is gone."""


class RefusedError(SendError):
    """Telegram will never take this message."""


class NotNowError(RefusedError):
    """Telegram does not hand out this file now; perhaps later, perhaps never."""
