"""Posts that platforms are asked to take down."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIMES = ("asked_at", "next_at", "sent_at", "removed_at", "closed_at", "erased_at")


def upgrade() -> None:
    """Three new tables."""
    op.create_table(
        "removals",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("holder", ID, nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=name != "asked_at") for name in TIMES),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removals")),
        sa.UniqueConstraint("digest", name=op.f("uq_removals_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_removals_next_at", "removals", ["next_at"])
    op.create_table(
        "removal_requests",
        sa.Column("removal_id", ID, autoincrement=False, nullable=False),
        sa.Column("case_id", ID, autoincrement=False, nullable=False),
        sa.Column("reporter_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("removal_id", "case_id", name=op.f("pk_removal_requests")),
    )
    op.create_index(op.f("ix_removal_requests_case_id"), "removal_requests", ["case_id"])
    op.create_table(
        "removal_steps",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("removal_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal_steps")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_removal_steps_removal_id"), "removal_steps", ["removal_id"])


def downgrade() -> None:
    """As it was."""
    for table in ("removal_steps", "removal_requests", "removals"):
        op.drop_table(table)
