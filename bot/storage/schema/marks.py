"""What cases have in common: accounts, links and pictures, as keyed digests."""

from sqlalchemy import Column, Index, LargeBinary, String, Table, UniqueConstraint

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

marks = Table(
    "marks",
    metadata,
    serial(),
    Column("case_id", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    #: Of a picture: how it looks, so that others can be compared with it.
    Column("sealed", LargeBinary),
    UniqueConstraint("case_id", "kind", "digest"),
    Index("ix_marks_digest", "digest", "kind"),
)
