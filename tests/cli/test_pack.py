"""``bot pack``: made from the database, checked from the file alone."""

import asyncio
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.bootstrap.rehearsal import database_url, pack_key, vault
from bot.cli.commands import app
from bot.domain.case import Case
from bot.domain.chat import Attachment, MediaKind
from bot.domain.evidence import Item
from bot.domain.report import Desk, Report
from bot.domain.severity import Level
from bot.storage import Database
from bot.storage.migrate import bring_up_to_date
from tests.unit.paper.packs import OTHER_KEY, contents, files, pack

from .test_lines import ROOT

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal in a folder of its own, with no `.env` in sight."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_DIR", str(tmp_path))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(ROOT / "knowledge"))


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["pack", *words])


async def a_case(folder: Path) -> None:
    """A case with a letter."""
    database = Database(database_url(folder), vault(folder))
    await bring_up_to_date(database)
    async with database.transaction() as tx:
        report = Report("harassment", what="He writes <every> day & night")
        case = await tx.cases.open(Case(0, Level.CONCERN, Desk.COMMS, report, 700, NOW, NOW))
        await tx.audit.record(case.id, NOW, 700, "case:opened:report")
        attachment = Attachment(MediaKind.DOCUMENT, "id", "letter.pdf")
        item = await tx.evidence.add(Item(0, 700, case.id, NOW, attachment))
        await tx.evidence.keep(item.id, b"%PDF-1.7 a letter")
    await database.close()


async def actions(folder: Path) -> list[str]:
    database = Database(database_url(folder), vault(folder))
    async with database.transaction() as tx:
        chain = await tx.audit.chain(1)
    await database.close()
    return [link.action for link in chain]


def test_a_pack_is_written_checked_and_on_record(tmp_path: Path) -> None:
    asyncio.run(a_case(tmp_path))
    made = run("WL-0001", "--output", "out")
    assert made.exit_code == 0, made.output
    path = tmp_path / "out/WL-0001-pack.zip"
    assert (contents(path.read_bytes()) or {})["items/01-letter.pdf"] == b"%PDF-1.7 a letter"
    assert asyncio.run(actions(tmp_path)) == ["case:opened:report", "case:packed"]

    key = run("key").stdout.strip()
    assert key == pack_key(tmp_path).name
    for words in (("verify", str(path)), ("verify", str(path), "--key", key)):
        checked = run(*words)
        assert checked.exit_code == 0
        assert "WL-0001" in checked.stdout
        assert "as it was made" in checked.stdout
    other = run("verify", str(path), "--key", OTHER_KEY.name)
    assert other.exit_code == 1
    assert "somebody else signed" in other.stdout


def test_a_pack_that_was_changed_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "WL-0007-pack.zip"
    path.write_bytes(pack(**{"items/01-post.png": b"another picture"}))
    checked = run("verify", str(path))
    assert checked.exit_code == 1
    assert checked.stdout.splitlines() == ["'items/01-post.png' was changed", "This pack is NOT as it was made."]
    assert run("verify", str(tmp_path / "none.zip")).exit_code == 1


def test_what_the_readme_says_can_be_done_with_openssl_alone(tmp_path: Path) -> None:
    for name, content in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    readme = (ROOT / "knowledge/words/en/pack.yaml").read_text()
    (line,) = (line.strip() for line in readme.splitlines() if line.strip().startswith("openssl "))
    checked = subprocess.run(line.split(), capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "Signature Verified Successfully\n")


@pytest.mark.parametrize("number", ["WL-0099", "geese", "99999999999999999999"])
def test_a_case_that_is_not_there_is_told(tmp_path: Path, number: str) -> None:
    made = run(number)
    assert made.exit_code == 1
    assert "no case of this number" in made.output
