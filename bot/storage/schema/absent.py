"""Whose cases others entered, and what there is to tell them."""

from sqlalchemy import Column, LargeBinary, Table

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

absent = Table(
    "absent",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("entered_by", Id, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

letters = Table(
    "letters",
    metadata,
    serial(),
    Column("case_id", Id, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("sealed", LargeBinary, nullable=False),
    # A button names a letter by its id, and may be pressed when the letter is gone.
    sqlite_autoincrement=True,
)
