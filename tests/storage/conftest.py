"""Each test of the store runs twice: on SQLite, and on a real PostgreSQL that the tests start themselves."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from bot.storage import Database, Vault
from bot.storage.migrate import upgrade

from .postgres import Server, programs

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for all tests, with a database of the newest schema to copy."""
    server = Server(programs())
    try:
        server.start()
        server.template = make_url(server.create()).database
        _upgrade(server.url(server.template))
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the newest schema to copy."""
    path = tmp_path_factory.mktemp("template") / "newest.db"
    _upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        # As a file is once one bot has opened it: replicas never race to turn a new one into this.
        connection.execute("PRAGMA journal_mode=WAL")
    return path


def _upgrade(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return request.param


@pytest.fixture
def empty_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty database is."""
    if engine_name == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database of the newest schema is."""
    if engine_name == "sqlite":
        path = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.create(server.template)
    yield url
    server.drop(url)


@pytest.fixture
def vault() -> Vault:
    """A vault of one fresh key."""
    return Vault.from_text(Vault.new_key())


@pytest.fixture
async def database(database_url: str, vault: Vault) -> AsyncIterator[Database]:
    """A database of the newest schema, with nothing in it."""
    database = Database(database_url, vault)
    yield database
    await database.close()
