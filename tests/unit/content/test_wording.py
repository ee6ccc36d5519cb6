"""Sentences by key: filled in, escaped, and checked where they stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Html, Words, load
from bot.content.checks import check
from bot.content.markup import flaws, visible
from bot.domain.text import shown
from tests.knowledge_folder import KnowledgeFolder

WORDS = Words({"hello": "<b>Hello</b>, {name} &amp; co", "bare": "Done", "twice": "{a} {b} {a}"})


def test_a_sentence_is_html_with_its_values_escaped() -> None:
    assert WORDS("hello", name='Ann <x> & "y"') == '<b>Hello</b>, Ann &lt;x&gt; &amp; "y" &amp; co'


def test_html_is_not_escaped_again() -> None:
    inner = WORDS("hello", name="Ann")
    assert WORDS("hello", name=inner) == "<b>Hello</b>, <b>Hello</b>, Ann &amp; co &amp; co"
    assert WORDS("hello", name=Html("<i>Ann</i>")) == "<b>Hello</b>, <i>Ann</i> &amp; co"


def test_a_plain_sentence_has_no_markup_and_its_values_are_as_they_are() -> None:
    assert WORDS.plain("hello", name="Ann <x> & y") == "Hello, Ann <x> & y & co"
    assert WORDS.plain("hello", name=Html("<i>A</i> &lt;")) == "Hello, A < & co"


def test_values_may_be_of_any_kind_and_are_not_looked_into() -> None:
    assert WORDS("twice", a=1, b="{a}") == "1 {a} 1"


@pytest.mark.parametrize(("key", "named"), [("nothing", "nothing"), ("hello", "hello: no value for {name}")])
def test_a_missing_sentence_or_value_is_named(key: str, named: str) -> None:
    for say in (WORDS, WORDS.plain):
        with pytest.raises(KeyError, match=named.replace("{", r"\{")):
            say(key)


@given(st.text(), st.text())
def test_no_value_can_break_the_markup(a: str, b: str) -> None:
    said = WORDS("twice", a=a, b=b)
    assert (flaws(said), visible(said)) == ([], f"{shown(a)} {shown(b)} {shown(a)}")


def test_the_files_of_a_language_are_one(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("words/en/report.yaml", "report:\n  kind:\n    ask: What happened, {name}?\nhome.menu: Menu\n")
    words = load(folder.path).words
    assert words("report.kind.ask", name="Ann") == "What happened, Ann?"
    assert (words.has("home.menu"), words.has("home")) == (True, False)
    assert words.keys()[-2:] == ("report.kind.ask", "home.menu")


def test_values_of_the_council_and_of_services_are_filled_in(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("words/en/a.yaml", 'a: "{council.name}, {who}: {contact.samaritans}"\n')
    words = load(folder.path).words
    assert words("a", who="Ann") == ("Anyshire &amp; District Council, Ann: Samaritans: 116 123 (free; day and night)")
    assert words.plain("a", who="Ann").startswith("Anyshire & District Council, Ann:")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: x\nb: <b>x\n", 2, "<b> is never closed"),
        ("a: x\nb: 'y {council.nmae}'\n", 2, "there is no {council.nmae}: did you mean {council.name}?"),
        ("a: x\nb: 'y {contact.nobody}'\n", 2, "there is no {contact.nobody}"),
        ("a: x\nb: 'y {Name}'\n", 2, "there is no {Name}"),
        ("a: x\nb: 'y {name'\n", 2, "a { without its partner"),
        ("a: x\nb: 5\n", 2, "b must be text"),
        ("a: x\nb: [y]\n", 2, "b must be text"),
        ("a: x\nb:\n  c:\n", 3, "b.c must be text"),
        ("a: x\nB: y\n", 2, "B: a key is lower-case"),
        ("a:\n  b: y\na.b: x\n", 3, "a.b stands in knowledge/words/en/more.yaml already"),
        ("a: x\npromise: {minute: soon}\n", 2, "promise.minute stands in knowledge/words/en/content.yaml already"),
        ("a: x\nbutton: {go: <b>Go</b>}\n", 2, "Telegram shows no markup here"),
        ("- a\n", 1, "the file must be key: sentence lines"),
    ],
)
def test_a_sentence_that_cannot_be_said_is_a_mistake(tmp_path: Path, text: str, line: int, said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("words/en/more.yaml", text)
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.line) == ("knowledge/words/en/more.yaml", line)
    assert mistake.text.startswith(said)


def test_the_sentences_that_content_itself_needs_are_asked_for(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    words = (folder.path / "words/en/content.yaml").read_text(encoding="utf-8")
    folder.write("words/en/content.yaml", words.replace("  noon: noon\n", "").replace("{n} minutes", "{m} minutes"))
    assert [str(mistake) for mistake in check(folder.path)] == [
        "knowledge/words/en/content.yaml: contact.noon is missing: add it",
        "knowledge/words/en/content.yaml: promise.minutes: no value for {m}",
    ]
