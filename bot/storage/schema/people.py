"""Who there is, how they came in, and where their conversations stand."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("roles", String(64), nullable=False),
    Column("council", String(16), nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("joined_at", Instant),
    Column("sealed", LargeBinary, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("council", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", Id),
    Column("sealed", LargeBinary, nullable=False),
)

wrong_tokens = Table(
    "wrong_tokens",
    metadata,
    serial(),
    Column("person_id", Id, nullable=False, index=True),
    Column("at", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

desks = Table(
    "desks",
    metadata,
    Column("desk", String(16), primary_key=True),
    Column("chat_id", Id, nullable=False),
    Column("topic_id", Id, nullable=False),
)
