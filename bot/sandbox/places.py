"""Groups and topics as tests and the page hold them."""

from __future__ import annotations

from dataclasses import dataclass

from .exchange import Exchange
from .sight import Message, seen
from .state import Chat, Post


def posts_in(exchange: Exchange, chat_id: int, topic: int | None = None) -> list[Post]:
    """In order of arrival; of one topic when it is named."""
    posts = exchange.state.posts.get(chat_id, {}).values()
    return sorted((p for p in posts if topic is None or p.thread == topic), key=lambda post: post.serial)


@dataclass(frozen=True)
class Topic:
    exchange: Exchange
    chat_id: int
    #: The message_thread_id.
    id: int

    @property
    def name(self) -> str:
        return self.exchange.state.chats[self.chat_id].topics[self.id].name

    @property
    def messages(self) -> list[Message]:
        return [seen(self.exchange, post) for post in posts_in(self.exchange, self.chat_id, self.id)]


@dataclass(frozen=True)
class Place:
    """A chat: a group, or a person's private chat with the bot."""

    exchange: Exchange
    id: int

    @property
    def record(self) -> Chat:
        return self.exchange.state.chats[self.id]

    @property
    def title(self) -> str:
        return self.record.title or ""

    @property
    def messages(self) -> list[Message]:
        """All that is in the chat, service messages too."""
        return [seen(self.exchange, post) for post in posts_in(self.exchange, self.id)]

    @property
    def topics(self) -> list[Topic]:
        return [Topic(self.exchange, self.id, number) for number in self.record.topics]

    @property
    def pinned(self) -> list[int]:
        return list(self.record.pinned)
