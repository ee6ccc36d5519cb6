"""Everything the local Telegram remembers: plain models that turn into JSON and back, with no behaviour."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Json = dict[str, Any]
Status = Literal["creator", "administrator", "member", "left", "kicked"]


class Account(BaseModel):
    """A person, or the bot itself."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    #: The person has written to the bot once, so the bot may write to them.
    begun: bool = False
    blocked: bool = False
    deactivated: bool = False
    #: Number of the last change that `Person.new` has handed out.
    looked_at: int = 0

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name or ''}".strip()

    def api(self) -> Json:
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                user[key] = value
        return user


class Topic(BaseModel):
    id: int
    name: str
    colour: int = 7322096
    icon: str | None = None
    closed: bool = False


class Chat(BaseModel):
    id: int
    type: Literal["private", "group", "supergroup"]
    title: str | None = None
    forum: bool = False
    members: dict[int, Status] = Field(default_factory=dict)
    topics: dict[int, Topic] = Field(default_factory=dict)
    #: Only supergroups count their own messages.
    last_message_id: int = 0
    pinned: list[int] = Field(default_factory=list)
    migrated_to: int | None = None
    #: The reply keyboard in force, as the bot gave it.
    keyboard: Json | None = None
    menu_button: Json | None = None


class Post(BaseModel):
    """One message; `body` is the Bot API's Message object."""

    chat_id: int
    id: int
    sender: int
    body: Json
    #: Order of arrival, over all chats.
    serial: int
    #: Grows whenever anybody should look again: on arrival and at every edit.
    change: int
    thread: int | None = None
    #: Texts that edits have replaced, oldest first.
    earlier: list[str] = Field(default_factory=list)
    reactions: dict[int, list[str]] = Field(default_factory=dict)


class StoredFile(BaseModel):
    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    data: bytes
    path: str
    width: int = 0
    height: int = 0
    #: When getFile last promised the path; the promise holds one hour.
    promised: datetime | None = None

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


class Query(BaseModel):
    """A press of an inline button."""

    id: str
    person: int
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answer: Json | None = None


class Ballot(BaseModel):
    """Where a poll is, and who voted for what."""

    chat_id: int
    message_id: int
    votes: dict[int, list[int]] = Field(default_factory=dict)
    closes_at: datetime | None = None


class Pending(BaseModel):
    """An update that the bot has not confirmed."""

    update: Json
    at: datetime
    #: Webhook deliveries of one lane are made one after the other.
    lane: str


class Webhook(BaseModel):
    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error_at: datetime | None = None
    last_error: str | None = None


class Profile(BaseModel):
    """What the bot says of itself. Commands are kept under `scope|language`."""

    commands: dict[str, list[Json]] = Field(default_factory=dict)
    descriptions: dict[str, str] = Field(default_factory=dict)
    short_descriptions: dict[str, str] = Field(default_factory=dict)
    menu_button: Json = Field(default_factory=lambda: {"type": "commands"})
    reads_all_group_messages: bool = False


class State(BaseModel):
    token: str
    bot: Account
    profile: Profile = Field(default_factory=Profile)
    people: dict[int, Account] = Field(default_factory=dict)
    chats: dict[int, Chat] = Field(default_factory=dict)
    posts: dict[int, dict[int, Post]] = Field(default_factory=dict)
    files: dict[str, StoredFile] = Field(default_factory=dict)
    queries: dict[str, Query] = Field(default_factory=dict)
    ballots: dict[str, Ballot] = Field(default_factory=dict)
    updates: list[Pending] = Field(default_factory=list)
    webhook: Webhook = Field(default_factory=Webhook)
    #: What getUpdates or setWebhook asked for last; None means Telegram's default selection.
    allowed_updates: list[str] | None = None
    next_update_id: int = 100000001
    next_serial: int = 1
    next_change: int = 1
    next_name: int = 1
    last_account_message_id: int = 0

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    def account(self, user_id: int) -> Account | None:
        return self.bot if user_id == self.bot.id else self.people.get(user_id)

    def post(self, chat_id: int, message_id: int) -> Post | None:
        return self.posts.get(chat_id, {}).get(message_id)

    def number(self) -> int:
        """A number never used before, for names of files, queries, polls and albums."""
        self.next_name += 1
        return self.next_name - 1
