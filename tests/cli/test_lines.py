"""``ask``, ``triage`` and ``toolkit``: one line of text in, one JSON object out."""

import json
import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from bot.cli.commands import app

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


def bot(*words: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a person would, with a bare environment and no `.env` in sight.

    In our own process, which has imported everything already; but ``run`` changes what a process is.
    """
    folders = {"KNOWLEDGE_DIR": str(ROOT / "knowledge"), "CACHE_DIR": os.environ["CACHE_DIR"]}
    known = {"PATH": "/usr/bin:/bin", **folders, **environment}
    if words[0] == "run":
        command = [sys.executable, "-m", "bot", *words]
        return subprocess.run(command, input=given, capture_output=True, cwd=HERE, env=known, timeout=180, check=False)
    with patch.dict(os.environ, known, clear=True), chdir(HERE):
        done = CliRunner().invoke(app, words, input=given)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout_bytes, done.stderr_bytes)


def test_ask_answers_each_line_with_a_verdict_and_the_best_entries_first() -> None:
    given = "how do i report a post on facebook\n\nwhen is the brown bin collected\nSut mae cael help yn Gymraeg?\n"
    done = bot("ask", "--json", given=given.encode())
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["question"] for answer in answers] == given.splitlines()
    assert all(answer["verdict"] in ("answer", "choices", "none") for answer in answers)
    assert answers[0]["matches"][0]["id"] == "facebook.report"
    assert answers[1]["verdict"] == "none"
    for answer in answers:
        scores = [match["score"] for match in answer["matches"]]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) <= 5


def test_ask_explains_with_the_nearest_phrase_and_the_words_that_counted() -> None:
    given = b"how do i flag a fb psot\n\n"
    first, empty = (json.loads(line) for line in bot("ask", "--explain", "--json", given=given).stdout.splitlines())
    for match in first["matches"]:
        because = match["because"]
        assert set(because) == {"title", "phrase", "words"}
        weights = [word["weight"] for word in because["words"]]
        assert weights == sorted(weights, reverse=True)
        assert 0 <= sum(weights) <= 1
    assert first["matches"][0]["id"] == "facebook.report"
    assert "facebook" in {word["word"] for word in first["matches"][0]["because"]["words"]}
    assert empty["matches"] == []

    said = bot("ask", "--explain", given=given).stdout.decode().splitlines()
    assert said[0].startswith(f"{first['verdict']}: facebook.report ")
    assert said[1] == f"  {first['matches'][0]['because']['title']} (facebook.report)"
    assert said[2] == f"    nearest phrase: {first['matches'][0]['because']['phrase']}"
    assert said[3].startswith("    words that counted: facebook 0.")
    assert len(said) == 1 + 3 * 3 + 1


def test_triage_tells_the_level_and_the_signals_of_each_line() -> None:
    given = "he is outside my house with a knife\nI'd kill for a coffee\n\xff bytes that are no text\n"
    done = bot("triage", "--json", given=given.encode("latin-1"))
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["level"] for one in found] == ["emergency", "none", "none"]
    assert found[0]["signals"]
    assert set(found[0]) == {"text", "level", "check", "signals"}


def test_lines_stream_one_answer_for_one_question() -> None:
    command = [sys.executable, "-m", "bot", "triage", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["level"] == "none"  # before the input has ended
        process.stdin.close()
        assert process.wait(timeout=120) == 0


def test_the_toolkit_is_listed_with_sources_owners_and_lengths() -> None:
    entries = json.loads(bot("toolkit", "--json").stdout)
    assert len(entries) >= 40
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["sources"][0]["url"].startswith("http")
        assert 0 < entry["characters"] <= 4096
        assert set(entry) == {
            "id", "title", "sources", "review_by", "owner", "nations", "councils", "characters",
        }  # fmt: skip
