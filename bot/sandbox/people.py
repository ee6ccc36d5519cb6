"""People: what a councillor or an officer can do in Telegram, done by a test or from the page."""

from __future__ import annotations

import re

from . import polls, updates
from .callbacks import pressed
from .exchange import Exchange
from .outbox import Outbox
from .places import Place, Topic, posts_in
from .posting import SERVICE, chat_json, lane
from .pressing import Press, sought
from .sight import Message, seen
from .state import Account, Chat, Json, Post
from .texts import formatted

Where = Place | int | None
Thread = Topic | int | None


class Person(Outbox):
    """One person. Without `chat=` everything happens in the private chat with the bot."""

    def __init__(self, exchange: Exchange, user_id: int) -> None:
        super().__init__(exchange, user_id)
        self.chat = Place(exchange, user_id)

    def __repr__(self) -> str:
        return f"<{self.name}>"

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a link with a payload."""
        return await self.says(f"/start {payload}".strip())

    async def edits(self, message: Message, text: str) -> Message:
        """Change the text or caption of an own message; the bot gets an edited_message."""
        exchange = self.exchange
        post = self._own(message)
        new = formatted(text)
        key = "text" if "text" in post.body else "caption"
        marks = "entities" if key == "text" else "caption_entities"
        post.earlier.append(str(post.body.get(key, "")))
        body = {name: value for name, value in post.body.items() if name != marks}
        post.body = body | {key: new.text, "edit_date": exchange.unix()}
        if new.entities:
            post.body[marks] = new.entities
        exchange.changed(post)
        chat = exchange.state.chats[post.chat_id]
        updates.push(exchange, "edited_message", post.body, lane(chat))
        return seen(exchange, post)

    def _own(self, message: Message) -> Post:
        post = self.exchange.state.post(message.chat_id, message.id)
        if post is None or post.sender != self.id:
            raise AssertionError(f"{self.name} has no message {message.id} to edit")
        return post

    async def presses(
        self,
        text: str | None = None,
        *,
        data: str | None = None,
        on: Message | None = None,
        chat: Where = None,
    ) -> Press:
        """Press the button with this text or data in the newest message that has it (or in `on`).

        Raises AssertionError with the buttons in sight when there is none. Does not wait for the bot's answer.
        """
        chats = [self._chat(chat)] if chat is not None else self.chats()
        posts = [post for place in chats for post in posts_in(self.exchange, place.id)]
        if on is not None:
            posts = [post for post in posts if (post.chat_id, post.id) == (on.chat_id, on.id)]
            chats = []
        found = sought(self.exchange, chats, posts, text, data)
        if found.post is not None and found.button.data is not None:
            query = pressed(self.exchange, self.account, found.post, found.button.data)
            return Press(self.exchange, found.button, query_id=query.id)
        if found.post is None:
            said = await self._key_pressed(found.chat, found.button.asks, text)
            return Press(self.exchange, found.button, message=said)
        bot = self.exchange.state.bot.username
        link = re.fullmatch(rf"(?:https?://)?t\.me/{bot}(?:\?start=([A-Za-z0-9_-]{{1,64}}))?", found.button.url or "")
        if link:
            return Press(self.exchange, found.button, message=await self.starts(link[1] or ""))
        return Press(self.exchange, found.button)

    async def _key_pressed(self, chat: Chat, asks: str | None, text: str | None) -> Message:
        if (chat.keyboard or {}).get("one_time_keyboard"):
            chat.keyboard = None
        if asks == "contact":
            return await self.shares_contact()
        if asks == "location":
            return await self.sends_location()
        return await self.says(text or "", chat=chat.id)

    async def votes(self, message: Message, *choices: int) -> None:
        """Choose options of a poll by their numbers from 0; none takes the vote back."""
        post = self.exchange.state.post(message.chat_id, message.id)
        if post is None or "poll" not in post.body:
            raise AssertionError("there is no poll")
        polls.voted(self.exchange, self.account, post, list(choices))

    async def reacts(self, message: Message, *emoji: str) -> None:
        post = self.exchange.state.post(message.chat_id, message.id)
        if post is None:
            raise AssertionError("there is no such message")
        before, post.reactions[self.id] = post.reactions.get(self.id, []), list(emoji)
        self.exchange.changed(post)
        chat = self.exchange.state.chats[post.chat_id]
        body: Json = {
            "chat": chat_json(self.exchange, chat),
            "message_id": post.id,
            "user": self.account.api(),
            "date": self.exchange.unix(),
            "old_reaction": [{"type": "emoji", "emoji": mark} for mark in before],
            "new_reaction": [{"type": "emoji", "emoji": mark} for mark in emoji],
        }
        updates.push(self.exchange, "message_reaction", body, lane(chat))

    async def blocks(self) -> None:
        """Block the bot: it can write no more, and is told so."""
        self._set_blocked(True)

    async def unblocks(self) -> None:
        self._set_blocked(False)

    def _set_blocked(self, blocked: bool) -> None:
        account, exchange = self.account, self.exchange
        if account.blocked == blocked:
            return
        account.blocked = blocked
        chat = exchange.state.chats[self.id]
        bot = exchange.state.bot.api()
        gone: Json = {"user": bot, "status": "kicked", "until_date": 0}
        there: Json = {"user": bot, "status": "member"}
        body: Json = {
            "chat": chat_json(exchange, chat),
            "from": account.api(),
            "date": exchange.unix(),
            "old_chat_member": there if blocked else gone,
            "new_chat_member": gone if blocked else there,
        }
        updates.push(exchange, "my_chat_member", body, lane(chat))
        exchange.chat_changed(chat)

    def _from_bot(self, post: Post) -> bool:
        """A message of the bot's; the lines that say what it pinned or opened are none."""
        return post.sender == self.exchange.state.bot.id and not any(key in post.body for key in SERVICE)

    @property
    def last(self) -> Message:
        """The newest message the bot sent to the private chat."""
        for post in reversed(posts_in(self.exchange, self.id)):
            if self._from_bot(post):
                return seen(self.exchange, post)
        raise AssertionError(f"{self.name} has had no message from the bot")

    def shown(self) -> list[Message]:
        """The bot's messages that stand in the private chat, the oldest first."""
        return [seen(self.exchange, post) for post in posts_in(self.exchange, self.id) if self._from_bot(post)]

    def new(self, chat: Where = None) -> list[Message]:
        """Messages of the bot's, new or edited since this was last asked, in all the person's chats or in one."""
        places = [self._chat(chat)] if chat is not None else self.chats()
        posts = [post for place in places for post in posts_in(self.exchange, place.id)]
        looked = self.account.looked_at
        fresh = sorted((p for p in posts if self._from_bot(p) and p.change > looked), key=lambda p: p.change)
        self.account.looked_at = self.exchange.state.next_change - 1
        return [seen(self.exchange, post) for post in fresh]

    async def receives(self, *words: str, within: float = 5.0) -> Message:
        """Wait for a message (or an edit) not yet looked at with all these words in it; looks at it and all before."""

        def look() -> Message | None:
            looked = self.account.looked_at
            posts = [post for place in self.chats() for post in posts_in(self.exchange, place.id)]
            for post in sorted(posts, key=lambda post: post.change):
                if self._from_bot(post) and post.change > looked:
                    message = seen(self.exchange, post)
                    if all(word.lower() in message.text.lower() for word in words):
                        self.account.looked_at = post.change
                        return message
            return None

        found = await self.exchange.until(look, within)
        if found is None:
            texts = [message.text for message in self.new()]
            raise AssertionError(f"{self.name} waited {within:g} s for {words}; received: {texts}")
        return found

    def chats(self) -> list[Chat]:
        """The private chat, then the groups the person is in."""
        state = self.exchange.state
        groups = [c for c in state.chats.values() if c.members.get(self.id, "left") not in ("left", "kicked")]
        return [state.chats[self.id], *groups]

    @property
    def account(self) -> Account:
        return self.exchange.state.people[self.id]
