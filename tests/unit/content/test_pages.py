"""One entry of the toolkit: what it becomes, and what its author is told."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load
from bot.content.checks import check
from bot.content.phones import Numbers
from bot.content.rules import months_after, plain
from bot.domain.entry import CouncilKind, Entry, Grade, Nation, Owner, Place, Source, Variant
from tests.knowledge_folder import KnowledgeFolder, a_source, an_entry


def test_an_entry_is_what_its_file_says(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    variant = {"councils": ["parish"], "answer": "Ask the clerk: {council.comms.phone}\n"}
    path = folder.entry("visits", related=["threats"], councils=["principal", "parish"], variants=[variant])
    lines = an_entry("visits")
    assert load(folder.path).catalogue["visits"] == Entry(
        id="visits",
        subject="abuse",
        title="About visits",
        answer="<b>Call 999</b> in danger.\n\nThen tell the safety officer.",
        steps=("Take a screenshot.", "Ring {contact.samaritans}."),
        asks=tuple(lines["asks"]),
        tests=tuple(lines["tests"]),
        sources=(Source("A guide", "https://guide.example/page", date(2026, 11, 22), Grade.OFFICIAL),),
        owner=Owner.SAFETY,
        review_by=date(2027, 5, 22),
        related=("threats",),
        variants=(Variant((), (CouncilKind.PARISH,), "Ask the clerk: 01632 960102"),),
    ), path


def test_values_are_escaped_in_answers_and_not_in_titles(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("visits", title="Ask {council.name}", answer="Ask {council.name}")
    entry = load(folder.path).catalogue["visits"]
    assert (entry.title, entry.answer) == (
        "Ask Anyshire & District Council",
        "Ask Anyshire &amp; District Council",
    )


def test_nations_councils_and_more_may_be_left_out(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    lines = an_entry("visits")
    for name in ("nations", "councils", "related", "steps"):
        del lines[name]
    folder.write("topics/abuse/visits.yaml", lines)
    entry = load(folder.path).catalogue["visits"]
    assert all(entry.holds(Place(nation, kind)) for nation in Nation for kind in CouncilKind)


LONG = "word " * 320
ASKS = an_entry("visits")["asks"]


@pytest.mark.parametrize(
    ("changes", "at", "said"),
    [
        ({"title": "x" * 61}, "title:", "this title has 61 characters, values filled in: 60 at most"),
        ({"title": "A <b>b</b>"}, "title:", "title is shown on buttons"),
        ({"title": "R &amp; D"}, "title:", "title is shown on buttons"),
        ({"answer": LONG}, "answer:", "this answer has 1599 characters, values filled in: 1500 at most"),
        ({"answer": "  "}, "answer:", "answer must not be empty"),
        ({"answer": "a\n\nb <p>c</p>\n"}, "<p>", "Telegram has no <p>"),
        ({"answer": "a\n\nb {council.comms.fax}\n"}, "comms.fax", "there is no {council.comms.fax}"),
        ({"answer": "a\n\nring 01632 960 999\n"}, "960 999", "01632 960 999 is a telephone number"),
        ({"steps": ["one", LONG[:605]]}, "- 'word", "this step has 604 characters, values filled in: 600 at most"),
        ({"steps": ["one", "two & three"]}, "two &", "a bare &: write &amp;"),
        ({"asks": ASKS[:9]}, "asks:", "asks needs at least 10 different phrases, there are 9"),
        ({"asks": [*ASKS, "Visits question A?"]}, "Visits", '"Visits question A?" stands in asks twice'),
        ({"asks": [*ASKS, "?!"]}, "- ?!", "item 11 of asks has no words"),
        ({"tests": ["one", "two"]}, "tests:", "tests needs at least 3 different phrases, there are 2"),
        ({"tests": ["one", "two", "visits question a"]}, "- visits question a", ""),
        ({"tests": ["one", "two", "Threats: question A"]}, "Threats", '"Threats: question A" is among the asks of'),
        ({"tests": ["one", "two", "threats test a"]}, "- threats", '"threats test a" is a test of knowledge/topics/'),
        ({"asks": [*ASKS, "threats question a!"]}, "- threats", '"threats question a!" is asked in knowledge/'),
        ({"sources": []}, "sources:", "sources needs at least one"),
        ({"sources": [a_source(url="guide.example")]}, "url:", "url must be a whole web address"),
        ({"sources": [a_source(checked="2027-05-22")]}, "checked:", "checked must be before review_by (2027-05-22)"),
        ({"review_by": "2027-12-23"}, "review_by:", "review_by is more than 13 months after the oldest check"),
        ({"owner": "nobody"}, "owner:", "owner must be one of 'communications', 'safety'"),
        ({"nations": ["scotland"]}, "- scotland", "item 1 of nations must be one of"),
        ({"nations": []}, "nations:", "nations is too short"),
        ({"related": ["visits"]}, "- visits\n", "visits is this entry"),
        ({"related": ["threats", "threats"]}, "", "threats stands in related twice"),
        ({"related": ["nothing"]}, "- nothing", "there is no entry nothing, nor is one planned"),
        ({"platform": "myspace"}, "platform:", "myspace is not in platforms.yaml"),
        ({"variants": [{"answer": "x"}]}, "- answer", "a variant says whom it is for"),
        (
            {"nations": ["england"], "variants": [{"nations": ["wales"], "answer": "x"}]},
            "- nations",
            "wales is not among the entry's own nations",
        ),
        ({"variants": [{"nations": ["wales"], "answer": "<i>x"}]}, "<i>x", "<i> is never closed"),
        ({"colour": "red"}, "colour:", "colour is not known here"),
    ],
)
def test_a_fault_of_an_entry_is_told_on_its_line(tmp_path: Path, changes: dict[str, Any], at: str, said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    path = folder.entry("visits", **changes)
    found = [mistake for mistake in check(folder.path) if mistake.text.startswith(said)]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert [mistake.file for mistake in found] == ["knowledge/topics/abuse/visits.yaml"]
    assert at in lines[found[0].line - 1]


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("facebook.block", {}, "write platform: facebook"),
        ("facebook.block", {"platform": "x"}, "write platform: facebook"),
        ("myspace.block", {"platform": "myspace"}, "myspace is not in platforms.yaml"),
        ("facebook.Block_it", {"platform": "facebook"}, "Block_it: the file name is the id"),
    ],
)
def test_a_platforms_entry_belongs_to_its_folder(tmp_path: Path, name: str, changes: Any, said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry(name, **changes)
    (mistake,) = check(folder.path)
    assert mistake.text.startswith(said)


def test_a_platforms_entry_is_found_by_platform_and_action(tmp_path: Path) -> None:
    entry = load(KnowledgeFolder(tmp_path).path).catalogue["facebook.report"]
    assert (entry.subject, entry.platform) == ("platforms", "facebook")


NUMBERS = Numbers(["116 123", "85258", "18001 101", "999", "18000", "0808 168 9111"])


@pytest.mark.parametrize(
    "text",
    [
        "call 01632 960101",
        "call 01632960101",
        "0345 6000 459",
        "ring +44 1632 960101 now",
        "on 116 123.",
        "on 116123",
        "text 85258",
        "18001 101",
        "020-3866-4107",
    ],
)
def test_a_typed_telephone_number_is_found(text: str) -> None:
    assert len(NUMBERS.flaws(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "call 999 or 101, then press 55; 111 option 2; 18000 by textphone",
        "in 2024, 1,000,000 people and 0.5% of 12345",
        '<a href="https://x.example/01632960101">page</a>',
        "section 181 of the Act 2023",
        "{contact.relay_101}",
        "6 to 8, 24 hours, 0 risk",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert NUMBERS.flaws(text) == []


def test_phrases_are_compared_without_case_and_punctuation() -> None:
    assert plain("  They’re   at MY-door!! ") == plain("theyre at mydoor")


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 40))
def test_months_later_is_in_the_right_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
