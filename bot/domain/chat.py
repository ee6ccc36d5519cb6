"""What comes in from a chat and what goes out to one, whatever the transport."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from .person import Role
from .text import plain_word

BUTTON_DATA_BYTES = 64  # Telegram's limit for callback_data


class IncomingKind(StrEnum):
    """What happened in the chat."""

    MESSAGE = "message"
    EDIT = "edit"
    PRESS = "press"
    VOTE = "vote"
    MEMBER = "member"
    MOVED = "moved"
    OTHER = "other"


class MediaKind(StrEnum):
    """What sort of file a message carries."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    AUDIO = "audio"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote or pressed."""

    user_id: int
    name: str
    username: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as Telegram names it; ``size`` in bytes, 0 where unknown."""

    kind: MediaKind
    file_id: str
    name: str = ""
    mime: str = ""
    size: int = 0
    #: The document that is made and kept here until it is sent, by id; and its bytes, at the moment of sending only.
    made: int = 0
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message, edit, press, vote or change of membership, translated."""

    update_id: int
    kind: IncomingKind
    chat_id: int
    at: datetime
    sender: Sender | None = None
    private: bool = True
    message_id: int = 0
    topic_id: int = 0
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    album: str = ""
    forwarded_from: str = ""
    reply_to: int = 0
    #: Other matter that a person may share: a place, a contact, a poll.
    other: str = ""
    press: str = ""
    press_id: str = ""
    #: VOTE: the poll, and the answers chosen in it, from 0; none where the vote was taken back.
    poll: str = ""
    choices: tuple[int, ...] = ()
    #: MEMBER: whether the bot can reach the chat from now on.
    reachable: bool = True
    #: MOVED: the group's new id.
    moved_to: int = 0

    @property
    def command(self) -> str:
        """The command without slash and bot name: ``report`` for ``/report@wardlight_bot now``."""
        if self.kind is not IncomingKind.MESSAGE or not self.text.startswith("/"):
            return ""
        words = self.text[1:].split(maxsplit=1)
        return plain_word(words[0].split("@")[0]) if words else ""

    @property
    def argument(self) -> str:
        """What follows the command."""
        return self.text.partition(" ")[2].strip() if self.command else ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it sends ``data`` back or opens ``url``."""

    text: str
    data: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if bool(self.data) == bool(self.url):
            raise ValueError(f"a button sends data or opens a link: {self.text}")
        if len(self.data.encode()) > BUTTON_DATA_BYTES:
            raise ValueError(f"a button's data is at most {BUTTON_DATA_BYTES} bytes: {self.data}")


Rows = tuple[tuple[Button, ...], ...]


def rows(*buttons: Button, width: int = 1) -> Rows:
    """Lay buttons out in rows of ``width``."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


class Op(StrEnum):
    """What to do at the chat."""

    SEND = "send"
    EDIT = "edit"
    TOAST = "toast"
    COMMANDS = "commands"


class Lane(StrEnum):
    """How soon a message must leave: urgent overtakes all else; soon, what is not in doubt."""

    URGENT = "urgent"
    SOON = "soon"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz poll; Telegram shows ``why`` (HTML) beside the right answer. All else is plain.

    ``key`` is what the vote is known by here; ``right`` counts from 0.
    """

    key: str
    ask: str
    answers: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to do at a chat, kept as a row until Telegram has taken it."""

    chat_id: int
    op: Op = Op.SEND
    text: str = ""
    buttons: Rows = ()
    lane: Lane = Lane.NORMAL
    topic_id: int = 0
    #: EDIT: the message itself, or the name under which it was remembered when it was sent.
    message_id: int = 0
    ref: str = ""
    #: SEND: the buttons that stay in sight below the chat, in rows; each sends its text.
    home: tuple[tuple[str, ...], ...] = ()
    #: SEND: files to send along, each behind a spoiler.
    attachments: tuple[Attachment, ...] = ()
    #: SEND: a poll, in place of a text.
    quiz: Quiz | None = None
    protect: bool = False
    reply_to: int = 0
    #: TOAST: which press it answers, and whether it must be dismissed by hand.
    press_id: str = ""
    alert: bool = False
    #: COMMANDS: (command, description) pairs for this chat.
    commands: tuple[tuple[str, str], ...] = ()
    #: The case that this message is about, so that a failure can be traced to it.
    case_id: int = 0
    #: It reaches nobody who has none of these roles when it is sent, and no group where no desk works; none: anybody.
    readers: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Sent:
    """What Telegram answered: the message's id, 0 where there is none; of a poll its own id too."""

    message_id: int = 0
    poll_id: str = ""


class Transport(Protocol):
    """The way to a chat. Raises a ``SendError`` where Telegram did not take it."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Do one thing at a chat."""
        ...

    async def fetch(self, file_id: str) -> bytes:
        """Download a file as it was received (at most 20 MB).

        Raises:
            RefusedError: the file is too big or expired.
            TransportDownError: try again.
        """
        ...
