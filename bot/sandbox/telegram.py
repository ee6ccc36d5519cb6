"""A local Telegram: the server, its people and groups, and what can befall them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from . import access, page, posting, updates
from .api import BotApi
from .exchange import ApiCall, Clock, Exchange, real_time
from .faults import Faults
from .people import Person
from .places import Place, Topic
from .server import Server, application
from .snapshot import loaded, saved
from .state import Account, Chat, Json, State, Status
from .tokens import bot_id, is_rehearsal, rehearsal_token
from .wire import Wires

FIRST_PERSON = 700000001
FIRST_GROUP = -400000001
FIRST_SUPERGROUP = -1001000000001

USERNAME = "wardlight_bot"


class LocalTelegram:
    """Use as `async with LocalTelegram() as tg`, then point a bot at `tg.url` with `tg.token`."""

    def __init__(
        self,
        token: str | None = None,
        *,
        clock: Clock = real_time,
        host: str = "127.0.0.1",
        port: int = 0,
        hold: bool = False,
        seed: int = 1,
        username: str = USERNAME,
        name: str = "Wardlight",
        on_move: Callable[[timedelta], None] | None = None,
        notice: str = "",
    ) -> None:
        self._token_given = token is not None
        token = token or rehearsal_token()
        if not is_rehearsal(token):
            raise ValueError("not a rehearsal token; make one with rehearsal_token()")
        bot = Account(id=bot_id(token), first_name=name, username=username, is_bot=True)
        self.exchange = Exchange(State(token=token, bot=bot), clock, hold, faults=Faults(seed))
        #: Shown at the top of the page when set.
        self.notice = notice
        #: Moves the clock on; the page offers it when given.
        self.on_move = on_move
        self._wires = Wires()
        self.api = BotApi(self.exchange, self._wires)
        self._server = Server(application(self.api, page.routes(self)), self._wires, host, port)

    async def __aenter__(self) -> LocalTelegram:
        await self._server.start()
        if self.exchange.state.webhook.url:
            self.api.deliveries.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.exchange.close()
        await self.api.deliveries.stop()
        await self._server.stop()

    @property
    def url(self) -> str:
        """For PTB: base_url(f"{url}/bot") and base_file_url(f"{url}/file/bot")."""
        return self._server.url

    @property
    def token(self) -> str:
        return self.exchange.state.token

    @property
    def faults(self) -> Faults:
        return self.exchange.faults

    @property
    def calls(self) -> deque[ApiCall]:
        """The latest calls of the bot's, oldest first."""
        return self.exchange.calls

    def waiting(self) -> int:
        """How many updates the bot has not confirmed."""
        updates.prune(self.exchange)
        return len(self.exchange.state.updates)

    async def until(self, ready: Callable[[], Any], within: float = 5.0) -> Any:
        """Wait until `ready()` gives something true, asked after every change; AssertionError when it does not."""
        found = await self.exchange.until(lambda: ready() or None, within)
        if found is None:
            raise AssertionError(f"nothing within {within:g} s")
        return found

    def person(self, name: str, *, username: str | None = None, language: str | None = "en") -> Person:
        """Somebody new, who has not yet written to the bot."""
        state = self.exchange.state
        first, _, last = name.partition(" ")
        number = max(state.people, default=FIRST_PERSON - 1) + 1
        state.people[number] = Account(
            id=number, first_name=first, last_name=last or None, username=username, language_code=language
        )
        state.chats[number] = Chat(id=number, type="private")
        self.exchange.ring({"kind": "people"})
        return Person(self.exchange, number)

    @property
    def people(self) -> list[Person]:
        return [Person(self.exchange, number) for number in self.exchange.state.people]

    @property
    def groups(self) -> list[Place]:
        chats = self.exchange.state.chats.values()
        return [Place(self.exchange, c.id) for c in chats if c.type != "private" and c.migrated_to is None]

    def group(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        forum: bool = False,
        supergroup: bool = True,
        bot: Status = "administrator",
    ) -> Place:
        """A group; its first member is its creator. The bot is told that it was added, unless it is not in it."""
        state, big = self.exchange.state, supergroup or forum
        taken = [n for n in state.chats if n < 0 and (n < -1_000_000_000_000) == big]
        number = min(taken, default=(FIRST_SUPERGROUP if big else FIRST_GROUP) + 1) - 1
        chat = Chat(id=number, type="supergroup" if big else "group", title=title, forum=forum)
        state.chats[number] = chat
        for place, person in enumerate(members):
            chat.members[person.id] = "member" if place else "creator"
        if bot not in ("left", "kicked"):
            by = members[0].account if members else state.bot
            self._seat_bot(chat, bot, by)
        self.exchange.ring({"kind": "people"})
        return Place(self.exchange, number)

    def _seat_bot(self, chat: Chat, status: Status, by: Account) -> None:
        bot = self.exchange.state.bot
        posting.membership(self.exchange, chat, bot.id, status, by)
        posting.service(self.exchange, chat, by, {"new_chat_members": [bot.api()]})

    def topic(self, group: Place, name: str) -> Topic:
        """A topic opened by the group's creator, and told to the bot."""
        chat = group.record
        creator = next((user for user, status in chat.members.items() if status == "creator"), None)
        by = self.exchange.state.account(creator or 0) or self.exchange.state.bot
        made = posting.topic_opened(self.exchange, chat, by, name, 7322096, None)
        return Topic(self.exchange, chat.id, made.id)

    def delete_topic(self, topic: Topic) -> None:
        """Take the topic away under the bot; its messages go too, and the bot is told nothing."""
        chat = self.exchange.state.chats[topic.chat_id]
        access.topic_in(chat, topic.id)
        del chat.topics[topic.id]
        posts = self.exchange.state.posts[chat.id]
        for number in [number for number, post in posts.items() if post.thread == topic.id]:
            del posts[number]
        self.exchange.chat_changed(chat)

    def set_member(self, group: Place, person: Person, status: Status) -> None:
        """Let somebody join, leave, rise or be thrown out; the bot gets what Telegram tells it."""
        before = group.record.members.get(person.id, "left")
        posting.membership(self.exchange, group.record, person.id, status, person.account)
        was, now = (word not in ("left", "kicked") for word in (before, status))
        if now and not was:
            posting.service(self.exchange, group.record, person.account, {"new_chat_members": [person.account.api()]})
        elif was and not now:
            posting.service(self.exchange, group.record, person.account, {"left_chat_member": person.account.api()})

    def set_bot(self, group: Place, status: Literal["administrator", "member", "left", "kicked"]) -> None:
        """Promote, demote or throw out the bot."""
        state = self.exchange.state
        by = next((state.people[user] for user in group.record.members if user in state.people), state.bot)
        posting.membership(self.exchange, group.record, state.bot.id, status, by)

    def migrate(self, group: Place) -> Place:
        """Upgrade a basic group to a supergroup: both service messages, and a refusal for whoever uses the old id."""
        old = group.record
        creator = self.exchange.state.account(next(iter(old.members))) or self.exchange.state.bot
        new = self.group(old.title or "", bot="left")
        new.record.members = dict(old.members)
        posting.service(self.exchange, old, creator, {"migrate_to_chat_id": new.id})
        posting.service(self.exchange, new.record, creator, {"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        return new

    def deactivate(self, person: Person) -> None:
        person.account.deactivated = True

    def expire(self, file_id: str) -> None:
        """Forget a file: getFile and the download refuse it from now on."""
        del self.exchange.state.files[file_id]

    def skew(self, ahead: timedelta) -> None:
        """Let Telegram's clock run ahead of the bot's (or behind)."""
        self.exchange.skew = ahead

    def raw_update(self, update: Json) -> int:
        """Queue any update, malformed or of a kind yet unknown; its update_id is given unless there."""
        return updates.push_raw(self.exchange, update)

    def save(self, path: Path) -> None:
        saved(self.exchange.state, path)

    async def keep(self, path: Path) -> None:
        """Save at most once a second, whenever something has changed; run it as a task beside the server."""
        notices = self.exchange.listen()
        try:
            while not self.exchange.closing:
                await notices.get()
                await asyncio.sleep(1)
                while not notices.empty():
                    notices.get_nowait()
                self.save(path)
        finally:
            self.exchange.unlisten(notices)

    def load(self, path: Path) -> None:
        """Take over all that was saved; of token and bot, those this server was given stay."""
        state, kept = loaded(path), self.exchange.state
        if self._token_given:
            if state.bot.id != kept.bot.id:
                raise ValueError("the snapshot is another bot's: start with a token of the same bot")
            state.token, state.bot = kept.token, kept.bot
        self.exchange.state = state
        self.exchange.ring({"kind": "people"})
