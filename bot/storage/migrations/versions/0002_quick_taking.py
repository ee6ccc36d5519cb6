"""Indexes by which taking from a long queue, and finding the case of a message, stay quick."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LEASED = sa.text("leased_until IS NOT NULL")


def upgrade() -> None:
    """Read due rows in their order; find the lanes that are worked; find a message."""
    op.drop_index("ix_queue_taking", "queue")
    op.create_index("ix_queue_taking", "queue", ["state", "kind", "priority", "due_at", "id"])
    op.create_index("ix_queue_leased", "queue", ["kind", "lane"], sqlite_where=LEASED, postgresql_where=LEASED)
    op.create_index("ix_threads_message", "threads", ["author_id", "message_id"])


def downgrade() -> None:
    """As it was."""
    op.drop_index("ix_threads_message", "threads")
    op.drop_index("ix_queue_leased", "queue")
    op.drop_index("ix_queue_taking", "queue")
    op.create_index("ix_queue_taking", "queue", ["state", "kind", "due_at"])
