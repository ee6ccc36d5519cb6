"""The bot as a process at a local Telegram, and how often it is killed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shipped import ROOT
from tests.storage.postgres import Server, programs

from .forked import Nursery
from .killing import Seeds, Tally

_TALLY = pytest.StashKey[Tally]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=50, help="how often the storms on a database kill the bot")
    parser.addoption("--seed", type=int, default=1, help="the seed that the fault suite begins with")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tally = config.stash.get(_TALLY, None)
    if tally is not None and tally.kills:
        terminalreporter.write_line(f"faults: {tally}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that runs a part of the tests hands over what it counted."""
    output, tally = getattr(session.config, "workeroutput", None), session.config.stash.get(_TALLY, None)
    if output is not None and tally is not None:
        output["tally"] = tally.plain()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Such a process is done."""
    plain = getattr(node, "workeroutput", {}).get("tally")
    if plain:
        node.config.stash.setdefault(_TALLY, Tally()).take(plain)


@pytest.fixture(scope="session")
def tally(pytestconfig: pytest.Config) -> Tally:
    """Counted over all tests, for the line at the end."""
    return pytestconfig.stash.setdefault(_TALLY, Tally())


@pytest.fixture
def seeds(tally: Tally, tmp_path: Path, pytestconfig: pytest.Config) -> Seeds:
    """The seeds of a long run."""
    return Seeds(tally, tmp_path, pytestconfig.getoption("seed"), pytestconfig.getoption("kills"))


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where bots with the knowledge base as it ships come from."""
    with Nursery.opened(ROOT / "knowledge") as opened:
        yield opened


@pytest.fixture
def knowledge_copy(tmp_path: Path) -> Path:
    """A copy of the knowledge base that a test may change."""
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A PostgreSQL that keeps what it committed through every restart."""
    server = Server(programs(), synchronous_commit="on")
    try:
        server.start()
        yield server
    finally:
        server.stop()
