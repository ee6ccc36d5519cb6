"""What people have learnt, which polls ask them, and the sessions that the council teaches."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from bot.storage.columns import Id, Instant, serial

from .listed import metadata

answers = Table(
    "answers",
    metadata,
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("question", String(64), primary_key=True),
    Column("right", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("right_at", Instant),
    Column("due_at", Instant, index=True),
    Column("card", Text, nullable=False),
)

completions = Table(
    "completions",
    metadata,
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("part", String(16), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("taught", Boolean, nullable=False),
    Column("reminded", Integer, nullable=False),
)

learners = Table(
    "learners",
    metadata,
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("told_at", Instant),
    Column("stopped_at", Instant),
)

polls = Table(
    "polls",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("person_id", Id, nullable=False, index=True),
    Column("question", String(64), nullable=False),
    Column("right", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
)

taught = Table(
    "taught",
    metadata,
    serial(),
    Column("part", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("at", Instant),
    Column("invited_at", Instant),
    Column("recorded_at", Instant),
    Column("sealed", LargeBinary, nullable=False),
    # A button names a session by its id, and may be pressed when that is gone.
    sqlite_autoincrement=True,
)

attendance = Table(
    "attendance",
    metadata,
    Column("taught_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("reply", String(8), nullable=False),
    Column("came", Boolean, nullable=False),
    Index("ix_attendance_person", "person_id"),
)
