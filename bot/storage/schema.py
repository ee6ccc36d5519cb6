"""The tables. ``sealed`` columns hold what people wrote, encrypted; the rest are ids, times, machine words."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from .columns import Id as _Id
from .columns import Instant
from .columns import serial as _serial

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_LEASED = text("leased_until IS NOT NULL")

queue = Table(
    "queue",
    metadata,
    _serial(),
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
    Column("id", _Id, primary_key=True, autoincrement=False),
    Column("minute", BigInteger, nullable=False),  # the number of the minute, and of the hour, since 1970
    Column("in_minute", Integer, nullable=False),
    Column("hour", BigInteger, nullable=False),
    Column("in_hour", Integer, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=False),
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
    Column("used_by", _Id),
    Column("sealed", LargeBinary, nullable=False),
)

wrong_tokens = Table(
    "wrong_tokens",
    metadata,
    _serial(),
    Column("person_id", _Id, nullable=False, index=True),
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
    Column("chat_id", _Id, nullable=False),
    Column("topic_id", _Id, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    _serial(),
    Column("level", Integer, nullable=False),
    Column("desk", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("reporter_id", _Id, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("holder", _Id, nullable=False),
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
    Index("ix_cases_status", "status", "level", "opened_at"),
    Index("ix_cases_reporter", "reporter_id", "status"),
    Index("ix_cases_holder", "holder", "status"),
)

exclusions = Table(
    "exclusions",
    metadata,
    Column("case_id", _Id, primary_key=True, autoincrement=False),
    Column("person_id", _Id, primary_key=True, autoincrement=False),
    Column("cause", String(16), nullable=False),
)

threads = Table(
    "threads",
    metadata,
    _serial(),
    Column("case_id", _Id, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("author_id", _Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("message_id", _Id, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_threads_message", "author_id", "message_id"),
)

evidence = Table(
    "evidence",
    metadata,
    _serial(),
    Column("owner_id", _Id, nullable=False),
    Column("case_id", _Id, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("message_id", _Id, nullable=False),
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
    Column("chat_id", _Id, nullable=False),
    Column("message_id", _Id, nullable=False),
    Column("case_id", _Id, nullable=False, index=True),
    Index("ix_messages_place", "chat_id", "message_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("case_id", _Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", _Id, nullable=False),
    Column("action", String(48), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

unanswered = Table(
    "unanswered",
    metadata,
    _serial(),
    Column("at", Instant, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("matches", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    # A button names a question by its id, and may be pressed when the question is gone.
    sqlite_autoincrement=True,
)

proposals = Table(
    "proposals",
    metadata,
    _serial(),
    Column("entry", String(64), nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

votes = Table(
    "votes",
    metadata,
    Column("entry", String(64), primary_key=True),
    Column("helped", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
)
