"""Presses of inline buttons and the bot's answers to them, and reactions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from . import updates
from .access import chat_to_write, post_in
from .errors import TOO_OLD, bad_request
from .exchange import Exchange
from .shapes import Call, ChatId, Loaded, Strict
from .state import Account, Post, Query
from .updates import QUERY_LIFE

ANSWER_LIMIT = 200
#: A part of the reactions Telegram knows; the bot may set one.
REACTIONS = frozenset("👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🙏👌🕊💯⚡🏆💔🤨😐😴😭🤓👀🫡🤝✍🤗🆒🤷")


class AnswerCallbackQuery(Call):
    callback_query_id: str
    text: str | None = None
    show_alert: bool = False
    url: str | None = None
    cache_time: int = Field(default=0, ge=0)


class Reaction(Strict):
    type: Literal["emoji", "custom_emoji"]
    emoji: str | None = None
    custom_emoji_id: str | None = None


class SetMessageReaction(Call):
    chat_id: ChatId
    message_id: int
    reaction: Annotated[list[Reaction], Field(max_length=1), Loaded] = Field(default_factory=list)
    is_big: bool = False


def pressed(exchange: Exchange, person: Account, post: Post, data: str) -> Query:
    """A person presses an inline button: kept for 150 seconds, and queued for the bot."""
    number = exchange.state.number()
    query = Query(
        id=f"{person.id}{number:010d}",
        person=person.id,
        chat_id=post.chat_id,
        message_id=post.id,
        data=data,
        at=exchange.now(),
    )
    exchange.state.queries[query.id] = query
    update = {
        "id": query.id,
        "from": person.api(),
        "message": post.body,
        "chat_instance": str(post.chat_id * 7919),
        "data": data,
    }
    updates.push(exchange, "callback_query", update, f"user {person.id}")
    return query


def answer_callback_query(exchange: Exchange, call: AnswerCallbackQuery) -> bool:
    query = exchange.state.queries.get(call.callback_query_id)
    if query is None or exchange.now() - query.at >= QUERY_LIFE:
        raise bad_request(TOO_OLD)
    if query.answer is not None:
        raise bad_request(TOO_OLD)
    if len(call.text or "") > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if call.url and not call.url.startswith(("https://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    query.answer = {"text": call.text or "", "alert": call.show_alert, "url": call.url}
    exchange.ring({"kind": "toast", "person": query.person, "chat": query.chat_id, "query": query.id} | query.answer)
    return True


def set_message_reaction(exchange: Exchange, call: SetMessageReaction) -> bool:
    chat = chat_to_write(exchange, call.chat_id)
    post = post_in(exchange, chat, call.message_id, "message to react not found")
    marks = [mark.emoji or "" for mark in call.reaction]
    if any(mark not in REACTIONS for mark in marks):
        raise bad_request("REACTION_INVALID")
    post.reactions[exchange.state.bot.id] = marks
    exchange.changed(post)
    return True
