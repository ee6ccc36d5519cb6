"""How work grows with open cases: ``python -m tests.bench.cases [--quick] [PICTURE]``, as Markdown. Takes minutes.

On SQLite, with every commit flushed to the disk: what an officer waits for when they look at the queue, and what a
councillor's emergency takes from being understood to being committed, with its card on the way to an officer.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.progress import Progress
from sqlalchemy import insert

from bot.content import load
from bot.desk.access import view_of
from bot.desk.alarms import Alarms
from bot.desk.casework import Casework
from bot.desk.turn import Turn
from bot.domain.case import Case
from bot.domain.person import Person, Role
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date
from bot.storage.places import CASES
from bot.storage.schema import cases

from .growing import Curves, alone

ROOT = Path(__file__).parents[2]
SIZES, QUICK = (100, 1_000, 10_000, 100_000, 1_000_000), (100, 1_000)
AT_ONCE = 10_000
TIMES = 15
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SAM, ANN = Person(2, "Sam Specimen", frozenset({Role.SAFETY})), Person(1, "Ann Example")
REPORT = Report("harassment", "He writes to me every day, and now to my family too", who="@plainly_made_up")


async def measure(progress: Progress, *, quick: bool) -> Curves:
    """What a look at the queue and an emergency take, with ever more open cases."""
    knowledge, vault = load(ROOT / "knowledge"), Vault.from_text(Vault.new_key())
    casework = Casework(knowledge, Alarms(0))
    sizes = QUICK if quick else SIZES
    found: list[tuple[float, ...]] = []
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/cases.db", vault)
        await bring_up_to_date(database)
        async with database.transaction() as tx:
            await tx.people.save(SAM)
            await tx.people.save(ANN)
        task = progress.add_task("Cases", total=sizes[-1])
        there = 0
        for round_, size in enumerate(sizes):
            for first in range(there, size, AT_ONCE):
                # Cases that earlier rounds opened have numbers of their own.
                await _fill(database, vault, first + round_ * TIMES, min(AT_ONCE, size - first))
                progress.update(task, completed=first)
            there = size
            found.append((await _timed(lambda: _look(database)), await _timed(lambda: _open(database, casework))))
        await database.close()
    return Curves("open cases", sizes, "milliseconds, half of the times", ("/queue, ms", "an emergency, ms"), found)


async def _fill(database: Database, vault: Vault, first: int, number: int) -> None:
    sealed = b'{"kind": "harassment", "what": "He writes to me every day, and now to my family too"}'
    values = [
        {
            "level": place % 3,
            "desk": Desk.SAFETY if place % 2 else Desk.COMMS,
            "status": "open",
            "kind": "harassment",
            "reporter_id": 1_000 + place % 500,
            "verified": True,
            "holder": 0,
            "rung": 0,
            "opened_at": NOW + timedelta(seconds=place),
            "take_by": NOW + timedelta(seconds=place + 900),
            "said": "",
            "version": 1,
            "sealed": vault.seal(sealed, CASES.where(id=place + 1)),
            "id": place + 1,
        }
        for place in range(first, first + number)
    ]
    async with database.begin() as connection:
        await connection.execute(insert(cases), values)


async def _look(database: Database) -> None:
    async with database.transaction() as tx:
        view = await view_of(tx, SAM, SAM.id)
        assert len(await tx.listing.queue(view, 20)) == 20
        await tx.listing.count(view)
        await tx.listing.elsewhere(view)


async def _open(database: Database, casework: Casework) -> None:
    async with database.transaction() as tx:
        turn = Turn(tx, NOW)
        case: Case = await casework.open(turn, ANN, REPORT, Level.EMERGENCY, "bench")
        await turn.close(f"bench:{case.id}")


async def _timed(act: Callable[[], Awaitable[None]]) -> float:
    """The median of some times, in milliseconds."""
    times = []
    for _ in range(TIMES):
        began = perf_counter()
        await act()
        times.append((perf_counter() - began) * 1e3)
    return median(times)


if __name__ == "__main__":
    alone("tests.bench.cases", __doc__, measure)
