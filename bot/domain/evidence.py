"""What a councillor hands over, kept as it was received."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .chat import Attachment, MediaKind


class ItemState(StrEnum):
    """Where the bytes are: still at Telegram, kept here, out of reach, or looked at and not kept."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"
    REFUSED = "refused"


class Remark(StrEnum):
    """What was found in a file: all but the last are reasons not to keep it."""

    PROGRAM = "program"
    PAGE = "page"
    ARCHIVE = "archive"
    MACROS = "macros"
    UNKNOWN = "unknown"
    #: Kept, but not shown: a picture that might bring down what opens it.
    HUGE = "huge"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence. ``case_id`` is 0 while the report is being written."""

    id: int
    owner_id: int
    case_id: int
    received_at: datetime
    attachment: Attachment
    caption: str = ""
    forwarded_from: str = ""
    message_id: int = 0
    sha256: str = ""
    state: ItemState = ItemState.WAITING
    remark: Remark | None = None
    #: How a picture looks (``bot.desk.likeness``), "" where it is none.
    likeness: str = ""

    @property
    def may_be_shown(self) -> bool:
        """Whether officers may get the file: a document only once it was looked at.

        What Telegram calls a picture, a film or a voice it has made anew itself.
        """
        if not self.attachment.file_id or self.remark is not None:
            return False
        return self.state is ItemState.KEPT or self.attachment.kind is not MediaKind.DOCUMENT

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture or a film, whichever way it was sent: officers see these behind a spoiler."""
        is_seen = self.attachment.mime.startswith(("image/", "video/"))
        return is_seen or self.attachment.kind in (MediaKind.PHOTO, MediaKind.VIDEO)
