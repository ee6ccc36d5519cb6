"""What the bot may reach: chats, topics and messages by their ids, or the refusal Telegram gives."""

from __future__ import annotations

from .errors import ApiError, bad_request, forbidden, upgraded
from .exchange import Exchange
from .state import Chat, Post, Topic

GENERAL = 1


def chat_named(exchange: Exchange, chat_id: int | str) -> Chat:
    """The chat, whether or not the bot may write to it. A person is a chat even before it has begun."""
    # A @username names public groups and channels, of which there are none here; of a person it finds nothing.
    chat = exchange.state.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def chat_to_read(exchange: Exchange, chat_id: int | str) -> Chat:
    """A chat that the bot is in."""
    chat = chat_named(exchange, chat_id)
    if chat.type == "private":
        return chat
    _check_member(exchange, chat)
    return chat


def chat_to_write(exchange: Exchange, chat_id: int | str) -> Chat:
    """A chat that the bot may send to."""
    chat = chat_named(exchange, chat_id)
    if chat.type != "private":
        _check_member(exchange, chat)
        return chat
    person = exchange.state.people[chat.id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.begun:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _check_member(exchange: Exchange, chat: Chat) -> None:
    if chat.migrated_to is not None:
        raise upgraded(chat.migrated_to)
    kind = "supergroup" if chat.type == "supergroup" else "group"
    status = chat.members.get(exchange.state.bot.id, "left")
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {kind} chat")


def is_admin(exchange: Exchange, chat: Chat) -> bool:
    """The bot may manage this chat; in a private chat everybody may."""
    return chat.type == "private" or chat.members.get(exchange.state.bot.id) in ("administrator", "creator")


def check_admin(exchange: Exchange, chat: Chat, refusal: str) -> None:
    if not is_admin(exchange, chat):
        raise bad_request(refusal)


def topic_in(chat: Chat, thread: int) -> Topic:
    """The topic; the General topic cannot be named."""
    if not chat.forum or thread not in chat.topics:
        raise bad_request("message thread not found")
    return chat.topics[thread]


def topic_to_write(exchange: Exchange, chat: Chat, thread: int | None) -> int | None:
    if thread is None:
        return None
    if topic_in(chat, thread).closed and not is_admin(exchange, chat):
        raise bad_request("TOPIC_CLOSED")
    return thread


def post_in(exchange: Exchange, chat: Chat, message_id: int | None, refusal: str) -> Post:
    post = exchange.state.post(chat.id, message_id) if message_id is not None else None
    if post is None:
        raise bad_request(refusal)
    return post


def own_post(exchange: Exchange, chat: Chat, message_id: int | None) -> Post:
    """A message of the bot's that it may edit."""
    post = post_in(exchange, chat, message_id, "message to edit not found")
    if post.sender != exchange.state.bot.id or "forward_origin" in post.body:
        raise bad_request("message can't be edited")
    return post


def check_group(chat: Chat) -> None:
    """Only groups have members, topics and invitations."""
    if chat.type == "private":
        raise ApiError(400, "Bad Request: method is available only for groups and supergroups")
