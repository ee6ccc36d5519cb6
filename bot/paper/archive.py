"""A pack as a ZIP: written plainly, and read with suspicion. Nothing in one is ever unpacked onto a disk."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

#: Of what a ZIP of ours has around its files: the head of each in its place, that in the list, and the end.
_HEAD, _ENTRY, _END = 30, 46, 22
_PIECE = 1024 * 1024
#: Papers are read whole, items piece by piece.
PAPER_BYTES = 64 * 1024 * 1024


def bundle(files: Iterable[tuple[str, bytes]], made_at: datetime) -> bytes:
    """A ZIP of files, by names in ASCII, as they are: evidence is packed closely already."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, made_at.timetuple()[:6]), content)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Member:
    """A file found in a pack. ``sha256`` is "" where it could not be read; ``content`` is that of a paper only."""

    name: str
    size: int
    sha256: str
    content: bytes = b""


def members(path: Path, papers: Iterable[str]) -> Iterator[Member]:
    """The files of a pack, in their order; those named in ``papers`` with their content.

    Raises:
        ValueError: it is no ZIP, or there is something in it that belongs to none of its files.
        OSError: it cannot be read.
    """
    wanted = frozenset(papers)
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
            if not _is_plain(archive, infos, file):
                raise ValueError("stray")
            for info in infos:
                yield _member(archive, info, keep=info.filename in wanted)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, UnicodeDecodeError) as error:
        raise ValueError("damaged") from error


def _is_plain(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], file: BinaryIO) -> bool:
    """Whether the files stand one after another as they are, with nothing before, between or after them."""
    place = 0
    for info in infos:
        if info.header_offset != place or info.compress_type != zipfile.ZIP_STORED or info.flag_bits & ~0x800:
            return False
        if info.extra or info.comment or info.compress_size != info.file_size:
            return False
        place += _HEAD + len(info.orig_filename.encode()) + info.file_size
    listed = sum(_ENTRY + len(info.orig_filename.encode()) for info in infos)
    end = file.seek(0, 2)
    return archive.start_dir == place and end == place + listed + _END and not archive.comment


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, keep: bool) -> Member:
    digest, kept = hashlib.sha256(), b""
    try:
        with archive.open(info) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                if keep and len(kept) <= PAPER_BYTES:
                    kept += piece
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return Member(info.filename, info.file_size, "")
    return Member(info.filename, info.file_size, digest.hexdigest(), kept)
