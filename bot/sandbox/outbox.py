"""What a person sends: text, pictures, files, albums, places and forwards."""

from __future__ import annotations

from collections.abc import Sequence

from . import files, texts
from .exchange import Exchange
from .media import content_of, origin
from .places import Place, Topic
from .posting import posted
from .sight import Message, seen
from .state import Account, Chat, Json, Post, StoredFile

Where = Place | int | None
Thread = Topic | int | None


class Outbox:
    """The sending half of a person."""

    def __init__(self, exchange: Exchange, user_id: int) -> None:
        self.exchange = exchange
        self.id = user_id

    @property
    def account(self) -> Account:
        return self.exchange.state.people[self.id]

    @property
    def name(self) -> str:
        return self.account.name

    def _chat(self, chat: Where) -> Chat:
        number = self.id if chat is None else chat if isinstance(chat, int) else chat.id
        return self.exchange.state.chats[number]

    def _send(self, content: Json, chat: Where, topic: Thread, reply_to: Message | None = None) -> Message:
        where = self._chat(chat)
        if where.type == "private":
            if self.account.blocked:
                raise AssertionError(f"{self.name} has blocked the bot, so nothing can be sent")
            self.account.begun = True
        elif where.members.get(self.id, "left") in ("left", "kicked"):
            raise AssertionError(f"{self.name} is not in {where.title}")
        thread = topic.id if isinstance(topic, Topic) else topic
        answered: Post | None = None
        if reply_to is not None:
            answered = self.exchange.state.post(reply_to.chat_id, reply_to.id)
            thread = thread if thread is not None else reply_to.topic
        if thread is not None and (thread not in where.topics or where.topics[thread].closed):
            raise AssertionError(f"topic {thread} is closed or not there")
        return seen(
            self.exchange,
            posted(self.exchange, where, self.account, content, thread=thread, reply_to=answered),
        )

    async def says(
        self, text: str, *, chat: Where = None, topic: Thread = None, reply_to: Message | None = None
    ) -> Message:
        """Send plain text; links and commands in it are marked as Telegram marks them."""
        said = texts.formatted(text)
        content: Json = {"text": said.text} | ({"entities": said.entities} if said.entities else {})
        return self._send(content, chat, topic, reply_to)

    def _file(self, kind: str, data: bytes, name: str, mime: str, caption: str) -> Json:
        file = files.stored(self.exchange, kind, data, name, mime)
        return self._content(file, caption)

    @staticmethod
    def _content(file: StoredFile, caption: str) -> Json:
        said = texts.caption(caption)
        content = files.described(file) | ({"caption": said.text} if said.text else {})
        return content | ({"caption_entities": said.entities} if said.entities else {})

    async def sends_photo(
        self,
        data: bytes,
        caption: str = "",
        *,
        as_file: bool = False,
        name: str = "",
        chat: Where = None,
        topic: Thread = None,
        reply_to: Message | None = None,
    ) -> Message:
        """A photo; with `as_file` an uncompressed one, which arrives as a document."""
        if as_file:
            content = self._file("document", data, name or "photo.jpg", "", caption)
        else:
            content = self._file("photo", data, name, "", caption)
        return self._send(content, chat, topic, reply_to)

    async def sends_document(
        self,
        data: bytes,
        name: str = "document.pdf",
        caption: str = "",
        *,
        mime: str = "",
        chat: Where = None,
        topic: Thread = None,
        reply_to: Message | None = None,
    ) -> Message:
        return self._send(self._file("document", data, name, mime, caption), chat, topic, reply_to)

    async def sends_voice(
        self, data: bytes = b"OggS", *, caption: str = "", chat: Where = None, topic: Thread = None
    ) -> Message:
        return self._send(self._file("voice", data, "", "", caption), chat, topic)

    async def sends_video(
        self,
        data: bytes,
        *,
        name: str = "video.mp4",
        caption: str = "",
        chat: Where = None,
        topic: Thread = None,
    ) -> Message:
        return self._send(self._file("video", data, name, "video/mp4", caption), chat, topic)

    async def sends_sticker(self, data: bytes = b"RIFF", *, chat: Where = None, topic: Thread = None) -> Message:
        return self._send(self._file("sticker", data, "", "", ""), chat, topic)

    async def sends_album(
        self,
        items: Sequence[bytes],
        caption: str = "",
        *,
        as_files: bool = False,
        names: Sequence[str] = (),
        chat: Where = None,
        topic: Thread = None,
    ) -> list[Message]:
        """Two to ten photos (or files) as one album: a message each, the caption on the first."""
        if not 2 <= len(items) <= 10:
            raise AssertionError("an album has 2 to 10 items")
        album = {"media_group_id": str(13_000_000_000_000 + self.exchange.state.number())}
        kind = "document" if as_files else "photo"
        sent = []
        for number, data in enumerate(items):
            name = names[number] if number < len(names) else f"item_{number + 1}.jpg"
            content = self._file(kind, data, name, "", caption if number == 0 else "")
            sent.append(self._send(content | album, chat, topic))
        return sent

    async def forwards(self, message: Message, *, chat: Where = None, topic: Thread = None) -> Message:
        post = self.exchange.state.post(message.chat_id, message.id)
        if post is None or message.protected:
            raise AssertionError("this message cannot be forwarded")
        return self._send(content_of(post) | origin(post), chat, topic)

    async def sends_location(
        self,
        latitude: float = 51.4816,
        longitude: float = -3.1791,
        *,
        chat: Where = None,
        topic: Thread = None,
    ) -> Message:
        return self._send({"location": {"latitude": latitude, "longitude": longitude}}, chat, topic)

    async def shares_contact(self, phone: str = "+440000000000", *, chat: Where = None) -> Message:
        contact: Json = {"phone_number": phone, "first_name": self.account.first_name, "user_id": self.id}
        return self._send({"contact": contact}, chat, None)

    async def sends(self, content: Json, *, chat: Where = None, topic: Thread = None) -> Message:
        """Any content as the Bot API's Message has it, such as {"dice": ...}: for what no method here sends."""
        return self._send(content, chat, topic)
