"""What the toolkit is told about itself."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text

from bot.storage.columns import Instant, serial

from .listed import metadata

unanswered = Table(
    "unanswered",
    metadata,
    serial(),
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
    serial(),
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
