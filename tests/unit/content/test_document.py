"""What one YAML file says, and on which line."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.document import Document, Flaw, read

MARK = "¶wrong¶"


def mistakes(text: str) -> list[str]:
    return [str(mistake) for mistake in Document("f.yaml", text).mistakes]


def test_a_document_holds_what_the_file_says() -> None:
    document = Document("f.yaml", "title: Hello\ncount: 3\nsure: true\nday: 2026-11-22\nlist: [a, 'b']\nnothing:\n")
    expected = {"title": "Hello", "count": 3, "sure": True, "day": date(2026, 11, 22), "list": ["a", "b"]}
    assert document.data == expected | {"nothing": None}


@pytest.mark.parametrize("written", ["yes", "no", "on", "Off", "20:00", "0117", "1:30.5", "=", "2026-13-45"])
def test_what_yaml_would_turn_into_something_else_stays_text(written: str) -> None:
    assert Document("f.yaml", f"a: {written}\n{written}: a\n").data == {"a": written, written: "a"}


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("a: 1\nb: c: d\n", 2, "in quotes"),
        ("a: 1\n\tb: 2\n", 2, "a tab"),
        ("a: b\nfoo\nc: d\n", 2, "indentation"),
        ("a: b\nc: 'x\nd: e\nf: g\n", 2, "never closed"),
        ("a: b\nc: [1, 2\nd: e\n", 2, "does not fit"),
        ("a: b\nc: {council.name} rules\n", 2, "in quotes"),
        ("a: b\nc: - x\n", 2, "next line"),
        ("a: b\n---\nc: d\n", 2, "one file"),
        ("a: b\nc: !odd x\n", 2, "!odd"),
        ("a: b\nc: d\na: e\n", 3, "twice"),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", 4, "twice"),
        ("a: b\n[c]: d\n", 2, "plain text"),
        ("", 0, "empty"),
        ("a: &a [*a]\n", 0, "without end"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_what_to_do(text: str, line: int, advice: str) -> None:
    (mistake,) = Document("f.yaml", text).mistakes
    assert (mistake.line, advice in mistake.text) == (line, True), mistake


def test_a_missing_file_and_a_wrong_encoding_are_mistakes(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: b\nc: caf\xe9\n")
    found = [*read(tmp_path / "latin.yaml", "latin.yaml").mistakes, *read(tmp_path / "no.yaml", "no.yaml").mistakes]
    assert [(mistake.file, mistake.line) for mistake in found] == [("latin.yaml", 2), ("no.yaml", 0)]


def test_windows_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfa: b\r\nc: |\r\n  x\r\n  y\r\n")
    document = read(tmp_path / "f.yaml", "f.yaml")
    assert (document.data, document.line(("c",))) == ({"a": "b", "c": "x\ny\n"}, 2)


def test_a_place_that_does_not_exist_is_told_at_the_nearest_one_that_does() -> None:
    document = Document("f.yaml", "a: b\nlist:\n  - x: 1\n    y: 2\n  - x: 3\n")
    assert [document.line(loc) for loc in [("list", 1, "y"), ("list", 7), ("none",), ()]] == [5, 2, 1, 1]


words = st.lists(st.sampled_from(["one", "it's", 'say "so"', "😀", "é", "back\\slash", "#no", "a:b"]), min_size=1)


@given(before=st.lists(words, max_size=6), after=st.lists(words, max_size=6), style=st.sampled_from("|>'\""))
def test_a_flaw_in_a_text_of_any_style_is_told_on_its_line(before: list, after: list, style: str) -> None:
    lines = [" ".join(line) for line in [*before, [MARK], *after]]
    lines = [line.replace("'", "''") if style == "'" else line for line in lines]
    if style == '"':
        lines = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    if style in "|>":
        text = f"first: x\ntext: {style}\n" + "".join(f"  {line}\n" for line in lines) + "last: x\n"
        expected = 3 + len(before)
    else:
        text = f"first: x\ntext: {style}" + "\n  ".join(lines) + f"{style}\nlast: x\n"
        expected = 2 + len(before)
    document = Document("f.yaml", text)
    value = document.data["text"]
    document.flawed(("text",), [Flaw(value.index(MARK), "wrong")])
    assert mistakes_of(document) == [expected]


def mistakes_of(document: Document) -> list[int]:
    return [mistake.line for mistake in document.mistakes]


plain = st.lists(st.from_regex(r"[a-z]{1,9}( [a-z]{1,9}){0,9}", fullmatch=True), max_size=6)


@given(before=plain, after=plain)
def test_a_flaw_in_a_text_without_quotes_is_told_on_its_line(before: list[str], after: list[str]) -> None:
    document = Document("f.yaml", "list:\n  - x\n  - " + "\n    ".join([*before, MARK, *after]) + "\n  - y\n")
    value = document.data["list"][1]
    document.flawed(("list", 1), [Flaw(value.index(MARK), "wrong")])
    assert mistakes_of(document) == [3 + len(before)]


trees = st.recursive(
    st.text("abc xyz:#'\"{}[]-&*!|>%@`é😀\n", max_size=20) | st.integers() | st.dates() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=20,
)


@given(trees)
def test_whatever_is_written_as_yaml_is_read_back(tree: object) -> None:
    assert Document("f.yaml", yaml.safe_dump({"tree": tree}, allow_unicode=True)).data == {"tree": tree}


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    document = Document("f.yaml", text)
    assert document.sound or document.mistakes
