"""The glossary of Welsh as editors keep it."""

from pathlib import Path

import pytest

from bot.content import Welsh, load
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder

FILE = "knowledge/welsh.yaml"


def test_the_glossary_is_what_the_file_says(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("welsh.yaml", "marks: [mae, wedi, mae]\nwords:\n  bygythiad: threat\n  'o''r diwedd': at last\n")
    assert load(folder.path).welsh == Welsh(
        frozenset({"mae", "wedi"}), {"bygythiad": "threat", "o'r diwedd": "at last"}
    )


def test_words_that_yaml_would_take_for_something_else_stay_words(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("welsh.yaml", "marks: [mae, yn, y]\nwords:\n  on: 'yes'\n  no: on\n")
    assert load(folder.path).welsh == Welsh(frozenset({"mae", "yn", "y"}), {"on": "yes", "no": "on"})


@pytest.mark.parametrize("word", ["plant", "yn y car", "ar-lein", "a'r plant"])
def test_words_and_phrases_in_small_letters_are_taken(tmp_path: Path, word: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("welsh.yaml", {"marks": ["mae"], "words": {word: "English"}})
    assert check(folder.path) == []


@pytest.mark.parametrize("word", ["Mae", "tŷ", "ty\u0302", "mae\u2019r", "mae.", "mae  yn", " mae", "-lein", "mae,yn"])
def test_a_word_that_no_message_is_compared_with_is_a_mistake_wherever_it_stands(tmp_path: Path, word: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    path = folder.write("welsh.yaml", {"marks": ["wedi", word], "words": {"plant": "children", word: "English"}})
    marked, translated = check(folder.path)
    assert marked.text == f"{word}: write one word, in small letters without accents"
    assert translated.text == f"{word}: write it in small letters without accents"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [marked.line, translated.line] == [lines.index("- wedi") + 2, len(lines)]


@pytest.mark.parametrize("phrase", ["yn y car", "ar-lein", "a'r plant", "wedi mae"])
def test_a_phrase_is_no_mark_since_marks_are_compared_word_by_word(tmp_path: Path, phrase: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("welsh.yaml", {"marks": ["mae", phrase], "words": {"plant": "children"}})
    (mistake,) = check(folder.path)
    told = f"{phrase}: write one word, in small letters without accents"
    assert (mistake.file, mistake.line, mistake.text) == (FILE, 3, told)


MARKS = "marks: [mae]\n"
WORDS = "words:\n  plant: children\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (WORDS, 1, "marks is missing: add it"),
        (MARKS, 1, "words is missing: add it"),
        ("marks: []\n" + WORDS, 1, "marks is too short: it needs at least 1, there are 0"),
        (MARKS + "words: {}\n", 2, "words is too short: it needs at least 1, there are 0"),
        ("marks: mae\n" + WORDS, 1, 'marks must be a list: lines that begin with "- "'),
        ("marks:\n- mae\n- 5\n" + WORDS, 3, "item 2 of marks must be text: put it in quotes"),
        (MARKS + "words: [plant]\n", 2, 'words must have lines of its own: "name: value", indented'),
        (MARKS + WORDS + "  heddlu: 999\n", 4, "heddlu must be text: put it in quotes"),
        (MARKS + WORDS + "  heddlu:\n", 4, "heddlu is empty: write something, or take the line out"),
        (MARKS + WORDS + "  heddlu: ' '\n", 4, "heddlu must not be empty"),
        (MARKS + WORDS + "  plant: kids\n", 4, "plant stands here twice: keep one"),
        (MARKS + WORDS + "word: {a: b}\n", 4, "word is not known here: did you mean words?"),
    ],
)
def test_a_glossary_that_cannot_be_used_is_a_mistake_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("welsh.yaml", text)
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.line, mistake.text) == (FILE, line, said)


def test_a_knowledge_base_without_the_file_is_told_so(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    (folder.path / "welsh.yaml").unlink()
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text) == (FILE, "the file is missing")
