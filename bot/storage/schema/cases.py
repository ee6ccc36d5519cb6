"""Cases, and all that belongs to one."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

cases = Table(
    "cases",
    metadata,
    serial(),
    Column("level", Integer, nullable=False),
    Column("desk", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("reporter_id", Id, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("holder", Id, nullable=False),
    Column("rung", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("take_by", Instant, nullable=False),
    Column("seen_at", Instant),
    Column("taken_at", Instant),
    Column("worked_at", Instant),
    Column("closed_at", Instant),
    Column("erased_at", Instant),
    Column("outcome", String(24)),
    Column("said", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    # The platform's id, or a place's; cases of older releases have none.
    Column("place", String(48)),
    Index("ix_cases_opened", "opened_at"),
    Index("ix_cases_status", "status", "level", "opened_at"),
    Index("ix_cases_reporter", "reporter_id", "status"),
    Index("ix_cases_holder", "holder", "status"),
)

exclusions = Table(
    "exclusions",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("cause", String(16), nullable=False),
)

threads = Table(
    "threads",
    metadata,
    serial(),
    Column("case_id", Id, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("message_id", Id, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_threads_message", "author_id", "message_id"),
)

evidence = Table(
    "evidence",
    metadata,
    serial(),
    Column("owner_id", Id, nullable=False),
    Column("case_id", Id, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("message_id", Id, nullable=False),
    Column("media", String(16), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("content_sealed", LargeBinary),
    Index("ix_evidence_case", "case_id"),
    Index("ix_evidence_owner", "owner_id", "case_id"),
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("ref", String(96), primary_key=True),
    Column("chat_id", Id, nullable=False),
    Column("message_id", Id, nullable=False),
    Column("case_id", Id, nullable=False, index=True),
    Index("ix_messages_place", "chat_id", "message_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", Id, nullable=False),
    Column("action", String(48), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
