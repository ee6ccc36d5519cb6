"""Methods that send one message: text, photo, document, chat action; and what all sending has in common."""

from __future__ import annotations

from typing import Annotated, Literal

from . import files, markup, texts
from .access import chat_to_write, topic_to_write
from .errors import bad_request
from .exchange import Exchange
from .posting import posted
from .shapes import Call, ChatId, Entities, InputFile, LinkPreview, Loaded, ReplyParameters, Upload, plain
from .state import Chat, Json, Post

ACTIONS = Literal[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]


class Sending(Call):
    """What every sending method takes."""

    chat_id: ChatId
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    allow_paid_broadcast: bool = False
    message_effect_id: str | None = None
    reply_parameters: Annotated[ReplyParameters | None, Loaded] = None


class SendMessage(Sending):
    text: str
    parse_mode: str | None = None
    entities: Entities = None
    link_preview_options: Annotated[LinkPreview | None, Loaded] = None
    reply_markup: markup.ReplyMarkup = None


class Captioned(Sending):
    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Entities = None
    reply_markup: markup.ReplyMarkup = None


class SendPhoto(Captioned):
    photo: InputFile
    show_caption_above_media: bool = False
    has_spoiler: bool = False


class SendDocument(Captioned):
    document: InputFile
    thumbnail: InputFile | None = None
    disable_content_type_detection: bool = False


class SendVoice(Captioned):
    voice: InputFile
    duration: int | None = None


class SendAudio(Captioned):
    audio: InputFile
    duration: int | None = None
    performer: str | None = None
    title: str | None = None
    thumbnail: InputFile | None = None


class SendVideo(Captioned):
    video: InputFile
    duration: int | None = None
    width: int | None = None
    height: int | None = None
    thumbnail: InputFile | None = None
    has_spoiler: bool = False
    supports_streaming: bool | None = None


class SendChatAction(Call):
    chat_id: ChatId
    action: ACTIONS
    message_thread_id: int | None = None


def replied(exchange: Exchange, chat: Chat, given: ReplyParameters | None) -> Post | None:
    if given is None:
        return None
    post = exchange.state.post(chat.id, given.message_id)
    if post is None and not given.allow_sending_without_reply:
        raise bad_request("message to be replied not found")
    return post


def put(exchange: Exchange, call: Sending, content: Json, keyboard: markup.Markup | None = None) -> Post:
    """Send content to where the call says, with its keyboard."""
    chat = chat_to_write(exchange, call.chat_id)
    if call.message_effect_id and chat.type != "private":
        raise bad_request("message effects can be used only in private chats")
    thread = topic_to_write(exchange, chat, call.message_thread_id)
    reply_to = replied(exchange, chat, call.reply_parameters)
    extra: Json = {}
    if isinstance(keyboard, markup.InlineKeyboard):
        if shown := markup.as_json(keyboard):
            extra["reply_markup"] = shown
    elif keyboard is not None:
        set_keyboard(chat, keyboard)
    if call.protect_content:
        extra["has_protected_content"] = True
    if thread is None and reply_to is not None:
        thread = reply_to.thread
    return posted(exchange, chat, exchange.state.bot, content, thread=thread, reply_to=reply_to, extra=extra)


def set_keyboard(chat: Chat, keyboard: markup.Markup) -> None:
    """A reply keyboard stays until another one, or its removal, comes."""
    if isinstance(keyboard, markup.NoKeyboard):
        chat.keyboard = None
    else:
        chat.keyboard = markup.as_json(keyboard)


def send_message(exchange: Exchange, call: SendMessage) -> Json:
    chat_to_write(exchange, call.chat_id)
    text = texts.formatted(call.text, call.parse_mode, plain(call.entities))
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    if call.link_preview_options:
        content["link_preview_options"] = call.link_preview_options.model_dump(exclude_none=True)
    return put(exchange, call, content, call.reply_markup).body


def caption_json(raw: str | None, parse_mode: str | None, entities: Entities) -> Json:
    """The caption's part of a message; empty when there is none."""
    text = texts.caption(raw, parse_mode, plain(entities))
    content: Json = {"caption": text.text} if text.text else {}
    if text.entities:
        content["caption_entities"] = text.entities
    return content


def send_file(exchange: Exchange, call: Captioned, kind: str, given: Upload | str, extra: Json) -> Json:
    chat_to_write(exchange, call.chat_id)
    words = caption_json(call.caption, call.parse_mode, call.caption_entities)
    file = files.received(exchange, kind, given)
    return put(exchange, call, files.described(file) | words | extra, call.reply_markup).body


def send_photo(exchange: Exchange, call: SendPhoto) -> Json:
    extra: Json = {"has_media_spoiler": True} if call.has_spoiler else {}
    if call.show_caption_above_media and call.caption:
        extra["show_caption_above_media"] = True
    return send_file(exchange, call, "photo", call.photo, extra)


def send_document(exchange: Exchange, call: SendDocument) -> Json:
    return send_file(exchange, call, "document", call.document, {})


def send_voice(exchange: Exchange, call: SendVoice) -> Json:
    return send_file(exchange, call, "voice", call.voice, {})


def send_audio(exchange: Exchange, call: SendAudio) -> Json:
    return send_file(exchange, call, "audio", call.audio, {})


def send_video(exchange: Exchange, call: SendVideo) -> Json:
    return send_file(exchange, call, "video", call.video, {"has_media_spoiler": True} if call.has_spoiler else {})


def send_chat_action(exchange: Exchange, call: SendChatAction) -> bool:
    """Shown for five seconds, or until the next message."""
    chat = chat_to_write(exchange, call.chat_id)
    topic_to_write(exchange, chat, call.message_thread_id)
    exchange.ring({"kind": "action", "chat": chat.id, "topic": call.message_thread_id, "action": call.action, "for": 5})
    return True
