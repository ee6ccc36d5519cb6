"""From a raw update of the Bot API to an ``Incoming``."""

from datetime import UTC, datetime
from typing import Any, TypeGuard

from bot.domain.chat import Attachment, Incoming, IncomingKind, MediaKind, Sender
from bot.domain.errors import UnreadableError
from bot.domain.text import one_line, sound

Raw = dict[str, Any]

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "poll_answer", "my_chat_member"]
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
_LONGEST_WORD = 256


def lane_of(raw: Raw) -> str:
    """The chat that an update belongs to, as a lane; its sender where there is no chat; else the update itself.

    Any JSON object whatever has a lane: what cannot be read is found out by a worker, not by the intake.
    """
    for part in filter(_is_object, raw.values()):
        message = part.get("message")
        for place in (
            part.get("chat"),
            message.get("chat") if _is_object(message) else None,
            part.get("from"),
            part.get("user"),
        ):
            if _is_object(place) and _is_id(place.get("id")):
                return str(place["id"])
    return f"update:{raw.get('update_id', 0)}"


def _is_object(value: Any) -> TypeGuard[Raw]:
    return isinstance(value, dict)


def _is_id(value: Any) -> TypeGuard[int]:
    """Whether it is a number that an id can be: Telegram's have at most 52 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**52


def _id(value: Any) -> int:
    if not _is_id(value):
        raise TypeError
    return value


def _text(value: Any) -> str:
    """A text, whole; "" where there is none."""
    if not isinstance(value, str | None):
        raise TypeError
    return sound(value or "")


def _short(value: Any) -> str:
    """A word of Telegram's own, such as the id of a press or a file: never empty, never long."""
    if not 1 <= len(_text(value)) <= _LONGEST_WORD:
        raise ValueError
    return _text(value)


def takes(raw: Any) -> TypeGuard[Raw]:
    """Whether it is an update at all: one without a number of its own can be neither kept nor confirmed."""
    return _is_object(raw) and _is_id(raw.get("update_id"))


def translate(raw: Raw) -> Incoming:
    """Read an update. Raises ``UnreadableError`` where it is not what an update should be."""
    try:
        return _translate(raw)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, OSError) as error:
        raise UnreadableError from error


def _translate(raw: Raw) -> Incoming:
    update_id = _id(raw["update_id"])
    if "message" in raw:
        return _message(update_id, raw["message"], IncomingKind.MESSAGE)
    if "edited_message" in raw:
        return _message(update_id, raw["edited_message"], IncomingKind.EDIT)
    if "callback_query" in raw:
        return _press(update_id, raw["callback_query"])
    if raw.get("poll_answer", {}).get("user"):
        return _vote(update_id, raw["poll_answer"])
    if "my_chat_member" in raw:
        return _member(update_id, raw["my_chat_member"])
    return Incoming(update_id, IncomingKind.OTHER, 0, datetime.fromtimestamp(0, UTC))


def _sender(raw: Raw | None) -> Sender | None:
    if raw is None or raw.get("is_bot"):
        return None
    name = one_line(" ".join((_text(raw["first_name"]), _text(raw.get("last_name")))))
    return Sender(_id(raw["id"]), name, _text(raw.get("username")), _text(raw.get("language_code")))


def _when(raw: Raw, *names: str) -> datetime:
    """The first of the named times that the message has."""
    present = [name for name in names if name in raw]
    return datetime.fromtimestamp(raw[present[0]], UTC)


def _topic(message: Raw) -> int:
    return _id(message.get("message_thread_id", 0)) if message.get("is_topic_message") else 0


def _message(update_id: int, message: Raw, kind: IncomingKind) -> Incoming:
    chat = message["chat"]
    if "migrate_to_chat_id" in message:
        kind = IncomingKind.MOVED
    return Incoming(
        update_id,
        kind,
        _id(chat["id"]),
        _when(message, "edit_date", "date"),
        sender=_sender(message.get("from")),
        private=chat["type"] == "private",
        message_id=_id(message["message_id"]),
        topic_id=_topic(message),
        text=_text(message.get("text")) or _text(message.get("caption")),
        attachments=_attachments(message),
        album=_album(message),
        forwarded_from=_origin(message.get("forward_origin")),
        reply_to=_id(message.get("reply_to_message", {}).get("message_id", 0)),
        other=next((name for name in _OTHER if name in message), ""),
        moved_to=_id(message.get("migrate_to_chat_id", 0)),
    )


def _attachments(message: Raw) -> tuple[Attachment, ...]:
    if "photo" in message:
        largest = max(message["photo"], key=lambda size: size["width"] * size["height"])
        size = _id(largest.get("file_size", 0))
        return (Attachment(MediaKind.PHOTO, _short(largest["file_id"]), "", "image/jpeg", size),)
    for name, kind in _FILES.items():
        if name in message:
            file = message[name]
            known = (_text(file.get("file_name")), _text(file.get("mime_type")), _id(file.get("file_size", 0)))
            return (Attachment(kind, _short(file["file_id"]), *known),)
    return ()


def _album(message: Raw) -> str:
    return _short(message["media_group_id"]) if "media_group_id" in message else ""


def _origin(origin: Raw | None) -> str:
    if origin is None:
        return ""
    chat = origin.get("sender_chat") or origin.get("chat") or {}
    sender = _sender(origin.get("sender_user"))
    named = _text(origin.get("sender_user_name")) or _text(chat.get("title"))
    return (sender.name if sender else "") or one_line(named) or "somebody"


def _press(update_id: int, query: Raw) -> Incoming:
    message = query.get("message") or {}
    chat = message.get("chat") or {"id": query["from"]["id"], "type": "private"}
    return Incoming(
        update_id,
        IncomingKind.PRESS,
        _id(chat["id"]),
        # A press carries no time of its own, and that of its message may be 0 when it is too old to be shown.
        datetime.fromtimestamp(message.get("date") or 0, UTC),
        sender=_sender(query["from"]),
        private=chat["type"] == "private",
        message_id=_id(message.get("message_id", 0)) if message.get("date") else 0,
        topic_id=_topic(message),
        press=_text(query.get("data")),
        press_id=_short(query["id"]),
    )


def _vote(update_id: int, answer: Raw) -> Incoming:
    """Polls go to private chats only, so that the voter's is the chat."""
    return Incoming(
        update_id,
        IncomingKind.VOTE,
        _id(answer["user"]["id"]),
        datetime.fromtimestamp(0, UTC),  # a vote carries no time of its own
        sender=_sender(answer["user"]),
        poll=_short(answer["poll_id"]),
        choices=tuple(_id(choice) for choice in answer["option_ids"]),
    )


def _member(update_id: int, change: Raw) -> Incoming:
    chat = change["chat"]
    return Incoming(
        update_id,
        IncomingKind.MEMBER,
        _id(chat["id"]),
        _when(change, "date"),
        sender=_sender(change.get("from")),
        private=chat["type"] == "private",
        reachable=change["new_chat_member"]["status"] not in _GONE,
    )
