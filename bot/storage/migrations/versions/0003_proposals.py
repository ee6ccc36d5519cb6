"""Phrases that administrators propose for entries; and no id of a question is ever used again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A new table; on SQLite the old one is laid anew, for only so can it count its ids on for ever."""
    op.create_table(
        "proposals",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sqlite_autoincrement=True,
    )
    _lay_anew(sqlite_autoincrement=True)


def downgrade() -> None:
    """As it was."""
    _lay_anew(sqlite_autoincrement=False)
    op.drop_table("proposals")


def _lay_anew(*, sqlite_autoincrement: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.rename_table("unanswered", "unanswered_before")
    op.create_table(
        "unanswered",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("matches", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered")),
        sqlite_autoincrement=sqlite_autoincrement,
    )
    op.execute(
        "INSERT INTO unanswered (id, at, verdict, matches, sealed) "
        "SELECT id, at, verdict, matches, sealed FROM unanswered_before"
    )
    op.drop_table("unanswered_before")
