"""Long documents that are everybody's: printed in a process of their own, and kept, so that none is printed twice."""

import asyncio
import hashlib
import logging
import os
import re
import sys
import tempfile
from pathlib import Path

from bot.domain.errors import PrintingError

log = logging.getLogger(__name__)

_DAY = re.compile(r"<time\b.*?</time>")
_KEPT = 24  # those that were asked for last: each subject and the whole, in both sizes


class Press:
    """Prints one at a time: a whole toolkit takes a processor for a minute. Never for what is about a person.

    What is kept holds until the page changes: one that differs only in the day it was made on (``time``) is the same.
    """

    def __init__(self, folder: Path | None) -> None:
        """``folder`` is where what was printed is kept; None keeps nothing."""
        self._folder = folder
        self._turn = asyncio.Lock()

    async def pdf(self, page: str) -> bytes:
        """The page as ``printing.pdf`` makes it, from what is kept where the same was printed before.

        Raises:
            PrintingError: it could not be printed.
        """
        async with self._turn:
            kept = self._folder and self._folder / f"booklet-{_digest(page)}.pdf"
            if kept and (known := _read(kept)):
                return known
            made = await _printed(page)
            if kept:
                _keep(kept, made)
            return made


def _digest(page: str) -> str:
    return hashlib.sha256(_DAY.sub("", page).encode()).hexdigest()[:24]


async def _printed(page: str) -> bytes:
    pipe = asyncio.subprocess.PIPE
    printing = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.paper"),
        cwd=Path(__file__).parents[2],  # where -m looks first: the code is this very code
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
    )
    try:
        made, said = await printing.communicate(page.encode())
    finally:
        if printing.returncode is None:  # we are stopped: nobody waits for it any more
            printing.kill()
            await printing.wait()
    if printing.returncode or not made:
        raise PrintingError((said.decode("utf-8", "replace").strip().splitlines() or ["killed"])[-1])
    return made


def _read(kept: Path) -> bytes:
    """What is kept there, b"" where nothing; it stays longest, as what was asked for last."""
    try:
        found = kept.read_bytes()
        kept.touch()
        return found
    except OSError:
        return b""


def _keep(kept: Path, made: bytes) -> None:
    """Keep it in one stroke, in place of what was asked for least lately; a folder that takes nothing is no failure."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".new", delete=False) as new:
            new.write(made)
        os.chmod(new.name, 0o644)  # nobody's words are in it
        os.replace(new.name, kept)
        for old in sorted(kept.parent.glob("booklet-*.pdf"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("cache.not-kept", extra={"reason": error.strerror})
