"""What is installed is pinned with its digest, so that nobody can put something else in its place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_is_pinned_with_its_digest(name: str) -> None:
    entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    packages = [entry for entry in entries if entry.strip() and not entry.startswith("#")]
    assert len(packages) > 20
    assert [entry for entry in packages if not re.match(r"[\w.-]+(?:\[[\w,-]+\])?==\S+ .*--hash=sha256:", entry)] == []
