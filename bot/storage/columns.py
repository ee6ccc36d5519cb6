"""The kinds of columns that tables share: moments and ids."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, Integer, TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970 UTC: the same on every database, and sortable."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Store."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read back."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


# SQLite counts ids by itself only for INTEGER; Telegram's own ids need 64 bits, which SQLite's INTEGER has.
Id = BigInteger().with_variant(Integer, "sqlite")


def serial() -> Column[Any]:
    """An id that the database counts."""
    return Column("id", Id, primary_key=True, autoincrement=True)
