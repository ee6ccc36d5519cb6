"""Councillors without Telegram, and letters to them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two new tables."""
    op.create_table(
        "absent",
        sa.Column("case_id", ID, autoincrement=False, nullable=False),
        sa.Column("entered_by", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_absent")),
    )
    op.create_table(
        "letters",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_letters_case_id"), "letters", ["case_id"])


def downgrade() -> None:
    """As it was."""
    op.drop_table("letters")
    op.drop_table("absent")
