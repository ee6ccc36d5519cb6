"""From a raw update of the Bot API to an ``Incoming``."""

from datetime import UTC, datetime
from typing import Any, TypeGuard

from bot.domain.chat import Attachment, Incoming, IncomingKind, MediaKind, Sender
from bot.domain.errors import UnreadableError

Raw = dict[str, Any]

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_FILES = {
    "document": MediaKind.DOCUMENT,
    "voice": MediaKind.VOICE,
    "video": MediaKind.VIDEO,
    "video_note": MediaKind.VIDEO,
    "audio": MediaKind.AUDIO,
    "sticker": MediaKind.STICKER,
}
_OTHER = ("location", "contact", "venue", "poll", "dice", "story")
_GONE = ("kicked", "left")


def lane_of(raw: Raw) -> str:
    """The chat that an update belongs to, as a lane; its sender where there is no chat; else the update itself.

    Any JSON object whatever has a lane: what cannot be read is found out by a worker, not by the intake.
    """
    for part in filter(_is_object, raw.values()):
        message = part.get("message")
        for place in (part.get("chat"), message.get("chat") if _is_object(message) else None, part.get("from")):
            if _is_object(place) and isinstance(place.get("id"), int):
                return str(place["id"])
    return f"update:{raw.get('update_id', 0)}"


def _is_object(value: Any) -> TypeGuard[Raw]:
    return isinstance(value, dict)


def translate(raw: Raw) -> Incoming:
    """Read an update. Raises ``UnreadableError`` where it is not what an update should be."""
    try:
        return _translate(raw)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, OSError) as error:
        raise UnreadableError from error


def _translate(raw: Raw) -> Incoming:
    update_id = int(raw["update_id"])
    if "message" in raw:
        return _message(update_id, raw["message"], IncomingKind.MESSAGE)
    if "edited_message" in raw:
        return _message(update_id, raw["edited_message"], IncomingKind.EDIT)
    if "callback_query" in raw:
        return _press(update_id, raw["callback_query"])
    if "my_chat_member" in raw:
        return _member(update_id, raw["my_chat_member"])
    return Incoming(update_id, IncomingKind.OTHER, 0, datetime.fromtimestamp(0, UTC))


def _sender(raw: Raw | None) -> Sender | None:
    if raw is None or raw.get("is_bot"):
        return None
    name = " ".join(part for part in (raw["first_name"], raw.get("last_name", "")) if part)
    return Sender(int(raw["id"]), name, raw.get("username", ""), raw.get("language_code", ""))


def _when(raw: Raw, *names: str) -> datetime:
    """The first of the named times that the message has."""
    present = [name for name in names if name in raw]
    return datetime.fromtimestamp(raw[present[0]], UTC)


def _topic(message: Raw) -> int:
    return int(message.get("message_thread_id", 0)) if message.get("is_topic_message") else 0


def _message(update_id: int, message: Raw, kind: IncomingKind) -> Incoming:
    chat = message["chat"]
    if "migrate_to_chat_id" in message:
        kind = IncomingKind.MOVED
    return Incoming(
        update_id,
        kind,
        int(chat["id"]),
        _when(message, "edit_date", "date"),
        sender=_sender(message.get("from")),
        private=chat["type"] == "private",
        message_id=int(message["message_id"]),
        topic_id=_topic(message),
        text=message.get("text") or message.get("caption") or "",
        attachments=_attachments(message),
        album=message.get("media_group_id", ""),
        forwarded_from=_origin(message.get("forward_origin")),
        reply_to=int(message.get("reply_to_message", {}).get("message_id", 0)),
        other=next((name for name in _OTHER if name in message), ""),
        moved_to=int(message.get("migrate_to_chat_id", 0)),
    )


def _attachments(message: Raw) -> tuple[Attachment, ...]:
    if "photo" in message:
        largest = max(message["photo"], key=lambda size: size["width"] * size["height"])
        return (Attachment(MediaKind.PHOTO, largest["file_id"], "", "image/jpeg", largest.get("file_size", 0)),)
    for name, kind in _FILES.items():
        if name in message:
            file = message[name]
            known = (file.get("file_name", ""), file.get("mime_type", ""), file.get("file_size", 0))
            return (Attachment(kind, file["file_id"], *known),)
    return ()


def _origin(origin: Raw | None) -> str:
    if origin is None:
        return ""
    chat = origin.get("sender_chat") or origin.get("chat") or {}
    sender = _sender(origin.get("sender_user"))
    return (sender.name if sender else "") or origin.get("sender_user_name") or chat.get("title") or "somebody"


def _press(update_id: int, query: Raw) -> Incoming:
    message = query.get("message") or {}
    chat = message.get("chat") or {"id": query["from"]["id"], "type": "private"}
    return Incoming(
        update_id,
        IncomingKind.PRESS,
        int(chat["id"]),
        # A press carries no time of its own, and that of its message may be 0 when it is too old to be shown.
        datetime.fromtimestamp(message.get("date") or 0, UTC),
        sender=_sender(query["from"]),
        private=chat["type"] == "private",
        message_id=int(message.get("message_id", 0)) if message.get("date") else 0,
        topic_id=_topic(message),
        press=query.get("data", ""),
        press_id=query["id"],
    )


def _member(update_id: int, change: Raw) -> Incoming:
    chat = change["chat"]
    return Incoming(
        update_id,
        IncomingKind.MEMBER,
        int(chat["id"]),
        _when(change, "date"),
        sender=_sender(change.get("from")),
        private=chat["type"] == "private",
        reachable=change["new_chat_member"]["status"] not in _GONE,
    )
