"""Albums, and messages sent on: sendMediaGroup, copyMessage and forwardMessage."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from . import files
from .access import chat_to_read, chat_to_write, post_in
from .errors import bad_request
from .exchange import Exchange
from .posting import SERVICE
from .sending import Captioned, Sending, caption_json, put
from .shapes import Call, ChatId, Entities, InputFile, Loaded, Strict
from .state import Json, Post

Identifiers = Annotated[list[int], Field(min_length=1, max_length=100), Loaded]


class AlbumItem(Strict):
    """InputMediaPhoto, InputMediaVideo, InputMediaDocument or InputMediaAudio."""

    type: Literal["photo", "video", "document", "audio"]
    media: InputFile
    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities = None
    has_spoiler: bool = False
    show_caption_above_media: bool = False
    disable_content_type_detection: bool = False
    thumbnail: InputFile | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    supports_streaming: bool | None = None
    performer: str | None = None
    title: str | None = None

    def words(self) -> Json:
        content = caption_json(self.caption, self.parse_mode, self.caption_entities)
        if self.has_spoiler and self.type in ("photo", "video"):
            content["has_media_spoiler"] = True
        return content


class SendMediaGroup(Sending):
    media: Annotated[list[AlbumItem], Loaded]


def send_media_group(exchange: Exchange, call: SendMediaGroup) -> list[Json]:
    chat_to_write(exchange, call.chat_id)
    if not call.media:
        raise bad_request("media group must contain at least one item")
    if not 2 <= len(call.media) <= 10:
        raise bad_request(f"an album has 2 to 10 items, not {len(call.media)}")
    kinds = {item.type for item in call.media}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("documents and audio files can be grouped only with their own kind")
    album = {"media_group_id": str(13_000_000_000_000 + exchange.state.number())}
    contents = [
        files.described(files.received(exchange, item.type, item.media)) | item.words() | album for item in call.media
    ]
    return [put(exchange, call, content).body for content in contents]


class CopyMessage(Captioned):
    from_chat_id: ChatId
    message_id: int
    show_caption_above_media: bool = False


class CopyMessages(Call):
    chat_id: ChatId
    from_chat_id: ChatId
    message_ids: Identifiers
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    remove_caption: bool = False


class ForwardMessage(Sending):
    from_chat_id: ChatId
    message_id: int


class ForwardMessages(Call):
    chat_id: ChatId
    from_chat_id: ChatId
    message_ids: Identifiers
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False


_ENVELOPE = {
    "message_id",
    "from",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "message_thread_id",
    "is_topic_message",
    "reply_markup",
    "has_protected_content",
    "forward_origin",
    "media_group_id",
}


def content_of(post: Post) -> Json:
    """A message without its envelope: what a copy of it holds."""
    return {key: value for key, value in post.body.items() if key not in _ENVELOPE}


def origin(post: Post) -> Json:
    """Where a forwarded message came from; a forward of a forward keeps the first origin."""
    if "forward_origin" in post.body:
        return {"forward_origin": post.body["forward_origin"]}
    return {"forward_origin": {"type": "user", "sender_user": post.body["from"], "date": post.body["date"]}}


def _source(exchange: Exchange, chat_id: int | str, message_id: int, verb: str) -> Post:
    post = post_in(exchange, chat_to_read(exchange, chat_id), message_id, f"message to {verb} not found")
    if any(key in post.body for key in SERVICE) or (verb == "copy" and "poll" in post.body):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    if post.body.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return post


def copy_message(exchange: Exchange, call: CopyMessage) -> Json:
    content = content_of(_source(exchange, call.from_chat_id, call.message_id, "copy"))
    if call.caption is not None and "text" not in content:
        content = {key: value for key, value in content.items() if key not in ("caption", "caption_entities")}
        content |= caption_json(call.caption, call.parse_mode, call.caption_entities)
    return {"message_id": put(exchange, call, content, call.reply_markup).id}


def _check_rising(ids: list[int]) -> None:
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")


def copy_messages(exchange: Exchange, call: CopyMessages) -> list[Json]:
    """What is not there is passed over."""
    _check_rising(call.message_ids)
    chat_to_write(exchange, call.chat_id)
    given = call.model_dump(include={"chat_id", "message_thread_id", "disable_notification", "protect_content"})
    source = chat_to_read(exchange, call.from_chat_id)
    made = []
    for message_id in call.message_ids:
        if post := exchange.state.post(source.id, message_id):
            content = content_of(post)
            if call.remove_caption:
                content.pop("caption", None)
                content.pop("caption_entities", None)
            made.append({"message_id": put(exchange, Sending(**given), content).id})
    if not made:
        raise bad_request("there are no messages to copy")
    return made


def forward_message(exchange: Exchange, call: ForwardMessage) -> Json:
    post = _source(exchange, call.from_chat_id, call.message_id, "forward")
    return put(exchange, call, content_of(post) | origin(post)).body


def forward_messages(exchange: Exchange, call: ForwardMessages) -> list[Json]:
    _check_rising(call.message_ids)
    chat_to_write(exchange, call.chat_id)
    given = call.model_dump(include={"chat_id", "message_thread_id", "disable_notification", "protect_content"})
    source = chat_to_read(exchange, call.from_chat_id)
    posts = [post for number in call.message_ids if (post := exchange.state.post(source.id, number))]
    if not posts:
        raise bad_request("there are no messages to forward")
    return [{"message_id": put(exchange, Sending(**given), content_of(p) | origin(p)).id} for p in posts]
