"""What a councillor hands over, kept as it was received."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .chat import Attachment


class ItemState(StrEnum):
    """Where the bytes are: still at Telegram, kept here, or out of reach."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"


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
