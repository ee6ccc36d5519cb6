"""The work behind `bot booklet`: the toolkit as a page and as a PDF, with its progress on a terminal."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.config import read
from bot.content import Knowledge, load
from bot.domain.entry import CouncilKind
from bot.domain.errors import Mistake, SettingsError
from bot.paper import Booklet, Choice, Press

from .progress import shown

PAGE, PDF = "toolkit.html", "toolkit.pdf"


def make_booklet(folder: Path, subjects: Sequence[str], *, large: bool, parish: bool) -> tuple[Path, Path]:
    """Write both files into a folder, which is made where it is not there; the files.

    Raises:
        SettingsError: there is no such subject, or the folder cannot be written.
        PrintingError: the PDF could not be made.
    """
    settings = read()
    with shown(f"Printing {PDF}: the whole toolkit takes about a minute"):
        knowledge = load(settings.knowledge_dir)
        _check(subjects, knowledge)
        council = CouncilKind.PARISH if parish else knowledge.council.kind
        page = Booklet(knowledge).page(Choice(council, tuple(subjects), large), datetime.now(UTC))
        made = asyncio.run(Press(settings.cache_dir).pdf(page))
    return _written(folder, {PAGE: page.encode(), PDF: made})


def _check(subjects: Sequence[str], knowledge: Knowledge) -> None:
    known = knowledge.catalogue.subjects
    unknown = [subject for subject in subjects if subject not in known]
    if unknown:
        text = f"there is no subject {', '.join(unknown)}: one of {', '.join(known)}"
        raise SettingsError([Mistake("--subject", 0, text)])


def _written(folder: Path, files: dict[str, bytes]) -> tuple[Path, Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise SettingsError([Mistake("--output", 0, f"{folder} cannot be written ({error.strerror})")]) from None
    return folder / PAGE, folder / PDF
