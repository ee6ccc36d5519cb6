"""Who does not want to be asked how they are, and how much officers saw in the last days."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two new tables."""
    op.create_table(
        "unasked",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_unasked")),
    )
    op.create_table(
        "exposures",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("officer", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposures")),
    )
    op.create_index("ix_exposures_officer", "exposures", ["officer", "at"])


def downgrade() -> None:
    """As it was."""
    op.drop_table("exposures")
    op.drop_table("unasked")
