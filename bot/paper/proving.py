"""Whether an evidence pack is as it was made: every digest, the signature, the audit chain, nothing missing or added.

It needs the pack alone: no database, no network, no settings.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.domain.audit import Link, broken_at

from . import archive
from .archive import Member
from .manifest import CHAIN, ITEMS, MANIFEST, PUBLIC_KEY, SIGNATURE, Manifest, read
from .signing import signer

#: What a name in a pack may be: nothing that leads out of the folder in which somebody unpacks it.
_NAME = re.compile(rf"(?:{ITEMS})?[A-Za-z0-9][A-Za-z0-9 ._-]*")
_PAPERS = (MANIFEST, SIGNATURE, PUBLIC_KEY, CHAIN)


class Wrong(StrEnum):
    """What can be wrong with a pack."""

    UNREADABLE = "unreadable"
    STRAY = "stray"
    UNSAFE = "unsafe"
    TWICE = "twice"
    NO_MANIFEST = "no-manifest"
    UNSIGNED = "unsigned"
    OTHER_KEY = "other-key"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and with which file."""

    wrong: Wrong
    name: str


@dataclass(slots=True)
class Finding:
    """What was found. ``manifest`` is there only where its signature is good; ``key`` names who signed it."""

    faults: list[Fault] = field(default_factory=list)
    manifest: Manifest | None = None
    key: str = ""

    def note(self, wrong: Wrong, name: str) -> None:
        """Something is wrong."""
        self.faults.append(Fault(wrong, name))


def prove(paths: Sequence[Path], key: str = "") -> Finding:
    """Check a pack, all of its parts together; with ``key``, also that this is the key that signed it.

    Raises:
        OSError: a file cannot be read.
    """
    finding = Finding()
    found = [member for path in paths for member in _members(path, finding)]
    counts = Counter(member.name.casefold() for member in found)
    for name, count in counts.items():
        if count > 1:
            finding.note(Wrong.TWICE, name)
    by_name = {member.name: member for member in found}
    for name in by_name:
        if not _NAME.fullmatch(name) or ".." in name:
            finding.note(Wrong.UNSAFE, name)
    _prove_signature(by_name, key, finding)
    if finding.manifest is not None:
        _prove_files(by_name, finding.manifest, finding)
        _prove_chain(by_name, finding.manifest, finding)
    return finding


def _members(path: Path, finding: Finding) -> list[Member]:
    try:
        return list(archive.members(path, _PAPERS))
    except ValueError as error:
        finding.note(Wrong.STRAY if str(error) == "stray" else Wrong.UNREADABLE, path.name)
        return []


def _prove_signature(found: dict[str, Member], key: str, finding: Finding) -> None:
    lacking = [name for name in (MANIFEST, SIGNATURE, PUBLIC_KEY) if name not in found]
    for name in lacking:
        finding.note(Wrong.MISSING, name)
    if lacking:
        return
    content = found[MANIFEST].content
    finding.key = signer(content, found[SIGNATURE].content, found[PUBLIC_KEY].content)
    if not finding.key:
        finding.note(Wrong.UNSIGNED, MANIFEST)
        return
    finding.manifest = read(content)
    if finding.manifest is None or finding.manifest.public_key != finding.key:
        finding.manifest = None
        finding.note(Wrong.NO_MANIFEST, MANIFEST)
    elif key and key != finding.key:
        finding.note(Wrong.OTHER_KEY, PUBLIC_KEY)


def _prove_files(found: dict[str, Member], manifest: Manifest, finding: Finding) -> None:
    listed = {each.name: each for each in manifest.files}
    for name, each in listed.items():
        member = found.get(name)
        if member is None:
            finding.note(Wrong.MISSING, name)
        elif (member.size, member.sha256) != (each.size, each.sha256):
            finding.note(Wrong.CHANGED, name)
    for name in found.keys() - listed.keys() - {MANIFEST, SIGNATURE}:
        finding.note(Wrong.ADDED, name)


def _prove_chain(found: dict[str, Member], manifest: Manifest, finding: Finding) -> None:
    """The audit's own hashes hold, and it ends where the manifest says."""
    if CHAIN not in found:
        return  # told as missing already
    try:
        rows = json.loads(found[CHAIN].content)
        chain = [Link(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]
    except (ValueError, TypeError, KeyError):
        finding.note(Wrong.AUDIT, CHAIN)
        return
    end = (len(chain), chain[-1].hash if chain else "")
    if broken_at(chain) is not None or end != (manifest.audit_links, manifest.audit_head):
        finding.note(Wrong.AUDIT, CHAIN)
