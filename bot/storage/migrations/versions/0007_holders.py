"""Cases are found by who has them."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index."""
    op.create_index("ix_cases_holder", "cases", ["holder", "status"])


def downgrade() -> None:
    """As it was."""
    op.drop_index("ix_cases_holder", "cases")
