"""``/healthz``: that the process lives. ``/readyz``: that all it needs is there, each check by name."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.domain.errors import StorageError
from bot.storage import Database
from bot.storage.figures import oldest
from bot.storage.migrate import current, newest

#: Telegram is asked every minute.
REACHED = timedelta(seconds=150)
LATE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Health:
    """``understanding`` is ``meanings``, or ``words`` where the encoder cannot be used, and then ``why``."""

    understanding: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be right; ``detail`` is for people."""

    ok: bool
    detail: str = ""


class Checks:
    """Looks whether the bot can do its work now."""

    def __init__(
        self,
        database: Database,
        entries: int,
        reached: Callable[[], datetime | None],
        clock: Callable[[], datetime],
    ) -> None:
        """``reached`` tells when Telegram answered last, if it ever did."""
        self._database = database
        self._entries = entries
        self._reached = reached
        self._clock = clock

    async def look(self) -> dict[str, Check]:
        """Every check by its name."""
        now = self._clock()
        knowledge = Check(self._entries > 0, f"{self._entries} entries")
        return {**await self._of_storage(now), "knowledge": knowledge, "telegram": self._of_telegram(now)}

    async def ready(self) -> bool:
        """Whether nothing is wrong."""
        return all(check.ok for check in (await self.look()).values())

    async def _of_storage(self, now: datetime) -> dict[str, Check]:
        try:
            async with self._database.snapshot() as connection:
                at = await connection.run_sync(current)
                # One of a newer release is fine: migrations only add, and replicas are replaced one after another.
                migrated = Check(at >= newest(), f"revision {at or 'none'}")
                due = (await oldest(connection)).values() if migrated.ok else ()
        except StorageError as error:
            down = Check(ok=False, detail=str(error))
            return {"database": down, "queue": Check(ok=False, detail="unknown")}
        late = max((now - moment for moment in due), default=timedelta())
        return {"database": migrated, "queue": Check(late < LATE, f"oldest {max(late.total_seconds(), 0):.0f} s")}

    def _of_telegram(self, now: datetime) -> Check:
        reached = self._reached()
        if reached is None:
            return Check(ok=False, detail="not reached yet")
        age = now - reached
        return Check(age < REACHED, f"reached {age.total_seconds():.0f} s ago")


def health_routes(health: Health, checks: Checks) -> list[Route]:
    """Both pages; ``/readyz`` answers 503 where a check fails."""

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", **asdict(health)})

    async def readyz(_: Request) -> JSONResponse:
        found = await checks.look()
        ready = all(check.ok for check in found.values())
        body = {"ready": ready, "checks": {name: asdict(check) for name, check in found.items()}}
        return JSONResponse(body, 200 if ready else 503)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
