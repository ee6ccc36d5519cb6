"""A knowledge base of full size: where fewer entries are written, copies of them with altered phrases fill it up."""

import shutil
from itertools import count, cycle
from pathlib import Path
from typing import Any

import yaml

FULL = 231  # entries planned in all


def _altered(entry: dict[str, Any], number: int) -> dict[str, Any]:
    asks, tests = ([f"{phrase} {number}" for phrase in entry.get(part, [])] for part in ("asks", "tests"))
    return entry | {"title": f"{entry['title']} {number}", "asks": asks, "tests": tests}


def of_full_size(source: Path, folder: Path) -> int:
    """Copy the knowledge base and fill it up to the full number of entries; how many were written by people."""
    shutil.copytree(source, folder)
    written = sorted([*folder.glob("topics/*/*.yaml"), *folder.glob("platforms/*/*.yaml")])
    copies = zip(cycle(written), count(2 * len(written)), strict=False)
    for path, number in (next(copies) for _ in range(FULL - len(written))):
        entry = _altered(yaml.safe_load(path.read_text()), number)
        text = yaml.safe_dump(entry, sort_keys=False, allow_unicode=True)
        path.with_name(f"{path.stem}-{number}.yaml").write_text(text)
    return len(written)
