"""``bot backup``: what left the database is on record in it."""

import asyncio
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app

from .exports import exported, kept
from .test_lines import ROOT


def test_a_backup_is_in_the_audit_with_its_digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_DIR", str(tmp_path))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(ROOT / "knowledge"))
    asyncio.run(kept(tmp_path, exported))  # a database
    made = CliRunner().invoke(app, ["backup", "copy"])
    assert made.exit_code == 0, made.output
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        of_tables = [digest for (digest,) in copy.execute("SELECT sha256 FROM backup ORDER BY rowid")]
    digest = sha256("\n".join(of_tables).encode()).hexdigest()
    assert asyncio.run(kept(tmp_path, exported)) == [("database:exported", 0, digest)]
