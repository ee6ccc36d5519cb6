"""What the page shows, as JSON: the world (people, groups, faults, clock) and one chat as one person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .access import GENERAL
from .places import posts_in
from .profile import commands_for
from .sight import inline_rows, key_rows
from .state import Account, Chat, Json, Post

if TYPE_CHECKING:
    from .telegram import LocalTelegram

SHOWN = 300
_FILES = ("photo", "document", "voice", "sticker", "video", "audio")


def world(telegram: LocalTelegram) -> Json:
    state = telegram.exchange.state
    groups = [chat for chat in state.chats.values() if chat.type != "private" and chat.migrated_to is None]
    return {
        "bot": {"name": state.bot.name, "username": state.bot.username},
        "people": [_person(account) for account in state.people.values()],
        "groups": [_group(chat) for chat in groups],
        "notice": telegram.notice,
        "clock": {"now": telegram.exchange.unix(), "movable": telegram.on_move is not None},
        "faults": [
            {"kind": fault.kind, "method": fault.method, "code": fault.code, "times": fault.times}
            for fault in telegram.faults.listed()
        ],
        "waiting": telegram.waiting(),
    }


def _person(account: Account) -> Json:
    return {"id": account.id, "name": account.name, "begun": account.begun, "blocked": account.blocked}


def _group(chat: Chat) -> Json:
    return {
        "id": chat.id,
        "title": chat.title,
        "forum": chat.forum,
        "members": [user for user, status in chat.members.items() if status not in ("left", "kicked")],
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()],
    }


def view(telegram: LocalTelegram, person: Account, chat: Chat, topic: int | None) -> Json:
    """One chat; in a forum one topic, and without a topic the General one."""
    exchange = telegram.exchange
    state = exchange.state
    posts = posts_in(exchange, chat.id, topic)
    if chat.forum and topic in (None, GENERAL):
        posts = [post for post in posts if post.thread is None]
    unread = _unread(telegram, chat)
    profile = state.profile
    language = (person.language_code or "")[:2]
    return {
        "person": _person(person),
        "chat": {"id": chat.id, "type": chat.type, "title": chat.title or state.bot.name},
        "messages": [_message(telegram, person, post, post.id in unread) for post in posts[-SHOWN:]],
        "keyboard": [[key.text for key in row] for row in key_rows(chat.keyboard)],
        "placeholder": (chat.keyboard or {}).get("input_field_placeholder"),
        "commands": commands_for(exchange, person, chat),
        "menu": (chat.menu_button or profile.menu_button)["type"],
        "description": profile.descriptions.get(language) or profile.descriptions.get("", ""),
        "pinned": _pinned(telegram, chat, {post.id for post in posts}),
        "closed": topic in chat.topics and chat.topics[topic].closed if topic else False,
    }


def _unread(telegram: LocalTelegram, chat: Chat) -> set[int]:
    """Messages that the bot has not confirmed yet: one tick instead of two."""
    found = set()
    for pending in telegram.exchange.state.updates:
        message = pending.update.get("message") or pending.update.get("edited_message")
        if isinstance(message, dict) and message.get("chat", {}).get("id") == chat.id:
            found.add(message["message_id"])
    return found


def _pinned(telegram: LocalTelegram, chat: Chat, shown: set[int]) -> Json | None:
    for number in reversed(chat.pinned):
        if number in shown:
            return {"id": number, "text": _gist(telegram.exchange.state.posts[chat.id][number].body)}
    return None


def _gist(body: Json) -> str:
    """A message in a line."""
    text = str(body.get("text") or body.get("caption") or "")
    kind = next((kind for kind in (*_FILES, "poll", "location", "contact") if kind in body), "")
    return (text or kind.capitalize() or "Message").replace("\n", " ")[:90]


def _message(telegram: LocalTelegram, person: Account, post: Post, unread: bool) -> Json:
    body = post.body
    reply = body.get("reply_to_message")
    if reply is not None and "forum_topic_created" in reply:
        reply = None
    return {
        "id": post.id,
        "change": post.change,
        "mine": post.sender == person.id,
        "bot": post.sender == telegram.exchange.state.bot.id,
        "sender": post.sender,
        "name": f"{body['from']['first_name']} {body['from'].get('last_name', '')}".strip(),
        "text": body.get("text") or body.get("caption") or "",
        "entities": body.get("entities") or body.get("caption_entities") or [],
        "date": body["date"],
        "edited": body.get("edit_date"),
        "unread": unread,
        "service": service_text(body),
        "buttons": [
            [{"text": b.text, "data": b.data, "url": b.url, "copies": b.copies} for b in row]
            for row in inline_rows(body)
        ],
        "file": _file(telegram, body),
        "album": body.get("media_group_id"),
        "reply": {"name": reply["from"]["first_name"], "text": _gist(reply), "id": reply["message_id"]}
        if reply
        else None,
        "forwarded": _origin(body),
        "poll": body.get("poll"),
        "location": body.get("location"),
        "contact": body.get("contact"),
        "reactions": [mark for marks in post.reactions.values() for mark in marks],
        "protected": bool(body.get("has_protected_content")),
    }


def _origin(body: Json) -> str | None:
    user = body.get("forward_origin", {}).get("sender_user")
    return f"{user['first_name']} {user.get('last_name', '')}".strip() if user else None


def _file(telegram: LocalTelegram, body: Json) -> Json | None:
    kind = next((kind for kind in _FILES if kind in body), None)
    if kind is None:
        return None
    part = body[kind][-1] if kind == "photo" else body[kind]
    file = telegram.exchange.state.files.get(part["file_id"])
    if file is None:
        return {"kind": kind, "name": "expired", "size": 0, "url": None, "spoiler": False}
    return {
        "kind": kind,
        "name": file.name,
        "mime": file.mime,
        "size": len(file.data),
        "width": file.width,
        "height": file.height,
        "url": f"/page/file/{file.id}",
        "spoiler": bool(body.get("has_media_spoiler")),
    }


def service_text(body: Json) -> str | None:
    """The line that stands in the chat for a service message."""
    who = body["from"]["first_name"]
    if members := body.get("new_chat_members"):
        names = ", ".join(member["first_name"] for member in members)
        return f"{names} joined" if names == who else f"{who} added {names}"
    if gone := body.get("left_chat_member"):
        return f"{gone['first_name']} left"
    if "forum_topic_created" in body:
        return f"{who} opened the topic “{body['forum_topic_created']['name']}”"
    if "forum_topic_edited" in body:
        return f"{who} renamed the topic “{body['forum_topic_edited'].get('name', '')}”"
    if "pinned_message" in body:
        gist = _gist(body["pinned_message"])
        return f"{who} pinned “{gist[:40]}{'…' if len(gist) > 40 else ''}”"
    words = {
        "forum_topic_closed": "closed the topic",
        "forum_topic_reopened": "opened the topic again",
        "migrate_to_chat_id": "upgraded the group to a supergroup",
        "migrate_from_chat_id": "upgraded the group to a supergroup",
    }
    return next((f"{who} {said}" for key, said in words.items() if key in body), None)
