"""``evaluate`` over a small knowledge folder: its own tests, what is held out, files, and the figures kept."""

import io
import json
from pathlib import Path

import pytest

from bot.cli.evaluating import evaluate
from bot.domain.errors import ContentError, WardlightError
from tests.knowledge_folder import KnowledgeFolder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeFolder:
    made = KnowledgeFolder(tmp_path)
    made.write("held-out/danger.tsv", "text\tlevel\nI will kill you\turgent\nlovely weather\tnone\n")
    made.write("held-out/off-topic.tsv", "kind\ttext\nservice\tbrown bins\n")
    monkeypatch.setenv("KNOWLEDGE_DIR", str(made.path))
    return made


def told(*files: Path, floor: Path | None = None, keep: bool = False) -> tuple[bool, dict]:
    out = io.StringIO()
    held = evaluate(files, out, as_json=True, pictures=None, floor=floor, keep=keep)
    return held, json.loads(out.getvalue())


@pytest.mark.usefixtures("folder")
def test_the_toolkits_own_rows_are_always_measured():
    held, report = told()
    assert held
    assert report["toolkit"]["questions"]["n"] == 6
    assert report["toolkit"]["off_topic"]["service"]["n"] == 1
    assert report["toolkit"]["danger"]["urgent_and_emergency"] == {
        "n": 1, "alert": 1.0, "check": 0.0, "alert_or_check": 1.0, "recognised": 1.0,
    }  # fmt: skip
    assert "files" not in report
    assert report["memory"] > 10


@pytest.mark.usefixtures("folder")
def test_files_are_measured_beside_them(tmp_path):
    path = tmp_path / "questions.tsv"
    path.write_text("question\tids\nthreats question a\tthreats\n")
    assert told(path)[1]["files"]["questions"]["first"] == 1
    path.write_text("question\tids\nthreats question a\tno-such-entry\n")
    with pytest.raises(ContentError, match=r"questions\.tsv:2: .*no-such-entry"):
        told(path)


def test_what_falls_below_the_figures_kept_is_told(tmp_path, folder):
    floor = tmp_path / "understanding.json"
    assert told(floor=floor, keep=True)[0]
    assert told(floor=floor)[0]
    folder.write("held-out/danger.tsv", "text\tlevel\nquite unheard of\turgent\nlovely weather\tnone\n")
    held, report = told(floor=floor)
    assert not held
    assert {line.split()[0] for line in report["fallen"]} == {"alert", "alert_or_check"}


@pytest.mark.usefixtures("folder")
def test_the_page_is_printed_and_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    out = io.StringIO()
    evaluate((), out, as_json=False, pictures=tmp_path / "pictures", floor=None, keep=False)
    assert "2 entries" in out.getvalue().splitlines()[0]
    assert len(list((tmp_path / "pictures").glob("*.png"))) == 2


@pytest.mark.usefixtures("folder")
def test_figures_are_kept_somewhere_or_not_at_all(tmp_path):
    with pytest.raises(WardlightError, match="--floor"):
        told(keep=True)
    with pytest.raises(WardlightError, match=r"missing\.json"):
        told(floor=tmp_path / "missing.json")
