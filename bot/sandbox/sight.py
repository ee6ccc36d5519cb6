"""A message as a person sees it: a value that does not change when the message does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from .exchange import Exchange
from .rendering import to_html
from .state import Json, Post

_MEDIA = ("photo", "document", "voice", "sticker", "video", "audio")


@dataclass(frozen=True)
class Button:
    """An inline button (`data`, `url` or `copies`), or a key of a reply keyboard (`text` alone)."""

    text: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None
    asks: str | None = None


@dataclass(frozen=True)
class Media:
    kind: str
    name: str
    mime: str
    data: bytes = field(repr=False)
    file_id: str = field(repr=False)
    spoiler: bool = False


@dataclass(frozen=True)
class Message:
    id: int
    chat_id: int
    sender: int
    from_bot: bool
    text: str
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    #: The reply keyboard in force in the chat when this was looked at.
    keyboard: tuple[tuple[Button, ...], ...]
    media: Media | None
    edited: bool
    sent_at: datetime
    reply_to: int | None
    topic: int | None
    album: str | None
    poll: Json | None
    reactions: tuple[str, ...]
    protected: bool
    body: Json = field(repr=False)

    @property
    def labels(self) -> list[str]:
        """The texts of the inline buttons."""
        return [button.text for row in self.buttons for button in row]


def inline_rows(body: Json) -> tuple[tuple[Button, ...], ...]:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(
        tuple(
            Button(
                text=button["text"],
                data=button.get("callback_data"),
                url=button.get("url") or button.get("web_app", {}).get("url"),
                copies=button.get("copy_text", {}).get("text"),
            )
            for button in row
        )
        for row in rows
    )


def key_rows(keyboard: Json | None) -> tuple[tuple[Button, ...], ...]:
    rows = (keyboard or {}).get("keyboard", [])
    return tuple(
        tuple(
            Button(
                text=key["text"],
                asks="contact" if key.get("request_contact") else "location" if key.get("request_location") else None,
            )
            for key in row
        )
        for row in rows
    )


def media_of(exchange: Exchange, body: Json) -> Media | None:
    kind = next((kind for kind in _MEDIA if kind in body), None)
    if kind is None:
        return None
    part = body[kind][-1] if kind == "photo" else body[kind]
    file = exchange.state.files[part["file_id"]]
    return Media(kind, file.name, file.mime, file.data, file.id, bool(body.get("has_media_spoiler")))


def seen(exchange: Exchange, post: Post) -> Message:
    body = post.body
    text = str(body.get("text") or body.get("caption") or "")
    marks: list[Json] = body.get("entities") or body.get("caption_entities") or []
    reply = body.get("reply_to_message", {}).get("message_id")
    return Message(
        id=post.id,
        chat_id=post.chat_id,
        sender=post.sender,
        from_bot=post.sender == exchange.state.bot.id,
        text=text,
        html=to_html(text, marks),
        buttons=inline_rows(body),
        keyboard=key_rows(exchange.state.chats[post.chat_id].keyboard),
        media=media_of(exchange, body),
        edited="edit_date" in body,
        sent_at=datetime.fromtimestamp(body["date"], UTC),
        reply_to=reply,
        topic=post.thread,
        album=body.get("media_group_id"),
        poll=body.get("poll"),
        reactions=tuple(mark for marks in post.reactions.values() for mark in marks),
        protected=bool(body.get("has_protected_content")),
        body=body,
    )
