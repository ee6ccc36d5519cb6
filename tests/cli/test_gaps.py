"""``bot gaps``: what people asked and did not find, and phrases that the editor accepts."""

import asyncio
import hashlib
import json
import os
import pty
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap.rehearsal import database_url, vault
from bot.cli.accepting import go_through
from bot.content import Knowledge, load
from bot.storage import Database, Transaction

from .exports import exported, kept
from .test_lines import HERE, ROOT, bot

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BINS = "when is the brown bin collected"
PHRASE = 'blorp: zingle "fnord"'
ENTRY = "topics/accounts/phishing.yaml"


async def ask(tx: Transaction) -> None:
    """Five questions, three of them about one thing."""
    await tx.feedback.remember(BINS, "none", ["helplines"], NOW)
    await tx.feedback.remember("is my drone\x1b[2J legal", "missed", ["two-step"], NOW)
    await tx.feedback.remember("what day is brown bin collection", "none-of-these", [], NOW)
    await tx.feedback.remember(BINS.upper(), "none", [], NOW)


async def propose(tx: Transaction, *phrases: str, entry: str = "phishing") -> None:
    for phrase in phrases or (PHRASE,):
        await tx.feedback.remember(phrase, "none", [], NOW)
        await tx.feedback.assign([(await tx.feedback.questions(1))[0].id], entry, NOW)


async def proposed(tx: Transaction) -> list[str]:
    return [proposal.phrase for proposal in await tx.feedback.proposals()]


def lines(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


def test_gaps_are_printed_the_largest_first_without_who_asked(tmp_path: Path) -> None:
    asyncio.run(kept(tmp_path, ask))
    asyncio.run(kept(tmp_path, propose))
    shown = lines(bot("gaps", REHEARSAL_DIR=str(tmp_path)))
    assert shown[:5] == [
        "Open questions: 4, in groups: 2",
        "Phrases that wait for you: 1 (see them with --accept)",
        "",
        "3 × (no answer 2, not sure 1)",
        f"    {BINS} (2 ×)",
    ]
    assert shown[5] == "    what day is brown bin collection"
    assert shown[6].startswith("  nearest: ")
    assert shown[8:10] == ["1 × (“not this” 1)", "    is my drone [2J legal"]
    assert shown[-1] == "  was not: two-step"


def test_that_what_people_asked_left_the_database_is_on_record(tmp_path: Path) -> None:
    asyncio.run(kept(tmp_path, lambda tx: tx.feedback.remember(BINS, "none", [], NOW)))
    lines(bot("gaps", REHEARSAL_DIR=str(tmp_path)))
    lines(bot("gaps", "--accept", REHEARSAL_DIR=str(tmp_path)))
    digest = hashlib.sha256(BINS.encode()).hexdigest()
    assert asyncio.run(kept(tmp_path, exported)) == [("questions:exported", 0, digest)] * 2


def test_gaps_as_json_and_as_many_as_are_wanted(tmp_path: Path) -> None:
    asyncio.run(kept(tmp_path, ask))
    (line,) = lines(bot("gaps", "--json", "--limit", "1", REHEARSAL_DIR=str(tmp_path)))
    gap = json.loads(line)
    assert gap.pop("nearest") is not None
    assert gap == {
        "count": 3,
        "verdicts": {"no answer": 2, "not sure": 1},
        "questions": [BINS, "what day is brown bin collection"],
        "missed": [],
    }


def test_nothing_asked_nothing_printed(tmp_path: Path) -> None:
    assert lines(bot("gaps", REHEARSAL_DIR=str(tmp_path))) == ["Open questions: 0, in groups: 0"]
    assert lines(bot("gaps", "--json", REHEARSAL_DIR=str(tmp_path))) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base to write in."""
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


def test_without_a_terminal_proposals_are_only_listed(tmp_path: Path, folder: Path) -> None:
    asyncio.run(kept(tmp_path, propose))
    done = bot("gaps", "--accept", given=b"y\n", KNOWLEDGE_DIR=str(folder), REHEARSAL_DIR=str(tmp_path))
    assert lines(done) == [f'knowledge/{ENTRY}: add "{PHRASE}" to asks?']
    assert asyncio.run(kept(tmp_path, proposed)) == [PHRASE]
    assert (folder / ENTRY).read_text() == (ROOT / "knowledge" / ENTRY).read_text()


def test_at_a_terminal_an_accepted_phrase_is_written_and_everything_is_checked(tmp_path: Path, folder: Path) -> None:
    asyncio.run(kept(tmp_path, propose))
    ours, theirs = pty.openpty()
    settings = {"PATH": "/usr/bin:/bin", "KNOWLEDGE_DIR": str(folder), "REHEARSAL_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "gaps", "--accept"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, cwd=HERE, env=settings) as process:
        os.write(ours, b"what?\ny\n")
        said = process.communicate(timeout=180)[0].decode()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert said.count(f'knowledge/{ENTRY}: add "{PHRASE}" to asks? [y/n/later] ') == 2
    assert "can be used as it is now" in said
    assert PHRASE in load(folder).catalogue["phishing"].asks
    assert asyncio.run(kept(tmp_path, proposed)) == []


async def decide(tmp_path: Path, folder: Path, knowledge: Knowledge, *answers: str) -> tuple[int, list[str]]:
    """Go through the proposals with these answers, and then end the input."""
    given = iter(answers)

    def ask(_: str) -> str:
        for answer in given:
            return answer
        raise EOFError

    said: list[str] = []
    database = Database(database_url(tmp_path), vault(tmp_path))
    accepted = await go_through(database, folder, knowledge, ask, said.append)
    await database.close()
    return accepted, said


async def test_each_phrase_is_accepted_dropped_or_left_for_later(
    tmp_path: Path, folder: Path, knowledge: Knowledge
) -> None:
    await kept(tmp_path, lambda tx: propose(tx, "blorp one", "zingle two", "fnord three", "quux four"))
    assert await decide(tmp_path, folder, knowledge, "later", "N", "perhaps", "yes") == (1, [])
    assert await kept(tmp_path, proposed) == ["blorp one", "quux four"]
    asks = load(folder).catalogue["phishing"].asks
    assert asks == (*knowledge.catalogue["phishing"].asks, "fnord three")


async def test_a_phrase_of_another_entry_or_of_a_test_is_refused_and_stays_proposed(
    tmp_path: Path, folder: Path, knowledge: Knowledge
) -> None:
    other = knowledge.catalogue["two-step"]
    refused = [other.asks[0].upper() + "?", other.tests[0], knowledge.catalogue["phishing"].tests[0]]
    await kept(tmp_path, lambda tx: propose(tx, *refused))
    await kept(tmp_path, lambda tx: propose(tx, "blorp", entry="renamed-meanwhile"))
    accepted, said = await decide(tmp_path, folder, knowledge, "y", "y", "y", "y")
    assert accepted == 0
    assert [line for line in said if "It stays proposed" not in line] == []
    for word, line in zip(("two-step", "two-step", "phishing", "renamed-meanwhile"), said, strict=True):
        assert word in line
    assert len(await kept(tmp_path, proposed)) == 4
    assert (folder / ENTRY).read_text() == (ROOT / "knowledge" / ENTRY).read_text()


async def test_a_phrase_that_its_entry_has_already_is_settled(
    tmp_path: Path, folder: Path, knowledge: Knowledge
) -> None:
    have = knowledge.catalogue["phishing"].asks[0]
    await kept(tmp_path, lambda tx: propose(tx, f"{have}?!"))
    await kept(tmp_path, lambda tx: propose(tx, "blorp one"))
    await kept(tmp_path, lambda tx: propose(tx, "BLORP one", entry="two-step"))
    accepted, said = await decide(tmp_path, folder, knowledge, "y", "y", "y")
    assert accepted == 2
    assert "phishing" in said[0]  # what was just accepted for one entry is not given to a second
    assert (
        len((folder / ENTRY).read_text().splitlines()) == len((ROOT / "knowledge" / ENTRY).read_text().splitlines()) + 1
    )


async def test_a_file_that_takes_no_phrase_is_told_of(tmp_path: Path, folder: Path, knowledge: Knowledge) -> None:
    await kept(tmp_path, propose)
    (folder / ENTRY).write_text("asks: [one]\n")
    accepted, said = await decide(tmp_path, folder, knowledge, "y")
    assert accepted == 0
    assert "phishing.yaml" in said[0]
    assert await kept(tmp_path, proposed) == [PHRASE]


async def test_with_nothing_proposed_that_is_said(tmp_path: Path, folder: Path, knowledge: Knowledge) -> None:
    await kept(tmp_path, proposed)
    assert await decide(tmp_path, folder, knowledge) == (0, ["Nothing is proposed."])
