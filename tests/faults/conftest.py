"""The bot as a process at a local Telegram, and how often it is killed."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.storage.postgres import Server, programs

from .forked import Nursery
from .killing import Tally

_TALLY = pytest.StashKey[Tally]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=50, help="how often the storms on a database kill the bot")
    parser.addoption("--seed", type=int, default=1, help="the seed that the fault suite begins with")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tally = config.stash.get(_TALLY, None)
    if tally is not None and tally.kills:
        terminalreporter.write_line(f"faults: {tally}")


@pytest.fixture(scope="session")
def tally(pytestconfig: pytest.Config) -> Tally:
    """Counted over all tests, for the line at the end."""
    return pytestconfig.stash.setdefault(_TALLY, Tally())


@pytest.fixture
def knowledge_copy(tmp_path: Path) -> Path:
    """A copy of the knowledge base that a test may change."""
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A PostgreSQL that keeps what it committed through every restart."""
    found = programs()
    assert found is not None, "PostgreSQL is not installed (Debian: apt install postgresql)"
    server = Server(found, synchronous_commit="on")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest_asyncio.fixture(loop_scope="function")
async def nursery() -> AsyncIterator[Nursery]:
    """Bots of the knowledge base as it ships."""
    async with Nursery.opened(ROOT / "knowledge") as opened:
        yield opened
