"""Guides: what their file may say, and what its author is told."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import load
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder

ASK = {"ask": "way", "text": "<b>How?</b>", "choices": {"call": "By telephone", "write": "In writing"}}


def a_guide(*steps: dict[str, Any], **changes: Any) -> dict[str, Any]:
    lines = {
        "title": "Telling",
        "about": "How to tell.",
        "command": "tell",
        "steps": list(steps) or [ASK],
        "end": "Done.",
    }
    return lines | changes


def guided(tmp_path: Path, *steps: dict[str, Any], **changes: Any) -> KnowledgeFolder:
    folder = KnowledgeFolder(tmp_path)
    folder.write("guides/telling.yaml", a_guide(*steps, **changes))
    return folder


def test_a_guide_is_what_its_file_says(tmp_path: Path) -> None:
    tell = {"tell": "Ring {council.safety.phone}.", "when": {"way": "call"}, "nations": ["wales"]}
    walk = {"walk": "threats", "when": {"way": ["call", "write"]}}
    guide = load(guided(tmp_path, ASK, tell, walk, offered_by=["threats"]).path).guides["telling"]
    assert [(stage.name, stage.text, stage.entry) for stage in guide.stages] == [
        ("way", "<b>How?</b>", ""),
        ("part-2", "Ring 01632 960101.", ""),
        ("part-3", "", "threats"),
    ]
    assert guide.stages[0].choices == {"call": "By telephone", "write": "In writing"}
    assert [guide.stages[1].applies({"way": way}) for way in ("call", "write")] == [True, False]
    assert guide.stages[2].applies({"way": "write"})
    assert not guide.stages[2].applies({})


def test_the_platforms_may_be_the_choices_and_lead_to_their_own_entry(tmp_path: Path) -> None:
    on = {"ask": "on", "text": "Where?", "choices": "platforms"}
    guide = load(guided(tmp_path, on, {"walk": "{on}.report"}).path).guides["telling"]
    assert guide.stages[0].choices == {"facebook": "Facebook"}
    assert guide.stages[1].entry_for({"on": "facebook"}) == "facebook.report"
    assert guide.stages[1].entry_for({}) == ""


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ({"walk": "nothing"}, "there is no entry nothing"),
        ({"walk": "{on}.secure"}, "there is no entry facebook.secure"),
        ({"tell": "Hello.", "walk": "threats"}, "a step has one of ask, tell and walk"),
        ({}, "a step has one of ask, tell and walk"),
        ({"ask": "who", "text": "Who?"}, "ask needs text and choices, and only ask has them"),
        ({"tell": "Hello.", "choices": {"a": "A"}}, "ask needs text and choices, and only ask has them"),
        ({"tell": "Hello.", "when": {"way": "fax"}}, "no step before asks way with the choice fax"),
        ({"tell": "Hello.", "when": {"who": "me"}}, "no step before asks who with the choice me"),
        ({"tell": "<b>Hello."}, "<b> is never closed: add </b>"),
        ({"tell": "Ring 01632 960101."}, "01632 960101 is a telephone number: write {contact.…} or {council.…}, "
                                         "so that it stands once"),
        ({"tell": "word " * 400}, "this text has 1999 characters, values filled in: 1500 at most"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_wrong_with_a_step(tmp_path: Path, step: dict[str, Any], text: str) -> None:
    mistakes = check(guided(tmp_path, ASK, step).path)
    assert [(mistake.file, mistake.text) for mistake in mistakes] == [("knowledge/guides/telling.yaml", text)]
    assert all(mistake.line > 0 for mistake in mistakes)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"command": "Tell me"}, "Tell me: a command is lower-case letters, digits and _, without the /"),
        ({"offered_by": ["nothing"]}, "there is no entry nothing"),
        ({"end": "{nothing}"}, "there is no {nothing}: see docs/editing-knowledge.md for those there are"),
        ({"steps": []}, "steps is too short: it needs at least 1, there are 0"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_guide(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    assert [mistake.text for mistake in check(guided(tmp_path, **changes).path)] == [text]
