"""Methods that change or take away a message that is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import Field

from . import files, markup, texts
from .access import chat_to_write, is_admin, own_post
from .errors import NOT_MODIFIED, bad_request
from .exchange import Exchange
from .media import AlbumItem
from .sending import caption_json
from .shapes import Call, ChatId, Entities, LinkPreview, Loaded, plain
from .state import Chat, Json, Post

DELETABLE_FOR = timedelta(hours=48)
_MEDIA = ("photo", "document", "video", "audio", "voice")


class Editing(Call):
    chat_id: ChatId
    message_id: int
    reply_markup: markup.InlineMarkup = None


class EditMessageText(Editing):
    text: str
    parse_mode: str | None = None
    entities: Entities = None
    link_preview_options: Annotated[LinkPreview | None, Loaded] = None


class EditMessageCaption(Editing):
    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities = None
    show_caption_above_media: bool = False


class EditMessageMedia(Editing):
    media: Annotated[AlbumItem, Loaded]


class EditMessageReplyMarkup(Editing):
    pass


class DeleteMessage(Call):
    chat_id: ChatId
    message_id: int


class DeleteMessages(Call):
    chat_id: ChatId
    message_ids: Annotated[list[int], Field(min_length=1, max_length=100), Loaded]


def apply(exchange: Exchange, post: Post, gone: tuple[str, ...], new: Json, keyboard: markup.Markup | None) -> Json:
    """Put `new` in the place of the fields `gone`. A keyboard that is not sent again is taken away."""
    shown = markup.as_json(keyboard)
    kept = {key: value for key, value in post.body.items() if key not in (*gone, "reply_markup", "edit_date")}
    body = kept | new | ({"reply_markup": shown} if shown else {})
    if body == {key: value for key, value in post.body.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    before = str(post.body.get("text") or post.body.get("caption") or "")
    if before != (body.get("text") or body.get("caption") or ""):
        post.earlier.append(before)
    post.body = body | {"edit_date": exchange.unix()}
    exchange.changed(post)
    return post.body


def edit_message_text(exchange: Exchange, call: EditMessageText) -> Json:
    post = own_post(exchange, chat_to_write(exchange, call.chat_id), call.message_id)
    if "text" not in post.body:
        raise bad_request("there is no text in the message to edit")
    text = texts.formatted(call.text, call.parse_mode, plain(call.entities))
    new: Json = {"text": text.text} | ({"entities": text.entities} if text.entities else {})
    if call.link_preview_options:
        new["link_preview_options"] = call.link_preview_options.model_dump(exclude_none=True)
    return apply(exchange, post, ("text", "entities", "link_preview_options"), new, call.reply_markup)


def edit_message_caption(exchange: Exchange, call: EditMessageCaption) -> Json:
    post = own_post(exchange, chat_to_write(exchange, call.chat_id), call.message_id)
    if not any(kind in post.body for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    new = caption_json(call.caption, call.parse_mode, call.caption_entities)
    if call.show_caption_above_media and new:
        new["show_caption_above_media"] = True
    return apply(exchange, post, ("caption", "caption_entities", "show_caption_above_media"), new, call.reply_markup)


def edit_message_media(exchange: Exchange, call: EditMessageMedia) -> Json:
    post = own_post(exchange, chat_to_write(exchange, call.chat_id), call.message_id)
    if "text" in post.body and call.media.type == "audio":
        raise bad_request("message can't be edited")
    file = files.received(exchange, call.media.type, call.media.media)
    new = files.described(file) | call.media.words()
    gone = (
        *_MEDIA,
        "text",
        "entities",
        "caption",
        "caption_entities",
        "has_media_spoiler",
        "link_preview_options",
    )
    return apply(exchange, post, gone, new, call.reply_markup)


def edit_message_reply_markup(exchange: Exchange, call: EditMessageReplyMarkup) -> Json:
    post = own_post(exchange, chat_to_write(exchange, call.chat_id), call.message_id)
    return apply(exchange, post, (), {}, call.reply_markup)


def _check_deletable(exchange: Exchange, chat: Chat, post: Post) -> None:
    own = post.sender == exchange.state.bot.id
    if chat.type != "private" and not own and not is_admin(exchange, chat):
        raise bad_request("message can't be deleted")
    sent = datetime.fromtimestamp(post.body["date"], UTC)
    young = exchange.now() - sent <= DELETABLE_FOR
    if not young and (chat.type != "supergroup" or not is_admin(exchange, chat)):
        raise bad_request("message can't be deleted for everyone")


def delete_message(exchange: Exchange, call: DeleteMessage) -> bool:
    chat = chat_to_write(exchange, call.chat_id)
    post = exchange.state.post(chat.id, call.message_id)
    if post is None:
        raise bad_request("message to delete not found")
    _check_deletable(exchange, chat, post)
    remove(exchange, chat, post)
    return True


def delete_messages(exchange: Exchange, call: DeleteMessages) -> bool:
    """What cannot be deleted is passed over."""
    chat = chat_to_write(exchange, call.chat_id)
    for message_id in call.message_ids:
        if post := exchange.state.post(chat.id, message_id):
            _check_deletable(exchange, chat, post)
            remove(exchange, chat, post)
    return True


def remove(exchange: Exchange, chat: Chat, post: Post) -> None:
    del exchange.state.posts[chat.id][post.id]
    if post.id in chat.pinned:
        chat.pinned.remove(post.id)
    exchange.chat_changed(chat)
