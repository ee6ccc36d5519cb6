"""What is made for people to have: reports, packs, copies of their data; here only until it is sent."""

from sqlalchemy import Column, LargeBinary, Table

from bot.storage.columns import Instant, serial

from .listed import metadata

documents = Table(
    "documents",
    metadata,
    serial(),
    Column("made_at", Instant, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
