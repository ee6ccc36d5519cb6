"""What people have learnt, the polls that ask them, and taught sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "answers",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("right_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("card", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "question", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_due_at"), "answers", ["due_at"])
    op.create_table(
        "completions",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("taught", sa.Boolean(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "part", name=op.f("pk_completions")),
    )
    op.create_table(
        "learners",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_learners")),
    )
    op.create_table(
        "polls",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
    )
    op.create_index(op.f("ix_polls_person_id"), "polls", ["person_id"])
    _create_taught()


def _create_taught() -> None:
    op.create_table(
        "taught",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("invited_at", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attendance",
        sa.Column("taught_id", ID, autoincrement=False, nullable=False),
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("reply", sa.String(length=8), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("taught_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_index("ix_attendance_person", "attendance", ["person_id"])


def downgrade() -> None:
    """As it was."""
    for table in ("attendance", "taught", "polls", "learners", "completions", "answers"):
        op.drop_table(table)
