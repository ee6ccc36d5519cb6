"""Who does not want to be asked how they are, and how much officers saw in the last days."""

from sqlalchemy import Column, Index, String, Table

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

unasked = Table(
    "unasked",
    metadata,
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

exposures = Table(
    "exposures",
    metadata,
    serial(),
    Column("officer", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("case_id", Id, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_exposures_officer", "officer", "at"),
)
