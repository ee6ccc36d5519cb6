"""The bot as a process at a local Telegram, and how often it is killed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shipped import ROOT

from .forked import Nursery
from .killing import Tally

_TALLY = pytest.StashKey[Tally]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=50, help="how often the long fault suite kills the bot")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tally = config.stash.get(_TALLY, None)
    if tally is not None and tally.kills:
        terminalreporter.write_line(f"faults: {tally}")


@pytest.fixture(scope="session")
def tally(pytestconfig: pytest.Config) -> Tally:
    """Counted over all tests, for the line at the end."""
    return pytestconfig.stash.setdefault(_TALLY, Tally())


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where bots with the knowledge base as it ships come from."""
    with Nursery.opened(ROOT / "knowledge") as opened:
        yield opened


@pytest.fixture
def knowledge_copy(tmp_path: Path) -> Path:
    """A copy of the knowledge base that a test may change."""
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))
