"""What waits: the queue, and how fast anybody is written to or writes."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

_LEASED = text("leased_until IS NOT NULL")

queue = Table(
    "queue",
    metadata,
    serial(),
    Column("kind", String(16), nullable=False),
    Column("key", String(128), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # waiting | done | quarantined
    Column("due_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("leased_by", String(64)),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("sealed", LargeBinary),
    UniqueConstraint("kind", "key"),
    # Taking must stay quick however much waits or was done: due rows are read in their order, and for each its
    # lane is asked for the next row and for one under way.
    Index("ix_queue_taking", "state", "kind", "priority", "due_at", "id"),
    Index("ix_queue_lane", "kind", "lane", "state", "priority", "id"),
    # On PostgreSQL too (revision 0002); to say so here would import its dialect at every start.
    Index("ix_queue_leased", "kind", "lane", sqlite_where=_LEASED),
    # Without this SQLite gives a removed row's id to the next one, and keys made from ids would meet again.
    sqlite_autoincrement=True,
)

pace = Table(
    "pace",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("free_at", Instant, nullable=False),
)

floods = Table(
    "floods",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("minute", BigInteger, nullable=False),  # the number of the minute, and of the hour, since 1970
    Column("in_minute", Integer, nullable=False),
    Column("hour", BigInteger, nullable=False),
    Column("in_hour", Integer, nullable=False),
)
