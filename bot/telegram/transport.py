"""Sending through python-telegram-bot, and its errors turned into the house's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode, PollType
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain import errors
from bot.domain.chat import Attachment, MediaKind, Op, Outgoing, Quiz, Sent
from bot.domain.text import file_name

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a preview makes Telegram's servers fetch an abuser's link
_UNCHANGED = "not modified"
_GONE = (
    *("chat not found", "user is deactivated", "peer_id_invalid", "bot was kicked"),
    *("have no rights", "not enough rights to send text"),  # a group in which the bot may not write any more
)
_TOPIC = ("thread not found", "topic_closed", "topic_deleted", "topic is closed")
_NOT_NOW = "temporarily unavailable"
_STALE = ("query is too old", "query_id_invalid")


class TelegramTransport:
    """The transport of real chats. One call a message; nothing is retried here."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, outgoing: Outgoing) -> Sent:
        """Do one thing at a chat. Raises a ``SendError``."""
        async with _errors():
            match outgoing.op:
                case Op.SEND if outgoing.attachments:
                    return await self._file(outgoing)
                case Op.SEND if outgoing.quiz:
                    return await self._poll(outgoing, outgoing.quiz)
                case Op.SEND:
                    return await self._message(outgoing)
                case Op.EDIT:
                    return await self._edit(outgoing)
                case Op.TOAST:
                    text = outgoing.text or None
                    await self._bot.answer_callback_query(outgoing.press_id, text, show_alert=outgoing.alert or None)
                case Op.COMMANDS:
                    commands = [BotCommand(*pair) for pair in outgoing.commands]
                    await self._bot.set_my_commands(commands, BotCommandScopeChat(outgoing.chat_id))
        return Sent()

    async def fetch(self, file_id: str) -> bytes:
        """Download a file. Raises a ``SendError``: ``RefusedError`` alone is final, unless it is a ``NotNowError``."""
        async with _errors():
            file = await self._bot.get_file(file_id)
            try:
                return bytes(await file.download_as_bytearray())
            except InvalidToken as error:  # so the library calls the 404 of a link that has expired
                raise errors.RefusedError("expired") from error

    async def _message(self, out: Outgoing) -> Sent:
        message = await self._bot.send_message(
            out.chat_id,
            out.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=_markup(out),
            **_place(out),
        )
        return Sent(message.message_id)

    async def _poll(self, out: Outgoing, quiz: Quiz) -> Sent:
        """A quiz that is not anonymous: else the answer would come without its user."""
        right: list[Any] = [quiz.right]  # the library lists the numbers that there can be
        message = await self._bot.send_poll(
            out.chat_id,
            quiz.ask,
            quiz.answers,
            is_anonymous=False,
            type=PollType.QUIZ,
            correct_option_ids=right,
            explanation=quiz.why,
            explanation_parse_mode=ParseMode.HTML,
            reply_markup=_inline(out),
            **_place(out),
        )
        return Sent(message.message_id, message.poll.id if message.poll else "")

    async def _edit(self, out: Outgoing) -> Sent:
        try:
            await self._bot.edit_message_text(
                out.text,
                out.chat_id,
                out.message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=_inline(out),
            )
        except BadRequest as error:
            if _UNCHANGED not in error.message.lower():
                raise
        return Sent(out.message_id)

    async def _file(self, out: Outgoing) -> Sent:
        """One file with its caption; pictures and films behind a spoiler."""
        attachment = out.attachments[0]
        common: dict[str, Any] = {"caption": out.text, "parse_mode": ParseMode.HTML, **_place(out)}
        common["reply_markup"] = _inline(out)
        message = await self._send_file(out.chat_id, attachment, common)
        return Sent(message.message_id)

    async def _send_file(self, chat_id: int, attachment: Attachment, common: dict[str, Any]) -> Message:
        file = attachment.file_id
        match attachment.kind:
            case _ if attachment.made:
                return await self._send_made(chat_id, attachment, common)
            case MediaKind.PHOTO:
                return await self._bot.send_photo(chat_id, file, has_spoiler=True, **common)
            case MediaKind.VIDEO:
                return await self._bot.send_video(chat_id, file, has_spoiler=True, **common)
            case MediaKind.VOICE:
                return await self._bot.send_voice(chat_id, file, **common)
            case MediaKind.AUDIO:
                return await self._bot.send_audio(chat_id, file, **common)
            case _:
                return await self._send_document(chat_id, attachment, common)

    async def _send_made(self, chat_id: int, attachment: Attachment, common: dict[str, Any]) -> Message:
        made = InputFile(attachment.content, attachment.name)
        send = self._bot.send_photo if attachment.kind is MediaKind.PHOTO else self._bot.send_document
        return await send(chat_id, made, **common)

    async def _send_document(self, chat_id: int, attachment: Attachment, common: dict[str, Any]) -> Message:
        """A document that is a picture or a film goes out anew as one, for only those can be behind a spoiler.

        One whose name plays tricks goes out anew under a clean one.
        """
        name = file_name(attachment.name)
        is_picture, is_film = (attachment.mime.startswith(f"{kind}/") for kind in ("image", "video"))
        if not (is_picture or is_film) and name in (attachment.name, "file"):
            return await self._bot.send_document(chat_id, attachment.file_id, **common)
        content = await self.fetch(attachment.file_id)
        if is_picture:
            return await self._bot.send_photo(chat_id, content, has_spoiler=True, filename=name, **common)
        if is_film:
            return await self._bot.send_video(chat_id, content, has_spoiler=True, filename=name, **common)
        return await self._bot.send_document(chat_id, content, filename=name, **common)


def _place(out: Outgoing) -> dict[str, Any]:
    reply = ReplyParameters(out.reply_to, allow_sending_without_reply=True) if out.reply_to else None
    return {
        "message_thread_id": out.topic_id or None,
        "protect_content": out.protect or None,
        "reply_parameters": reply,
    }


def _inline(out: Outgoing) -> InlineKeyboardMarkup | None:
    if not out.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(b.text, url=b.url or None, callback_data=b.data or None) for b in row]
            for row in out.buttons
        ]
    )


def _markup(out: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if out.home:
        return ReplyKeyboardMarkup([list(row) for row in out.home], resize_keyboard=True, is_persistent=True)
    return _inline(out)


@asynccontextmanager
async def _errors() -> AsyncIterator[None]:
    """Give each of the library's errors the meaning that it has for us."""
    try:
        yield
    except RetryAfter as error:
        after = error.retry_after
        raise errors.RetryLaterError(after if isinstance(after, timedelta) else timedelta(seconds=after)) from error
    except ChatMigrated as error:
        raise errors.ChatMovedError(error.new_chat_id) from error
    except (Forbidden, InvalidToken) as error:
        gone = isinstance(error, Forbidden)
        raise (errors.ChatGoneError if gone else errors.TransportDownError)(error.message) from error
    except BadRequest as error:
        raise _bad_request(error.message.lower()) from error
    except (TimedOut, NetworkError) as error:
        raise _network(error) from error
    except TelegramError as error:
        raise errors.AnswerLostError(type(error).__name__) from error


def _bad_request(message: str) -> errors.SendError:
    if any(words in message for words in _TOPIC):
        return errors.TopicGoneError()
    if any(words in message for words in _GONE):
        return errors.ChatGoneError()
    if _NOT_NOW in message:
        return errors.NotNowError()
    # What Telegram says may quote what was sent, so that only a kind that we know is kept.
    return errors.RefusedError("stale press" if any(words in message for words in _STALE) else "bad request")


def _network(error: NetworkError) -> errors.SendError:
    """A connection that never opened sent nothing.

    Anything else may have taken effect, a 5xx too: a gateway gives it where Telegram behind it went on.
    """
    cause = error.__cause__
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return errors.TransportDownError(type(cause).__name__)
    return errors.AnswerLostError(type(cause).__name__)
