"""The computer that a bot's process finds: its clock and its disk, told from outside through files in a folder."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


class Disk(StrEnum):
    """How it is with the disk that SQLite's file is on."""

    SOUND = "sound"
    FULL = "full"
    READ_ONLY = "read-only"


#: What makes SQLite say the same as on such a disk: SQLITE_FULL, SQLITE_READONLY.
_PRAGMAS = {
    Disk.SOUND: ("max_page_count=1073741823", "query_only=OFF"),
    Disk.FULL: ("max_page_count=1",),  # no page more than there are
    Disk.READ_ONLY: ("query_only=ON",),
}


class Machine:
    """Set by the weather, and looked at by the process whenever it asks for the time or opens a transaction."""

    def __init__(self, folder: Path) -> None:
        self._clock, self._disk = folder / "clock", folder / "disk"
        self._errors, self._crashes, self._ends = folder / "errors", folder / "crashes", folder / "ends"
        self._doubts, self._aim, self._aimed = folder / "doubts", folder / "aim", folder / "aimed"
        self._lives, self._held = folder / "lives", folder / "held"

    def now(self) -> datetime:
        """The time as the process sees it."""
        ahead = float(self._clock.read_text()) if self._clock.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=ahead)

    def set_clock(self, ahead: timedelta) -> None:
        """Let the clock run so far ahead of the real time."""
        _replace(self._clock, str(ahead.total_seconds()))

    def turn_to(self, moment: datetime) -> None:
        """Let it be that moment now."""
        self.set_clock(moment - datetime.now(UTC))

    @property
    def disk(self) -> Disk:
        return Disk(self._disk.read_text()) if self._disk.exists() else Disk.SOUND

    @disk.setter
    def disk(self, disk: Disk) -> None:
        _replace(self._disk, disk)

    def under(self, engine: Engine) -> None:
        """Let every connection of the process feel the disk, and count the errors that a database gives it."""
        event.listen(engine, "handle_error", self._failed)
        if engine.dialect.name != "sqlite":
            return

        def feel(connection: Any, record: Any, _: Any) -> None:
            if record.info.get("disk", Disk.SOUND) is not (disk := self.disk):
                cursor = connection.cursor()
                for pragma in (*_PRAGMAS[Disk.SOUND], *_PRAGMAS[disk]):
                    cursor.execute(f"PRAGMA {pragma}")
                cursor.close()
                record.info["disk"] = disk

        event.listen(engine, "checkout", feel)

    def _failed(self, context: Any) -> None:
        error = context.original_exception
        name = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or type(error).__name__
        _append(self._errors, name)

    def crashed(self, place: str, doubts: list[str], held: list[str]) -> None:
        """Keep where the process died of what was meant for it (``part step``), and what was in doubt then, and held.

        In doubt is what had gone to Telegram or to a mail server, or was about to, while no commit said so; held is
        every row that was taken, and not done with: the part that does it, once for each.
        """
        _append(self._crashes, place)
        for part in doubts:
            _append(self._doubts, part)
        for part in held:
            _append(self._held, part)

    def aim(self, part: str, first: int = 1, every: int = 1, step: str = "") -> None:
        """Let a process die at the first such step of its work on rows of that part, the next one some steps later.

        Steps of one name are meant, or all; "" is for no part any more.
        """
        _replace(self._aim, f"{part},{first - every * self.aimed()[part]},{every},{step}")

    def target(self) -> tuple[str, str, int]:
        """The part that is aimed at, the name of the steps meant ("" for all), and at how manieth a process dies."""
        part, first, every, step = self._aim.read_text().split(",") if self._aim.exists() else ("", "1", "1", "")
        return part, step, int(first) + int(every) * self.aimed()[part]

    def hit(self, part: str) -> None:
        """Keep that the process dies of what was aimed at that part."""
        _append(self._aimed, part)

    def aimed(self) -> Counter[str]:
        """How often processes died of what was aimed at each part."""
        return Counter(_lines(self._aimed))

    def doubts(self) -> Counter[str]:
        """How many messages of each part were in doubt when processes died."""
        return Counter(_lines(self._doubts))

    def lives(self) -> None:
        """Keep that another process is there, and works."""
        _append(self._lives, "")

    def lived(self) -> int:
        """How many processes there were that came to work."""
        return len(_lines(self._lives))

    def held(self) -> Counter[str]:
        """How many rows of each part processes held when they died."""
        return Counter(_lines(self._held))

    def ended(self, why: str) -> None:
        """Keep why the process ended of itself."""
        _append(self._ends, why)

    def errors(self) -> Counter[str]:
        """What the databases said, and how often."""
        return Counter(_lines(self._errors))

    def crashes(self) -> list[str]:
        """Where processes died."""
        return _lines(self._crashes)

    def ends(self) -> list[str]:
        """Why processes ended of themselves."""
        return _lines(self._ends)


def _replace(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(path)


def _append(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(f"{line}\n")


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
