"""``bot report``: a month as a PDF and as a table."""

import asyncio
import contextlib
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.commands import app

from .exports import exported, kept
from .test_lines import ROOT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal in a folder of its own, with no `.env` in sight."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_DIR", str(tmp_path))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(ROOT / "knowledge"))


def run(month: str) -> Result:
    return CliRunner().invoke(app, ["report", "--month", month, "--output", "out"])


def test_a_month_in_which_nothing_happened_is_written(tmp_path: Path) -> None:
    made = run("2026-10")
    assert made.exit_code == 0, made.output
    assert made.stderr == "", "nothing moves in a pipe"
    assert (tmp_path / "out/wardlight-2026-10.pdf").read_bytes().startswith(b"%PDF-")
    assert "All cases,1 Oct 2026 to 31 Oct 2026,0" in (tmp_path / "out/wardlight-2026-10.csv").read_text("utf-8-sig")
    digests = [sha256((tmp_path / f"out/wardlight-2026-10{end}").read_bytes()).hexdigest() for end in (".pdf", ".csv")]
    assert asyncio.run(kept(tmp_path, exported)) == [("monthly:exported", 0, digest) for digest in digests]


def everything(terminal: int) -> str:
    """What is shown on a terminal until nobody writes to it any more."""
    said = b""
    with contextlib.suppress(OSError), open(terminal, "rb", buffering=0) as shown:
        while more := shown.read(4096):
            said += more
    return said.decode()


def test_a_terminal_shows_that_it_goes_on(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = (sys.executable, "-m", "bot", "report", "--month", "2026-10", "--output", str(tmp_path))
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        said = everything(ours)
        printed, _ = process.communicate(timeout=60)
    assert "Making the report of 2026-10" in said
    assert printed.decode().startswith("Written: ")


@pytest.mark.parametrize("month", ["2026", "2026-13", "November", "../2026-11"])
def test_what_is_no_month_is_told(tmp_path: Path, month: str) -> None:
    made = run(month)
    assert made.exit_code == 1
    assert "write the month as 2026-11" in made.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("month", [f"{datetime.now(UTC):%Y-%m}", "2099-01"])
def test_a_month_that_is_not_over_has_no_report(tmp_path: Path, month: str) -> None:
    made = run(month)
    assert made.exit_code == 1
    assert f"{month} is not over" in made.output
    assert not (tmp_path / "out").exists()
