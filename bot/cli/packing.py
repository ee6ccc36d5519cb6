"""Evidence packs on the command line: made from the database, checked from the files alone."""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.bootstrap.rehearsal import pack_key
from bot.config import Settings, read
from bot.content import load
from bot.desk.packing import Packing, has_pack, planned
from bot.desk.turn import Turn
from bot.domain.errors import Mistake, SettingsError, WardlightError
from bot.paper.proving import Wrong, prove
from bot.paper.signing import PackKey
from bot.storage.migrate import bring_up_to_date

from .administering import settings_and_database
from .progress import shown

_WHOLE = 2**62  # bytes: one file, however large
_SAID: Final = {
    Wrong.UNREADABLE: "is no ZIP file, or it is damaged",
    Wrong.STRAY: "holds something beside the files of a pack: it was not written by the bot, or was changed since",
    Wrong.UNSAFE: "has a name that no file of a pack has: do not unpack it",
    Wrong.TWICE: "is there more than once",
    Wrong.NO_MANIFEST: "is signed, and is not the list of a pack that this program knows",
    Wrong.UNSIGNED: "is not what was signed: the list, its signature or the key was changed",
    Wrong.OTHER_KEY: "is not the key that you gave: somebody else signed this pack",
    Wrong.CHANGED: "was changed",
    Wrong.MISSING: "is missing",
    Wrong.ADDED: "was added: it is not in the signed list",
    Wrong.AUDIT: "has a broken chain, or does not end where the list says",
}


def _key_of(settings: Settings) -> PackKey:
    key = pack_key(settings.rehearsal_dir) if settings.rehearses else settings.pack_key
    if key is None:
        advice = "set it: packs are signed with it; `python -m bot keys new` makes one"
        raise SettingsError([Mistake("WARDLIGHT_PACK_KEY", 0, advice)])
    return key


def public_key() -> str:
    """The public half of the key of the settings, as base64. Raises ``SettingsError`` where there is none."""
    settings = read()
    if settings.rehearses:
        settings.rehearsal_dir.mkdir(parents=True, exist_ok=True)
    return _key_of(settings).name


def make_pack(number: str, folder: Path) -> str:
    """Write the pack of a case into a folder; where it is, in a sentence.

    Raises:
        WardlightError: there is no such case, or nothing of it is left, or the file cannot be written.
    """
    settings, database = settings_and_database()
    key = _key_of(settings)
    named = re.fullmatch(r"(?:wl-?)?(\d{1,15})", number, re.IGNORECASE | re.ASCII)

    async def make() -> tuple[str, bytes]:
        knowledge = load(settings.knowledge_dir)
        try:
            await bring_up_to_date(database)
            async with database.transaction() as tx:
                case = await tx.cases.find(int(named[1])) if named else None
                if case is None or not has_pack(case):
                    raise WardlightError(f"{number}: there is no case of this number, or nothing of it is kept")
                plan = await planned(Turn(tx, datetime.now(UTC)), case, 0, _WHOLE)
            return f"{case.number}-pack.zip", await Packing(database, knowledge, key).part(plan, 0)
        finally:
            await database.close()

    with shown(f"Making the pack of {number}"):
        name, content = asyncio.run(make())
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        raise WardlightError(f"{path} cannot be written: {error.strerror}") from error
    return f"{path} has {len(content)} bytes, and holds everything of the case: keep it safe."


def verify_pack(paths: Sequence[Path], key: str) -> tuple[list[str], bool]:
    """What was found in a pack, line by line; whether it is as it was made."""
    try:
        with shown("Checking"):
            found = prove(paths, key)
    except OSError as error:
        return [f"{error.filename}: {error.strerror}"], False
    lines = [f"{fault.name!r} {_SAID[fault.wrong]}" for fault in found.faults]
    manifest = found.manifest
    if manifest is None or lines:
        return [*lines, "This pack is NOT as it was made."], False
    return [
        f"{manifest.case}, made at {manifest.made_at} by {manifest.council}: as it was made.",
        f"{len(manifest.files)} files; the audit ends at link {manifest.audit_links}, {manifest.audit_head}.",
        f"Signed with {found.key}." + ("" if key else " Compare this key with the one that the council publishes."),
    ], True
