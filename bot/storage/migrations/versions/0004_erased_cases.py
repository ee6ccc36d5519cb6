"""When a case was erased: its numbers stay, its words do not."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new column that old rows leave empty."""
    op.add_column("cases", sa.Column("erased_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """As it was."""
    op.drop_column("cases", "erased_at")
