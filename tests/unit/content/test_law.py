"""Statutes and figures: each stands once, is shown as a link, and is named only where it holds."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import load
from bot.content.checks import check
from bot.domain.entry import Grade
from tests.knowledge_folder import KnowledgeFolder, a_source, laws


def a_law(**changes: Any) -> dict[str, Any]:
    return {"name": "the <Example> Act", "nations": ["england"], "source": a_source(title="Example Act")} | changes


def told(folder: KnowledgeFolder) -> list[str]:
    return [mistake.text for mistake in check(folder.path)]


def test_a_law_is_shown_as_a_link_and_a_figure_as_its_text(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("visits", answer="See {law.threats}: within {figure.limit}.")
    assert load(folder.path).catalogue["visits"].answer == (
        'See <a href="https://guide.example/page">the Threats Act</a>: within 48 hours.'
    )


def test_the_name_of_a_law_is_escaped(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("law.yaml", laws(example=a_law(nations=["england", "wales"])))
    folder.entry("visits", answer="See {law.example}.")
    assert ">the &lt;Example&gt; Act</a>" in load(folder.path).catalogue["visits"].answer


def test_a_source_that_is_a_law_has_its_title_day_and_grade(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("visits", sources=[{"law": "threats"}, a_source(title="Other", grade="secondary")])
    sources = load(folder.path).catalogue["visits"].sources
    assert [(source.title, source.grade) for source in sources] == [
        ("Threats Act", Grade.OFFICIAL),
        ("Other", Grade.SECONDARY),
    ]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"sources": [{"law": "nothing"}]}, "there is no law nothing in law.yaml: add it there"),
        ({"sources": [{"law": "threats", "title": "x"}]}, "title is not known here: take it out"),
        (
            {"answer": "See {law.nothing}."},
            "there is no {law.nothing}: see docs/editing-knowledge.md for those there are",
        ),
        (
            {"answer": 'See <a href="https://x.example">{law.threats}</a>.'},
            "{law.…} is a link already: take the <a> around it out",
        ),
    ],
)
def test_an_author_is_told_of_a_law_that_is_not_there(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("visits", **changes)
    assert text in told(folder)


def test_a_law_is_named_only_where_it_holds(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("law.yaml", laws(english=a_law()))
    folder.entry("visits", answer="See {law.english}.")
    wrong = "{law.english} does not hold in Wales, where this is read too: give that nation a variant"
    assert told(folder) == [wrong]
    folder.entry("visits", answer="See {law.english}.", variants=[{"nations": ["wales"], "answer": "Ask."}])
    assert told(folder) == []
    step = {"nations": ["wales"], "answer": "Ask."}
    folder.entry("visits", answer="Ask.", steps=["See {law.english}."], variants=[step])
    assert told(folder) == [wrong]  # without steps of its own the variant shows those of the entry
    folder.entry("visits", answer="See {law.english}.", nations=["england"])
    assert told(folder) == []


@pytest.mark.parametrize(
    "typed",
    ["section 181", "31 January 2024", "March 2025", "an Act of 1988", "£25,000", "73%", "28 days", "20 working days"],
)
def test_figures_and_statutes_are_not_typed(tmp_path: Path, typed: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("visits", steps=[f"It says {typed} there."])
    (wrong,) = check(folder.path)
    assert wrong.text.endswith("or say it without the figure")
    assert wrong.line == next(
        n
        for n, line in enumerate((folder.path / "topics/abuse/visits.yaml").read_text().splitlines(), 1)
        if typed in line
    )


@pytest.mark.parametrize(
    "text", ["six digits", 'See <a href="https://x.example/2024/section 1">this</a>.', "999 or 101"]
)
def test_numbers_that_are_no_facts_may_be_typed(tmp_path: Path, text: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("visits", steps=[text.replace(" 1", "1")])
    assert told(folder) == []


def test_a_spoilt_law_file_is_told_once_and_not_again_by_every_entry(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("law.yaml", {"laws": {"threats": a_law(nations=["france"])}})
    folder.entry("visits", answer="See {law.threats}.", sources=[{"law": "threats"}])
    assert [mistake.file for mistake in check(folder.path)] == ["knowledge/law.yaml"]
