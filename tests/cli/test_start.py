"""A start that cannot work says everything that is wrong at once, and what to do."""

import shutil
import subprocess
from pathlib import Path

from bot.storage import Vault

from .test_lines import ROOT, bot

TOKEN = "123456789:an-invented-token-of-fair-length-00"  # pragma: allowlist secret


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode()


def test_all_wrong_settings_are_told_at_once() -> None:
    done = bot(
        "run",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL="http://bots.example.org",
        WARDLIGHT_KEY="too short",
        DATABASE_URL="mysql://somewhere",
        KNOWLEDGE_DIR="nowhere",
        LOG_LEVEL="loud",
        OUTSIDE_PHONES="the duty phone",
        SMTP_URL="secret",
        REHEARSAL_PORT="99999",
    )
    assert done.returncode == 1
    names = ("TELEGRAM_API_URL", "WARDLIGHT_KEY", "DATABASE_URL", "KNOWLEDGE_DIR", "LOG_LEVEL", "REHEARSAL_PORT")
    for name in (*names, "OUTSIDE_PHONES", "SMTP_URL"):
        assert name in said(done)
    assert "Traceback" not in said(done)
    assert "too short" not in said(done)
    assert "secret" not in said(done)


def test_a_rehearsal_token_is_refused_anywhere_but_on_this_machine() -> None:
    token = "4200000001:REHEARSAL-abcdefghijklmnopqrstuvwx"
    done = bot("run", TELEGRAM_BOT_TOKEN=token, WARDLIGHT_KEY=Vault.new_key())
    assert done.returncode == 1
    assert "rehearsal" in said(done)


def test_check_names_file_and_line_of_every_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    entry = folder / "topics" / "abuse" / "stalking.yaml"
    lines = entry.read_text().splitlines()
    owner = next(number for number, line in enumerate(lines, 1) if line.startswith("owner:"))
    lines[owner - 1] = "owner: nobody"
    entry.write_text("\n".join(lines))
    (folder / "words" / "en" / "desk.yaml").write_text("card: <b>not closed\n")
    done = bot("check", str(folder))
    assert done.returncode == 1
    assert f"knowledge/topics/abuse/stalking.yaml:{owner}:" in said(done)
    assert "knowledge/words/en/desk.yaml:1:" in said(done)
    assert bot("check", str(ROOT / "knowledge")).returncode == 0


def test_run_refuses_a_broken_knowledge_base_without_a_trace(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    (folder / "council.yaml").write_text("name: [")
    done = bot("run", KNOWLEDGE_DIR=str(folder), REHEARSAL_DIR=str(tmp_path / "rehearsal"))
    assert done.returncode == 1
    assert "knowledge/council.yaml" in said(done)
    assert "Traceback" not in said(done)


def test_invite_prints_a_link_that_works_once(tmp_path: Path) -> None:
    done = bot("invite", "safety", "--name", "Sam Specimen", REHEARSAL_DIR=str(tmp_path / "rehearsal"))
    assert done.stdout.decode().startswith("https://t.me/wardlight_bot?start=")
    assert bot("invite", "king", "--name", "Nobody").returncode != 0


def test_invite_works_before_the_first_run_on_a_real_token(tmp_path: Path) -> None:
    done = bot(
        "invite",
        "councillor",
        "--name",
        "Cllr Ada Example",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_BOT_USERNAME="@council_bot",
        WARDLIGHT_KEY=Vault.new_key(),
        DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / 'not' / 'there' / 'yet.db'}",
    )
    assert done.stdout.decode().startswith("https://t.me/council_bot?start=")


def test_key_makes_a_key_that_the_vault_takes() -> None:
    Vault.from_text(bot("keys", "new").stdout.decode().strip())
