"""Messages coming into being: numbered, kept, shown to people, and told to the bot when a person wrote them."""

from __future__ import annotations

from typing import Any

from . import updates
from .exchange import Exchange
from .state import Account, Chat, Json, Post, Topic


def chat_json(exchange: Exchange, chat: Chat) -> Json:
    """The Chat object that stands in a message."""
    body: Json = {"id": chat.id, "type": chat.type}
    if chat.type == "private":
        person = exchange.state.people[chat.id].api()
        body |= {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
    else:
        body["title"] = chat.title
    if chat.forum:
        body["is_forum"] = True
    return body


def next_id(exchange: Exchange, chat: Chat) -> int:
    """Supergroups number their own messages; all other chats share the numbers of the bot's account."""
    if chat.type == "supergroup":
        chat.last_message_id += 1
        return chat.last_message_id
    exchange.state.last_account_message_id += 1
    return exchange.state.last_account_message_id


def quoted(post: Post) -> Json:
    """A message as it stands inside its reply: one level deep."""
    return {key: value for key, value in post.body.items() if key != "reply_to_message"}


def posted(
    exchange: Exchange,
    chat: Chat,
    sender: Account,
    content: Json,
    *,
    thread: int | None = None,
    reply_to: Post | None = None,
    extra: Json | None = None,
) -> Post:
    """Keep a new message, and queue it for the bot when a person wrote it."""
    state = exchange.state
    body: Json = {"message_id": next_id(exchange, chat), "from": sender.api()}
    body |= {"chat": chat_json(exchange, chat), "date": exchange.unix()}
    if thread is not None:
        body |= {"message_thread_id": thread, "is_topic_message": True}
        # Whoever writes in a topic answers the message that opened it, unless they answer another.
        reply_to = reply_to or state.post(chat.id, thread)
    if reply_to is not None:
        body["reply_to_message"] = quoted(reply_to)
    body |= content | (extra or {})
    post = Post(
        chat_id=chat.id,
        id=body["message_id"],
        sender=sender.id,
        body=body,
        serial=state.next_serial,
        change=0,
        thread=thread,
    )
    state.next_serial += 1
    state.posts.setdefault(chat.id, {})[post.id] = post
    exchange.changed(post)
    if not sender.is_bot and bot_sees(exchange, chat, post):
        updates.push(exchange, "message", post.body, lane(chat))
    return post


def lane(chat: Chat) -> str:
    return f"chat {chat.id}"


SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "group_chat_created",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "pinned_message",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def bot_sees(exchange: Exchange, chat: Chat, post: Post) -> bool:
    """Privacy mode: in a group a bot that is no administrator gets what is meant for it, and no plain talk."""
    state = exchange.state
    status = chat.members.get(state.bot.id, "left")
    if chat.type == "private":
        return True
    if status in ("left", "kicked"):
        return False
    if status != "member" or state.profile.reads_all_group_messages:
        return True
    body = post.body
    if any(key in body for key in SERVICE):
        return True
    replied = body.get("reply_to_message", {}).get("from", {}).get("id")
    if replied == state.bot.id:
        return True
    return _addressed(f"@{state.bot.username}".lower(), body)


def _addressed(name: str, body: Json) -> bool:
    text = str(body.get("text") or body.get("caption") or "").lower()
    entities: list[Json] = body.get("entities") or body.get("caption_entities") or []
    if any(entity["type"] == "bot_command" and entity["offset"] == 0 for entity in entities):
        first = text.split(maxsplit=1)[0]
        return "@" not in first or first.endswith(name)
    return name in text


def service(
    exchange: Exchange,
    chat: Chat,
    sender: Account,
    content: Json,
    *,
    thread: int | None = None,
    to_bot: bool = False,
) -> Post:
    """A service message, such as "pinned a message"; the bot gets an update of those it caused only when `to_bot`."""
    post = posted(exchange, chat, sender, content, thread=thread)
    if sender.is_bot and to_bot:
        updates.push(exchange, "message", post.body, lane(chat))
    return post


def member_json(exchange: Exchange, chat: Chat, user_id: int) -> Json:
    """The ChatMember object."""
    account = exchange.state.account(user_id)
    status = chat.members.get(user_id, "left")
    body: Json = {"user": account.api() if account else {"id": user_id}, "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    elif status == "kicked":
        body["until_date"] = 0
    elif status == "administrator":
        rights = (
            "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_change_info"
            " can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages can_manage_topics"
            " can_send_welcome_messages"
        )
        body |= dict.fromkeys(rights.split(), True)
        body |= {"can_be_edited": False, "is_anonymous": False, "can_promote_members": False}
    return body


def membership(exchange: Exchange, chat: Chat, user_id: int, status: Any, by: Account) -> None:
    """Change somebody's standing in a chat, and tell the bot (my_chat_member or chat_member)."""
    before = member_json(exchange, chat, user_id)
    chat.members[user_id] = status
    kind = "my_chat_member" if user_id == exchange.state.bot.id else "chat_member"
    body: Json = {
        "chat": chat_json(exchange, chat),
        "from": by.api(),
        "date": exchange.unix(),
        "old_chat_member": before,
        "new_chat_member": member_json(exchange, chat, user_id),
    }
    updates.push(exchange, kind, body, lane(chat))
    exchange.chat_changed(chat)


def topic_opened(exchange: Exchange, chat: Chat, by: Account, name: str, colour: int, icon: str | None) -> Topic:
    """Open a topic; its id is the id of the service message that opens it."""
    created: Json = {"name": name, "icon_color": colour} | ({"icon_custom_emoji_id": icon} if icon else {})
    opened = Topic(id=chat.last_message_id + 1, name=name, colour=colour, icon=icon)
    chat.topics[opened.id] = opened
    posted(exchange, chat, by, {"forum_topic_created": created}, thread=opened.id)
    return opened
