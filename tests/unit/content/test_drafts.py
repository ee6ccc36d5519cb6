"""Remarks on drafts as editors keep them."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import DraftRule, load
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder, a_remark

FILE = "knowledge/draft.yaml"


def draft(words: dict[str, list[str]] | None = None, **changes: Any) -> dict[str, Any]:
    return {"words": words or {"who": ["he", "she"]}, "remarks": {"claim": a_remark(**changes)}}


def test_remarks_are_what_the_file_says_in_its_order(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    lines = {"patterns": ["x"], "with_picture": ["y"], "but_not": ["z"], "unless": ["v"], "answered_by": ["w"]}
    second = a_remark(entry="facebook.report", capitals=True, **lines)
    folder.write("draft.yaml", {"remarks": {"second": second, "first": a_remark()}})
    remarks = load(folder.path).remarks
    assert list(remarks) == ["second", "first"]
    expected = {name: tuple(value) for name, value in lines.items()}
    told = {"examples": ("a", "b"), "harmless": ("c", "d", "e")}
    assert remarks["second"] == DraftRule("second", "How do you know?", "facebook.report", True, **expected, **told)


def test_a_pattern_may_name_lists_and_lists_may_name_earlier_ones(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    words = {"who": ["he", "she"], "name": ["[A-Z][a-z]+", "{who}"]}
    folder.write("draft.yaml", draft(words, patterns=["{name} lied a{2,3}"]))
    (pattern,) = load(folder.path).remarks["claim"].patterns
    assert pattern == "(?:[A-Z][a-z]+|(?:h(?:e)|s(?:he))) lied a{2,3}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"patterns": ["fine", "(open"]}, "not a regular expression"),
        ({"unless": ["fine", "a[[b]"]}, "not a regular expression: Possible nested set"),
        ({"but_not": ["fine", "x*"]}, "matches even an empty message"),
        ({"answered_by": ["(?:a+b)+"]}, "a repeat inside a repeat"),
        ({"patterns": ["fine", "{whom} lied"]}, "there is no list {whom} under words"),
        ({"patterns": []}, "patterns is missing: add it (only contact-details, identifying-number"),
        ({"says": "x" * 241}, "says "),
        ({"examples": ["one"]}, "examples is too short: it needs at least 2, there are 1"),
        ({"harmless": ["one", "two"]}, "harmless is too short: it needs at least 3, there are 2"),
        ({"entry": "nowhere"}, "there is no entry nowhere, nor is one planned"),
        ({"capital": True}, "capital is not known here: did you mean capitals?"),
    ],
)
def test_a_remark_that_cannot_be_used_is_a_mistake_with_its_line(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    folder = KnowledgeFolder(tmp_path)
    path = folder.write("draft.yaml", draft(**changes))
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text[: len(said)]) == (FILE, said)
    name, value = next(iter(changes.items()))
    shown = path.read_text(encoding="utf-8").splitlines()[mistake.line - 1]
    last = value[-1] if isinstance(value, list) and value else name
    assert name in shown or last in shown or "claim:" in shown


def test_a_word_of_a_list_that_cannot_be_used_is_a_mistake_of_its_own_and_of_nothing_else(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("draft.yaml", draft({"who": ["he", "(she"]}, patterns=["{who} lied"]))
    (mistake,) = check(folder.path)
    assert mistake.text.startswith("not a regular expression")


def test_a_repeat_in_a_list_counts_where_the_list_is_repeated(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("draft.yaml", draft({"name": ["[A-Z][a-z]*"]}, patterns=["(?:{name} )+lied"]))
    (mistake,) = check(folder.path)
    assert mistake.text.startswith("a repeat inside a repeat")


def test_a_knowledge_base_without_the_file_is_told_so(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    (folder.path / "draft.yaml").unlink()
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text) == (FILE, "the file is missing")
