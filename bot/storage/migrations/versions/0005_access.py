"""From whom cases are kept; and who tried invitations that do not work."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two new tables."""
    op.create_table(
        "exclusions",
        sa.Column("case_id", ID, autoincrement=False, nullable=False),
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_exclusions")),
    )
    op.create_table(
        "wrong_tokens",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_tokens")),
    )
    op.create_index(op.f("ix_wrong_tokens_person_id"), "wrong_tokens", ["person_id"])


def downgrade() -> None:
    """As it was."""
    op.drop_table("wrong_tokens")
    op.drop_table("exclusions")
