"""Methods about chats: who is in them, their pins, topics and invitations."""

from __future__ import annotations

import secrets

from pydantic import Field

from . import posting
from .access import chat_named, chat_to_read, chat_to_write, check_admin, check_group, post_in, topic_in
from .errors import bad_request
from .exchange import Exchange
from .posting import chat_json, member_json, membership, service
from .shapes import Call, ChatId
from .state import Chat, Json

COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


class OfChat(Call):
    chat_id: ChatId


class GetChatMember(OfChat):
    user_id: int


class GetChatAdministrators(OfChat):
    return_bots: bool = False


class CreateChatInviteLink(OfChat):
    name: str | None = Field(default=None, max_length=32)
    expire_date: int | None = None
    member_limit: int | None = Field(default=None, ge=1, le=99999)
    creates_join_request: bool = False


class CreateForumTopic(OfChat):
    name: str
    icon_color: int = COLOURS[0]
    icon_custom_emoji_id: str | None = None


class OfTopic(OfChat):
    message_thread_id: int


class EditForumTopic(OfTopic):
    name: str | None = None
    icon_custom_emoji_id: str | None = None


class PinChatMessage(OfChat):
    message_id: int
    disable_notification: bool = False


class UnpinChatMessage(OfChat):
    message_id: int | None = None


def get_chat(exchange: Exchange, call: OfChat) -> Json:
    chat = chat_to_read(exchange, call.chat_id)
    full = chat_json(exchange, chat) | {"accent_color_id": 0, "max_reaction_count": 11}
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full["accepted_gift_types"] = dict.fromkeys(gifts, False)
    if chat.pinned:
        full["pinned_message"] = exchange.state.posts[chat.id][chat.pinned[-1]].body
    if chat.type != "private":
        full["permissions"] = {"can_send_messages": True, "can_send_photos": True, "can_send_documents": True}
    return full


def get_chat_member(exchange: Exchange, call: GetChatMember) -> Json:
    chat = chat_to_read(exchange, call.chat_id)
    if exchange.state.account(call.user_id) is None:
        raise bad_request("PARTICIPANT_ID_INVALID" if chat.type == "supergroup" else "user not found")
    if chat.type == "private" and call.user_id not in (chat.id, exchange.state.bot.id):
        raise bad_request("user not found")
    if chat.type == "private":
        account = exchange.state.account(call.user_id)
        return {"user": account.api() if account else {}, "status": "member"}
    return member_json(exchange, chat, call.user_id)


def get_chat_administrators(exchange: Exchange, call: GetChatAdministrators) -> list[Json]:
    """Bots are left out, but for this one when asked."""
    chat = chat_to_read(exchange, call.chat_id)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    bot = exchange.state.bot.id
    return [
        member_json(exchange, chat, user)
        for user, status in chat.members.items()
        if status in ("creator", "administrator") and (user != bot or call.return_bots)
    ]


def present(chat: Chat) -> list[int]:
    return [user for user, status in chat.members.items() if status not in ("left", "kicked")]


def get_chat_member_count(exchange: Exchange, call: OfChat) -> int:
    chat = chat_to_read(exchange, call.chat_id)
    return 2 if chat.type == "private" else len(present(chat))


def leave_chat(exchange: Exchange, call: OfChat) -> bool:
    chat = chat_to_read(exchange, call.chat_id)
    check_group(chat)
    membership(exchange, chat, exchange.state.bot.id, "left", exchange.state.bot)
    service(exchange, chat, exchange.state.bot, {"left_chat_member": exchange.state.bot.api()})
    return True


def create_chat_invite_link(exchange: Exchange, call: CreateChatInviteLink) -> Json:
    chat = chat_to_read(exchange, call.chat_id)
    check_group(chat)
    check_admin(exchange, chat, "not enough rights to manage chat invite link")
    if call.creates_join_request and call.member_limit:
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    link: Json = {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}",
        "creator": exchange.state.bot.api(),
        "creates_join_request": call.creates_join_request,
        "is_primary": False,
        "is_revoked": False,
    }
    return link | call.model_dump(include={"name", "expire_date", "member_limit"}, exclude_none=True)


def pin_chat_message(exchange: Exchange, call: PinChatMessage) -> bool:
    chat = chat_to_write(exchange, call.chat_id)
    check_admin(exchange, chat, "not enough rights to manage pinned messages in the chat")
    post = post_in(exchange, chat, call.message_id, "message to pin not found")
    if chat.pinned[-1:] == [post.id]:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned = [*(number for number in chat.pinned if number != post.id), post.id]
    pinned = {"pinned_message": posting.quoted(post)}
    service(exchange, chat, exchange.state.bot, pinned, thread=post.thread, to_bot=True)
    return True


def unpin_chat_message(exchange: Exchange, call: UnpinChatMessage) -> bool:
    chat = chat_to_write(exchange, call.chat_id)
    check_admin(exchange, chat, "not enough rights to manage pinned messages in the chat")
    wanted = chat.pinned[-1:] if call.message_id is None else [call.message_id]
    if not wanted or wanted[0] not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted[0])
    exchange.chat_changed(chat)
    return True


def _forum(exchange: Exchange, chat_id: int | str) -> Chat:
    chat = chat_named(exchange, chat_id)
    chat_to_write(exchange, chat_id)
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    check_admin(exchange, chat, "not enough rights to manage topics")
    return chat


def _checked_name(name: str) -> str:
    if not 1 <= len(name.strip()) <= 128:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name.strip() else "topic name is too long")
    return name.strip()


def create_forum_topic(exchange: Exchange, call: CreateForumTopic) -> Json:
    chat = _forum(exchange, call.chat_id)
    if call.icon_color not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    made = posting.topic_opened(
        exchange,
        chat,
        exchange.state.bot,
        _checked_name(call.name),
        call.icon_color,
        call.icon_custom_emoji_id,
    )
    answer: Json = {"message_thread_id": made.id, "name": made.name, "icon_color": made.colour}
    return answer | ({"icon_custom_emoji_id": made.icon} if made.icon else {})


def edit_forum_topic(exchange: Exchange, call: EditForumTopic) -> bool:
    chat = _forum(exchange, call.chat_id)
    topic = topic_in(chat, call.message_thread_id)
    name = _checked_name(call.name) if call.name else topic.name
    icon = topic.icon if call.icon_custom_emoji_id is None else call.icon_custom_emoji_id or None
    if (name, icon) == (topic.name, topic.icon):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon = name, icon
    edited: Json = {"name": name} | ({"icon_custom_emoji_id": icon} if icon else {})
    service(exchange, chat, exchange.state.bot, {"forum_topic_edited": edited}, thread=topic.id)
    return True


def close_forum_topic(exchange: Exchange, call: OfTopic) -> bool:
    return _set_closed(exchange, call, True)


def reopen_forum_topic(exchange: Exchange, call: OfTopic) -> bool:
    return _set_closed(exchange, call, False)


def _set_closed(exchange: Exchange, call: OfTopic, closed: bool) -> bool:
    chat = _forum(exchange, call.chat_id)
    topic = topic_in(chat, call.message_thread_id)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    word = "forum_topic_closed" if closed else "forum_topic_reopened"
    service(exchange, chat, exchange.state.bot, {word: {}}, thread=topic.id)
    return True
