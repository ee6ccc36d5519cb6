"""Signals of danger and platforms as editors keep them."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import Pattern, Veto, load
from bot.content.checks import check
from bot.content.signals import expression
from bot.domain.severity import Level
from tests.knowledge_folder import KnowledgeFolder

LEARNT = {"emergency": "harm is near", "urgent": "a person must look", "concern": "abuse"}


def triage(**changes: Any) -> dict[str, Any]:
    signal = {"level": "emergency", "meaning": "at the door", "patterns": ["at my door"], "examples": ["a", "b"]}
    return {"learnt": LEARNT, "signals": {"at_the_door": signal | changes}}


def test_signals_and_vetoes_are_what_the_file_says(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    veto = {"coffee": {"meaning": "a figure of speech", "patterns": ["kill for"], "examples": ["c"]}}
    folder.write("triage.yaml", triage(self_harm=True, harmless=["d"]) | {"veto": veto})
    knowledge = load(folder.path)
    expected = Pattern(
        "at_the_door", Level.EMERGENCY, "at the door", True, (expression("at my door"),), ("a", "b"), ("d",)
    )
    assert knowledge.patterns == (expected,)
    assert knowledge.vetoes == (Veto("coffee", "a figure of speech", (expression("kill for"),), ("c",)),)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"patterns": ["fine", "(open"]}, "not a regular expression"),
        ({"patterns": ["fine", "a[[b]"]}, "not a regular expression: Possible nested set"),
        ({"patterns": ["fine", "x*"]}, "matches even an empty message"),
        ({"patterns": ["fine", "a {persn} here"]}, "there is no list {persn} under words"),
        ({"patterns": []}, "patterns is too short"),
        ({"examples": ["one"]}, "examples is too short: it needs at least 2, there are 1"),
        ({"level": "none"}, "level must be one of 'emergency', 'urgent' or 'concern'"),
        ({"self_harm": "perhaps"}, "self_harm must be true or false"),
    ],
)
def test_a_signal_that_cannot_be_used_is_a_mistake(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    path = folder.write("triage.yaml", triage(**changes))
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text[: len(said)]) == ("knowledge/triage.yaml", said)
    shown = path.read_text(encoding="utf-8").splitlines()[mistake.line - 1]
    assert next(iter(changes)) in shown or changes["patterns"][-1] in shown


def test_what_an_officer_reads_of_a_level_that_was_heard_is_what_the_file_says(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("triage.yaml", triage())
    learnt = {Level.EMERGENCY: "harm is near", Level.URGENT: "a person must look", Level.CONCERN: "abuse"}
    assert load(folder.path).learnt == learnt


@pytest.mark.parametrize(
    ("learnt", "line", "said"),
    [
        (LEARNT | {"concern": ""}, 4, "concern must not be empty"),
        (LEARNT | {"concern": 5}, 4, "concern must be text: put it in quotes"),
        (LEARNT | {"none": "nothing"}, 5, "none is not known here"),
        ({"emergency": "a", "urgent": "b"}, 1, "concern is missing: add it"),
        (None, 1, "learnt is empty: write something, or take the line out"),
    ],
)
def test_what_is_read_of_each_level_must_be_said(tmp_path: Path, learnt: object, line: int, said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("triage.yaml", triage() | {"learnt": learnt})
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.line, mistake.text[: len(said)]) == ("knowledge/triage.yaml", line, said)


def test_a_file_without_what_is_read_of_the_levels_is_told_so(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("triage.yaml", {"signals": triage()["signals"]})
    (mistake,) = check(folder.path)
    assert str(mistake) == "knowledge/triage.yaml:1: learnt is missing: add it"


def platforms(**changes: Any) -> dict[str, Any]:
    return {
        "facebook": {"name": "Facebook", "aliases": ["fb"]} | changes,
        "x": {"name": "X", "aliases": ["twitter"]},
    }


def test_platforms_are_what_the_file_says(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    harms = {"threat": ["Tap <b>Report</b>.", "Tell {council.comms.name}."], "other": []}
    folder.write("platforms.yaml", platforms(help="https://facebook.example/help", harms=harms))
    facebook, x = load(folder.path).platforms.values()
    assert facebook.harms == {"threat": ("Tap <b>Report</b>.", "Tell the communications team."), "other": ()}
    assert (facebook.help, facebook.aliases) == ("https://facebook.example/help", ("fb",))
    assert (x.id, x.name, x.help, x.harms) == ("x", "X", "", {})


@pytest.mark.parametrize(
    ("changes", "line", "said"),
    [
        ({"aliases": ["fb", "Twitter "]}, 0, "twitter is facebook's already"),
        ({"harms": {"rudeness": ["a"]}}, 6, "rudeness must be one of 'threat', 'private-information'"),
        ({"harms": {"threat": ["a", "Tap <b>Report"]}}, 8, "<b> is never closed"),
        ({"harms": {"threat": ["a", "Ring 01632 960199"]}}, 8, "01632 960199 is a telephone number"),
        ({"help": "facebook.com"}, 5, "help must be a whole web address"),
    ],
)
def test_a_platform_that_cannot_be_used_is_a_mistake(
    tmp_path: Path, changes: dict[str, Any], line: int, said: str
) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("platforms.yaml", platforms(**changes))
    (mistake,) = check(folder.path)
    assert mistake.text.startswith(said)
    assert mistake.line == line or not line
