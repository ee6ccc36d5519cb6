"""A clock that can be moved on, for a rehearsal and for tests that are not to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Real time plus what it was moved by; or, given a start, a clock that stands still until it is moved."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._moved = timedelta()

    def __call__(self) -> datetime:
        return (self._start or datetime.now(UTC)) + self._moved

    def move(self, by: timedelta) -> None:
        self._moved += by
