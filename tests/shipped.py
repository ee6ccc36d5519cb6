"""The knowledge base as it ships, read once for all tests of a process."""

from functools import cache
from pathlib import Path

from bot.content import Knowledge, load

ROOT = Path(__file__).parent.parent


@cache
def shipped() -> Knowledge:
    """All of it."""
    return load(ROOT / "knowledge")
