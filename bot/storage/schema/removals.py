"""Posts that platforms are asked to take down: what they are, who asked, and what became of it."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

removals = Table(
    "removals",
    metadata,
    serial(),
    Column("state", String(16), nullable=False),
    Column("platform", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    # Of the post's address, keyed; only while the removal is not closed, so that a post that comes back begins anew.
    Column("digest", String(64), unique=True),
    Column("holder", Id, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("sent_at", Instant),
    Column("removed_at", Instant),
    Column("closed_at", Instant),
    Column("erased_at", Instant),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_removals_next_at", "next_at"),
    sqlite_autoincrement=True,
)

removal_requests = Table(
    "removal_requests",
    metadata,
    Column("removal_id", Id, primary_key=True, autoincrement=False),
    Column("case_id", Id, primary_key=True, autoincrement=False, index=True),
    Column("reporter_id", Id, nullable=False),
    Column("at", Instant, nullable=False),
)

removal_steps = Table(
    "removal_steps",
    metadata,
    serial(),
    Column("removal_id", Id, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("actor", Id, nullable=False),
    Column("state", String(16), nullable=False),
    Column("mark", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
