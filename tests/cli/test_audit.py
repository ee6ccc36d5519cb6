"""``bot audit verify``: every chain of the log is walked."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Connection, delete, update
from typer.testing import CliRunner

from bot.bootstrap.rehearsal import database_url, vault
from bot.cli.commands import app
from bot.domain.audit import SWEPT
from bot.domain.case import Case
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database
from bot.storage.migrate import bring_up_to_date
from bot.storage.schema import audit

from .test_lines import ROOT

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


async def kept(folder: Path) -> Database:
    """A rehearsal's database with two cases of three links each, and a link of no case."""
    database = Database(database_url(folder), vault(folder))
    await bring_up_to_date(database)
    async with database.transaction() as tx:
        for _ in range(2):
            case = Case(0, Level.CONCERN, Desk.COMMS, Report("harassment", what="words"), 700, NOW, NOW)
            case = await tx.cases.open(case)
            for action in ("case:opened", "case:taken", "case:resolved"):
                await tx.audit.record(case.id, NOW, 700, action)
        await tx.audit.record(0, NOW, 700, "person:joined:councillor")
    return database


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal in a folder of its own, with no `.env` in sight."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_DIR", str(tmp_path))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(ROOT / "knowledge"))


def verified() -> Result:
    return CliRunner().invoke(app, ["audit", "verify"])


def in_database(folder: Path, change: object, swept: int = 0) -> None:
    """Fill the database, then change it behind the bot's back; ``swept``: the case whose chain was swept."""

    async def do() -> None:
        database = await kept(folder)
        if swept:
            async with database.transaction() as tx:
                await tx.audit.record(0, NOW, 0, f"{SWEPT}:{swept}")
        async with database.engine.begin() as connection:
            if change is not None:
                await connection.run_sync(lambda sync: _execute(sync, change))
        await database.close()

    asyncio.run(do())


def _execute(connection: Connection, change: object) -> None:
    connection.execute(change)


def test_sound_chains_are_counted(tmp_path: Path) -> None:
    in_database(tmp_path, None)
    done = verified()
    assert (done.exit_code, done.stdout) == (0, "Chains: 3, links: 7, broken: 0, missing: 0\n")


SECOND = (audit.c.case_id == 2) & (audit.c.seq == 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(audit).where(SECOND).values(actor=1), "WL-0002: broken at link 2"),
        (delete(audit).where(SECOND), "WL-0002: broken at link 3"),
        (delete(audit).where(audit.c.case_id == 1), "WL-0001: its chain is missing"),
        (
            update(audit).where(audit.c.case_id == 0).values(action="person:left"),
            "The chain of no case: broken at link 1",
        ),
    ],
)
def test_a_chain_that_was_changed_or_taken_away_is_named(tmp_path: Path, change: object, said: str) -> None:
    in_database(tmp_path, change)
    done = verified()
    assert done.exit_code == 1
    assert said in done.stdout.splitlines()


def test_a_chain_that_was_swept_is_not_missing(tmp_path: Path) -> None:
    in_database(tmp_path, delete(audit).where(audit.c.case_id == 1), swept=1)
    done = verified()
    assert (done.exit_code, done.stdout) == (0, "Chains: 2, links: 5, broken: 0, missing: 0\n")
