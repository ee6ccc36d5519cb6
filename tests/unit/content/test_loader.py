"""The whole folder: everything wrong is told at once, each thing on its line."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import load
from bot.content.checks import check
from bot.domain.errors import ContentError
from tests.knowledge_folder import KnowledgeFolder, an_entry


def test_a_sound_folder_has_no_mistakes_and_loads(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    assert check(folder.path) == []
    assert len(load(folder.path).catalogue) == 2


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("council.yaml", "name: x\nname: y\n")
    folder.write("triage.yaml", "signals: [\n")
    folder.write("topics/abuse/broken.yaml", "title: a: b\n")
    folder.entry("doxxing", owner="nobody", title="")
    (folder.path / "platforms.yaml").unlink()
    with pytest.raises(ContentError) as told:
        load(folder.path)
    assert told.value.mistakes == check(folder.path)
    assert {mistake.file.removeprefix("knowledge/") for mistake in told.value.mistakes} == {
        "council.yaml",
        "triage.yaml",
        "topics/abuse/broken.yaml",
        "topics/abuse/doxxing.yaml",
        "platforms.yaml",
    }
    assert len([mistake for mistake in told.value.mistakes if "doxxing" in mistake.file]) == 2


def test_a_broken_file_blames_no_other_file(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("doxxing", related=["threats"], answer="{council.name} {contact.samaritans}")
    for name in ("council.yaml", "contacts.yaml", "platforms.yaml", "topics/abuse/threats.yaml"):
        folder.write(name, "a: b: c\n")
    names = ["contacts.yaml", "council.yaml", "platforms.yaml", "topics/abuse/threats.yaml"]
    assert [mistake.file.removeprefix("knowledge/") for mistake in check(folder.path)] == names


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    missing = {mistake.file for mistake in check(tmp_path / "knowledge") if mistake.text == "the file is missing"}
    names = ("actions", "contacts", "council", "draft", "law", "platforms", "removals", "report")
    names += ("smalltalk", "survey", "triage", "welsh")
    assert missing == {f"knowledge/{name}.yaml" for name in names}


def test_an_entry_may_point_to_one_that_is_planned(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("doxxing", related=["home-address"])
    assert len(check(folder.path)) == 1
    folder.write("planned.yaml", {"accounts": ["home-address"]})
    assert check(folder.path) == []


def test_an_id_belongs_to_one_file(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("doxxing")
    folder.write("topics/conduct/doxxing.yaml", an_entry("other"))
    (mistake,) = check(folder.path)
    assert mistake.text == "doxxing is knowledge/topics/conduct/doxxing.yaml already: give it another name"


@pytest.mark.parametrize(
    "name",
    [
        "topics/lost.yaml",
        "topics/abuses/lost.yaml",
        "topics/platforms/lost.yaml",
        "topics/abuse/deep/lost.yaml",
        "platforms/lost.yaml",
        "words/en.yaml",
        "topics/abuse/lost.yml",
    ],
)
def test_a_file_where_nothing_reads_it_is_a_mistake(tmp_path: Path, name: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write(name, an_entry("lost"))
    assert [mistake.file for mistake in check(folder.path)] == [f"knowledge/{name}"]


def test_a_message_that_telegram_would_refuse_is_a_mistake(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    source = {"url": "https://x.example", "checked": "2026-11-22", "grade": "official", "title": "x" * 500}
    folder.entry("doxxing", sources=[source] * 8)
    (mistake,) = check(folder.path)
    assert mistake.text.startswith("answer, sources and related make too long a message")


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("kinds:\n  threat: {entry: nothing, desk: safety, level: urgent}\n", "there is no entry nothing"),
        ("kinds:\n  threat: {entry: threats, desk: legal, level: urgent}\n", "desk must be one of"),
        ("kinds:\n  threat: {entry: threats, desk: safety, level: emergency}\n", "level must be one of"),
    ],
)
def test_a_kind_of_report_leads_to_an_entry_and_a_desk(tmp_path: Path, kinds: str, said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("report.yaml", kinds)
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.line, mistake.text[: len(said)]) == ("knowledge/report.yaml", 2, said)


#: Mistakes that may be put in place of the line of a step, and a word of what is said.
PLANTED = {
    "  - Tap <b>Report.\n": "never closed",
    "  - Ring {contact.nobody}.\n": "there is no",
    "  - This & that.\n": "&amp;",
    "  - 5\n": "must be text",
    "  - Ring 01632 960199.\n": "telephone",
    "  - Tap this.<br>\n": "no <br>",
}


@settings(deadline=None, max_examples=60)
@given(planted=st.sampled_from(sorted(PLANTED)), at=st.integers(0, 30), seed=st.integers(0, 99))
def test_a_mistake_planted_anywhere_is_told_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, planted: str, at: int, seed: int
) -> None:
    folder = KnowledgeFolder(tmp_path_factory.mktemp("planted"))
    dice = random.Random(seed)
    steps = [dice.choice(["short", "two\nlines", "a\n\nb\n\nc", "<i>x</i> &amp; y", "word " * 40]) for _ in range(31)]
    path = folder.entry("doxxing", answer=dice.choice(["a", "a\n\nb\n"]), steps=steps)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line == "steps:\n")
    starts = [i for i, line in enumerate(lines[: lines.index("asks:\n")]) if i > first and line.startswith("- ")]
    lines.insert(starts[at], planted.removeprefix("  "))
    path.write_text("".join(lines), encoding="utf-8")
    (mistake,) = check(folder.path)
    assert (mistake.line, PLANTED[planted] in mistake.text) == (starts[at] + 1, True)
