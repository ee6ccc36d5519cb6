"""Where a case happened, as a machine word; what cases have in common, as keyed digests."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A column, an index and a new table."""
    op.add_column("cases", sa.Column("place", sa.String(48), nullable=True))
    op.create_index("ix_cases_opened", "cases", ["opened_at"])
    op.create_table(
        "marks",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
        sa.UniqueConstraint("case_id", "kind", "digest", name=op.f("uq_marks_case_id_kind_digest")),
    )
    op.create_index("ix_marks_digest", "marks", ["digest", "kind"])


def downgrade() -> None:
    """As it was."""
    op.drop_table("marks")
    op.drop_index("ix_cases_opened", "cases")
    op.drop_column("cases", "place")
