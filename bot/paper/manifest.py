"""The list of what is in an evidence pack, which is signed: names, digests, and where the audit stood."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

FORMAT = "wardlight-pack/1"
MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "public-key.pem"
REPORT, README, CHAIN = "pack.pdf", "README.txt", "audit.json"
ITEMS = "items/"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the pack; ``size`` in bytes."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Listed":
        """A file as it is."""
        return cls(name, len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a pack. ``audit_links`` and ``audit_head`` are the length and the last hash of the case's chain."""

    case: str
    council: str
    made_at: str
    public_key: str
    audit_links: int
    audit_head: str
    files: tuple[Listed, ...]
    format: str = FORMAT

    def written(self) -> bytes:
        """As the file ``manifest.json``: these bytes are signed."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n").encode()


_FILE: TypeAdapter[Manifest] = TypeAdapter(Manifest)


def read(content: bytes) -> Manifest | None:
    """The manifest that was written so; None where it is none of this form."""
    try:
        found = _FILE.validate_json(content)
    except ValidationError:
        return None
    return found if found.format == FORMAT else None


def chain_written(links: Iterable[Any]) -> bytes:
    """The links of the audit chain (dataclasses) as the file ``audit.json``."""
    rows = [{**asdict(link), "at": link.at.isoformat()} for link in links]
    return (json.dumps(rows, indent=1) + "\n").encode()
