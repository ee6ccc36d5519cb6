"""What an editor is held to beyond what a start needs, and the coverage that is printed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content import coverage, standards
from bot.content.checks import check
from bot.content.folder import Folder
from bot.domain.entry import Grade
from tests.knowledge_folder import KnowledgeFolder, a_council, a_source, an_entry

TODAY = date(2026, 11, 22)
HARD = (
    "Notwithstanding considerable organisational heterogeneity, contemporaneous documentation of objectionable "
    "communications facilitates subsequent investigatory determinations by competent authorities.\n"
)
RAMBLING = " ".join(["he was there and then he went and"] * 8) + " that was it.\n"

#: Beginnings of phrases that have nothing to do with anything.
OTHERS = ("ko", "lu", "mi", "ne", "pa", "qe", "ro", "su", "ti")


def told(folder: KnowledgeFolder) -> list[str]:
    return [mistake.text for mistake in standards.review(Folder(folder.path))[1]]


def entry(folder: KnowledgeFolder, id: str = "visits", **changes: Any) -> None:
    """An entry whose phrases have nothing to do with those of the others."""
    topic = {"visits": "zebra", "calls": "walrus"}[id]
    asks = [f"{word} {topic} {word * 2}" for word in ("ko", "lu", "mi", "ne", "pa", "qe", "ro", "su", "ti", "vo")]
    lines = an_entry(topic) | {"asks": asks, "tests": [f"{topic} {n}" for n in ("wwwww", "yyyyy", "jjjjj")]} | changes
    folder.write(f"topics/abuse/{id}.yaml", lines)


def only_mine(texts: list[str]) -> list[str]:
    """Without what is said of the folder's own two entries, whose phrases are alike by design."""
    return [text for text in texts if "question" not in text and " test " not in text]


def test_a_plain_entry_passes(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    entry(folder)
    assert only_mine(told(folder)) == []


@pytest.mark.parametrize(
    ("answer", "begins"),
    [
        (HARD, "reading grade"),
        (RAMBLING, "67 words a sentence: 25 at most on average"),
        ("word. " * 50, "the first paragraph has 299 characters"),
    ],
)
def test_a_text_that_is_hard_to_read_is_told(tmp_path: Path, answer: str, begins: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    entry(folder, answer=answer, steps=[])
    assert any(text.startswith(begins) for text in told(folder))
    assert check(folder.path) == []  # a start does not stop for it


def test_a_variant_is_read_as_well(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    entry(folder, variants=[{"councils": ["parish"], "answer": HARD}], steps=[])
    (wrong,) = only_mine(told(folder))
    assert wrong.startswith("reading grade")


def test_near_identical_phrases_of_two_entries_are_told_at_one_of_them(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    base = [
        "somebody made a fake profile of me on facebook",
        *(f"{w} walrus" for w in OTHERS),
    ]
    entry(folder, "calls", asks=base)
    entry(folder, asks=["somebody made a fake profiles on facebook of me", *(f"{w * 3} zebra" for w in "klmnpqrst")])
    (wrong,) = only_mine(told(folder))
    assert wrong.startswith(
        '"somebody made a fake profiles on facebook of me" is too like "somebody made a fake profile'
    )


def test_a_test_that_is_nearly_an_ask_of_another_entry_is_told(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    entry(
        folder,
        "calls",
        asks=["my phone rings all night", *(f"{w} walrus" for w in OTHERS)],
    )
    entry(folder, tests=["my phones rings all night", "zebra wwwww", "zebra yyyyy"])
    (wrong,) = only_mine(told(folder))
    assert wrong.startswith('"my phones rings all night" is too like "my phone rings all night"')


def test_every_planned_entry_is_written_where_it_is_planned(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("planned.yaml", {"abuse": ["threats", "stalking"], "accounts": ["visits"]})
    entry(folder)
    assert only_mine(told(folder)) == [
        "stalking is planned and has no entry: write it",
        "visits is planned under accounts, and its file is knowledge/topics/abuse/visits.yaml",
    ]


def test_the_coverage_counts_entries_by_subject_and_by_their_surest_source(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("planned.yaml", {"abuse": ["threats", "visits", "stalking"], "accounts": ["passwords"]})
    guess = a_source(grade="from memory")
    entry(folder, sources=[guess, a_source(grade="secondary")], review_by="2026-11-30")
    parts = Folder(folder.path).read()
    found = {row.subject: row for row in coverage.rows(parts, date(2026, 12, 1))}
    assert (found["abuse"].written, found["abuse"].planned, found["abuse"].grades) == (2, 3, (1, 1, 0))
    assert (found["accounts"].written, found["accounts"].planned) == (0, 1)
    assert (found[""].written, found[""].planned, found[""].due) == (3, 5, 1)


def test_an_entry_is_due_on_the_day_after_its_review_date(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    entry(folder, review_by="2026-12-22")
    found = next(page.entry for page in Folder(folder.path).read().pages if page.entry.id == "visits")
    assert [coverage.is_due(found, date(2026, 12, day)) for day in (22, 23)] == [False, True]
    assert coverage.surest(found) is Grade.OFFICIAL


ASKED = "which people are shown when they are asked how they are"


def test_who_asks_people_how_they_are_has_the_entries_that_they_are_shown(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("council.yaml", a_council())
    shown = ("crisis", "taking-a-break", "coping", "talk-to-someone", "helplines")
    assert [text for text in told(folder) if ASKED in text] == sorted(
        f"there is no entry {id} in use, {ASKED}" for id in shown
    )
    for id in shown:
        folder.write(f"topics/wellbeing/{id}.yaml", an_entry(id))
    assert [text for text in told(folder) if ASKED in text or "helpline" in text] == []


def test_the_crisis_lines_stand_in_their_entry_wherever_it_is_read(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("council.yaml", a_council())
    variant = {"councils": ["parish"], "answer": "Call 999 in danger.\n", "steps": ["Ring somebody."]}
    folder.write("topics/wellbeing/crisis.yaml", an_entry("crisis", variants=[variant]))
    no_line = [text for text in told(folder) if "names no helpline" in text]
    assert no_line == [
        f"crisis names no helpline that can be rung or texted ({nation}, parish)" for nation in ("England", "Wales")
    ]
    folder.write("topics/wellbeing/crisis.yaml", an_entry("crisis", withdrawn=True))
    assert f"there is no entry crisis in use, {ASKED}" in told(folder)
