"""What every test may use: the real knowledge base, and a world to tell a story in."""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from bot.config import Settings
from bot.content import Knowledge

from .process import CACHE
from .shipped import shipped
from .world import World, a_world

# A busy machine is no failure; what is too slow is measured by `make bench`.
settings.register_profile("wardlight", deadline=None)
settings.load_profile("wardlight")

for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)  # a developer's own settings must not reach a test
os.environ["CACHE_DIR"] = str(CACHE)

# What tests commit need not wait for a disk, where there is a folder in memory with room for it.
MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # noqa: S108  (bytes)
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base as it ships."""
    return shipped()


@pytest.fixture(scope="session")
def strict(knowledge: Knowledge) -> Knowledge:
    """The knowledge base with low limits, which are sooner reached."""
    limits = replace(knowledge.council.limits, minute=6, hour=20, files=12)
    return replace(knowledge, council=replace(knowledge.council, limits=limits))


@pytest.fixture
async def world(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """A bot at a local Telegram, on SQLite, on a Monday at ten."""
    async with a_world(knowledge, tmp_path) as made:
        yield made


@pytest.fixture
async def strict_world(strict: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """The same, of a bot whose limits are low."""
    async with a_world(strict, tmp_path) as made:
        yield made
