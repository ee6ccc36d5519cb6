"""A phrase is written into its entry's file, and nothing else in the file is touched."""

import os
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.document import Document
from bot.content.phrases import Phrases, add_ask, file_of, with_ask
from bot.domain.errors import ContentError
from tests.unit.matching.entries import an_entry

ROOT = Path(__file__).parents[3]
ENTRIES = sorted([*(ROOT / "knowledge/topics").glob("*/*.yaml"), *(ROOT / "knowledge/platforms").glob("*/*.yaml")])
PLAIN = "title: A title\nasks:\n  - one\n  - two\ntests:\n  - three\n"

#: Ways in which the last phrase of a list is written, and what may stand around the list.
LAST = [
    "one",
    "one  # why",
    "'one'",
    '"a \\" b"',
    "runs on\n      over lines",
    "'runs on\n\n      over lines'",
    "|\n      kept\n      as typed\n",
    ">-\n      folded\n      lines\n\n",
    "😀 one",
]
before = st.sampled_from(
    ["", "# asks:\n", "title: |\n  asks:\n    - not this\n", "\ufeff", "---\n", "nested:\n  asks:\n    - no\n"]
)
after = st.sampled_from(
    ["", "tests:\n  - x\n", "\n\n# the end\n", "tests: [a, b]  # c\nowner: safety", "  # a remark\nx: 1\n"]
)


def asks_of(text: str) -> list[str]:
    return yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CSafeLoader)["asks"]


@given(st.text(max_size=200))
def test_any_phrase_comes_back_as_it_was(phrase):
    added = with_ask(PLAIN, phrase, "x.yaml")
    assert asks_of(added) == ["one", "two", phrase]
    assert Document("x.yaml", added).data["asks"] == ["one", "two", phrase]
    lines = added.splitlines(keepends=True)
    assert "".join(lines[:4] + lines[5:]) == PLAIN


@given(before, st.sampled_from([0, 2, 4]), st.sampled_from(LAST), after, st.booleans(), st.text(max_size=20))
def test_all_else_in_the_file_stays_as_it_was(head, indent, last, tail, windows, phrase):
    items = f"{' ' * indent}- first\n{' ' * indent}- {last}"
    text = f"{head}asks:\n{items}{'' if items.endswith(chr(10)) else chr(10)}{tail}"
    if windows:
        text = text.replace("\n", "\r\n")
    added = with_ask(text, phrase, "x.yaml")
    assert asks_of(added)[-1] == phrase
    line = next(
        line for line in added.splitlines(keepends=True) if added.replace(line, "", 1) == text or len(text) == 0
    )
    assert line.startswith(f"{' ' * indent}- ")


def test_a_file_that_ends_without_a_line_break_still_does():
    assert with_ask("asks:\n- one", "two", "x.yaml") == "asks:\n- one\n- two"


@pytest.mark.parametrize(
    "text",
    [
        "asks: [one, two]\n",
        "asks: []\n",
        "title: no list\n",
        "asks:\n  one\n",
        "- one\n",
        "",
        "asks: {\n",
        "asks:\n  - one\nasks:\n  - two\n",
        "a: &x [1]\nasks: *x\n",
    ],
)
def test_a_file_of_another_shape_is_refused(text):
    with pytest.raises(ContentError, match=r"x\.yaml"):
        with_ask(text, "two", "x.yaml")


@pytest.mark.parametrize("path", ENTRIES[::10], ids=lambda path: path.stem)
def test_every_entry_as_it_ships_takes_a_phrase(path):
    text = path.read_text(encoding="utf-8")
    added = with_ask(text, "Why: isn't this here?", path.name)
    assert asks_of(added) == [*asks_of(text), "Why: isn't this here?"]
    assert len(added.splitlines()) == len(text.splitlines()) + 1


def test_a_file_is_replaced_in_one_stroke_and_keeps_its_rights(tmp_path):
    path = tmp_path / "entry.yaml"
    path.write_bytes(PLAIN.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    add_ask(link, "is this a scam?")
    assert (
        path.read_bytes() == PLAIN.replace("  - two\n", "  - two\n  - is this a scam?\n").replace("\n", "\r\n").encode()
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["entry.yaml", "link.yaml"]


@pytest.mark.parametrize("content", [b"asks: [one]\n", b"asks:\n - \xff\n", None])
def test_what_cannot_be_done_leaves_everything_as_it_was(tmp_path, content):
    path = tmp_path / "entry.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ContentError, match=r"entry\.yaml"):
        add_ask(path, "two")
    assert os.listdir(tmp_path) == ([] if content is None else ["entry.yaml"])
    assert content is None or path.read_bytes() == content


def test_a_phrase_belongs_to_an_entry_whatever_its_case_and_punctuation():
    phrases = Phrases([an_entry("phishing", "Scams", "is this a scam", tests=("odd link",))])
    assert (phrases.asked("Is this a SCAM?!"), phrases.tested("odd link.")) == ("phishing", "phishing")
    assert (phrases.asked("odd link"), phrases.tested("is this a scam")) == ("", "")
    phrases.add("Parcel text?", "two-step")
    assert phrases.asked("parcel text") == "two-step"


def test_the_file_of_an_entry_is_where_it_ships(knowledge):
    assert [entry.id for entry in knowledge.catalogue if not (ROOT / "knowledge" / file_of(entry)).is_file()] == []
