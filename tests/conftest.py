"""What every test may use: the real knowledge base, and a world to tell a story in."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.content import Knowledge, load

from .process import CACHE
from .world import World, a_world

ROOT = Path(__file__).parent.parent

# A busy machine is no failure; what is too slow is measured by `make bench`.
settings.register_profile("wardlight", deadline=None)
settings.load_profile("wardlight")

for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "WARDLIGHT_KEY", "KNOWLEDGE_DIR", "HEALTH_PORT"):
    os.environ.pop(name, None)  # a developer's own settings must not reach a test
os.environ["CACHE_DIR"] = str(CACHE)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base as it ships."""
    return load(ROOT / "knowledge")


@pytest.fixture
async def world(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """A bot at a local Telegram, on SQLite, on a Monday at ten."""
    async with a_world(knowledge, tmp_path) as made:
        yield made
