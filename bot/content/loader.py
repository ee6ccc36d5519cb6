"""The knowledge base, loaded once at the start."""

from pathlib import Path

from bot.domain.errors import ContentError

from .checks import examine
from .knowledge import Knowledge


def load(folder: Path) -> Knowledge:
    """Read and check everything under ``folder``.

    Raises:
        ContentError: with every mistake in it at once.
    """
    knowledge, mistakes = examine(folder)
    if knowledge is None:
        raise ContentError(mistakes)
    return knowledge
