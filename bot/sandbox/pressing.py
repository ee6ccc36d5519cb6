"""Buttons in a person's sight, and what comes of pressing one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .exchange import Exchange
from .sight import Button, Message, inline_rows, key_rows
from .state import Chat, Post


@dataclass(frozen=True)
class Toast:
    """The bot's answer to a press; an empty text only stops the spinner."""

    text: str
    alert: bool
    url: str | None = None


@dataclass(frozen=True)
class Press:
    """What came of a press: a message said (a reply keyboard's key, a start link) or a query the bot should answer."""

    exchange: Exchange = field(repr=False)
    button: Button
    query_id: str | None = None
    message: Message | None = None

    @property
    def answered(self) -> bool:
        return self._toast() is not None

    @property
    def toast(self) -> str | None:
        """The text of the answer; None while there is none."""
        toast = self._toast()
        return toast.text if toast else None

    async def answer(self, within: float = 5.0) -> Toast:
        """Wait for the bot's answer."""
        found = await self.exchange.until(self._toast, within)
        if found is None:
            raise AssertionError(f"the press of “{self.button.text}” was not answered within {within:g} s")
        return found

    def _toast(self) -> Toast | None:
        query = self.exchange.state.queries.get(self.query_id or "")
        if query is None or query.answer is None:
            return None
        return Toast(query.answer["text"], query.answer["alert"], query.answer["url"])


@dataclass(frozen=True)
class Found:
    button: Button
    #: The message that has the inline button; None for a key of the reply keyboard.
    post: Post | None
    chat: Chat


def sought(exchange: Exchange, chats: Iterable[Chat], posts: list[Post], text: str | None, data: str | None) -> Found:
    """The button in the newest message that has it, then among the keys of the reply keyboards."""
    for post in sorted(posts, key=lambda post: -post.serial):
        for button in (button for row in inline_rows(post.body) for button in row):
            if button.data == data if data is not None else button.text == text:
                return Found(button, post, exchange.state.chats[post.chat_id])
    keyboards = list(chats)
    for chat in keyboards:
        for key in (key for row in key_rows(chat.keyboard) for key in row):
            if data is None and key.text == text:
                return Found(key, None, chat)
    wanted = f"with data {data!r}" if data is not None else f"“{text}”"
    raise AssertionError(f"no button {wanted}; in sight: {_in_sight(keyboards, posts)}")


def _in_sight(chats: list[Chat], posts: list[Post]) -> str:
    lines = []
    for post in sorted(posts, key=lambda post: -post.serial)[:12]:
        if labels := [f"{b.text!r} ({b.data or b.url})" for row in inline_rows(post.body) for b in row]:
            words = str(post.body.get("text") or post.body.get("caption") or "")[:40]
            lines.append(f"under “{words}”: {', '.join(labels)}")
    for chat in chats:
        if keys := [repr(key.text) for row in key_rows(chat.keyboard) for key in row]:
            lines.append(f"keyboard: {', '.join(keys)}")
    return "\n  ".join(["", *lines]) if lines else "none"
