"""Small talk as editors keep it."""

from pathlib import Path

import pytest

from bot.content import load
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder

FILE = "knowledge/smalltalk.yaml"


def a_folder(place: Path, *kinds: str) -> KnowledgeFolder:
    """A folder whose words have a sentence for each of these kinds, and for a greeting."""
    folder = KnowledgeFolder(place)
    folder.write("words/en/chat.yaml", {f"smalltalk.{kind}": f"An answer to {kind}." for kind in kinds})
    return folder


def test_messages_are_what_the_file_says_by_kind_in_its_order(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, "thanks", "are-you-human")
    told = "thanks: [ta, 👍, yes]\nare-you-human:\n- are you a robot\ngreeting: [hello, on]\n"
    folder.write("smalltalk.yaml", told)
    smalltalk = load(folder.path).smalltalk
    assert list(smalltalk.items()) == [
        ("thanks", ("ta", "👍", "yes")),
        ("are-you-human", ("are you a robot",)),
        ("greeting", ("hello", "on")),
    ]


def test_small_talk_without_a_sentence_in_the_words_is_a_mistake(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("smalltalk.yaml", "greeting: [hello]\nthanks:\n- ta\nbye: [bye]\n")
    assert [str(mistake) for mistake in check(folder.path)] == [
        f"{FILE}:2: words/en/chat.yaml has no sentence smalltalk.thanks: add it",
        f"{FILE}:4: words/en/chat.yaml has no sentence smalltalk.bye: add it",
    ]


def test_a_shelf_of_sentences_is_no_sentence(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("words/en/chat.yaml", "smalltalk.thanks:\n  morning: Good morning.\n")
    folder.write("smalltalk.yaml", {"greeting": ["hello"], "thanks": ["ta"]})
    (mistake,) = check(folder.path)
    assert mistake.text == "words/en/chat.yaml has no sentence smalltalk.thanks: add it"


def test_a_sentence_without_small_talk_is_no_mistake(tmp_path: Path) -> None:
    assert check(a_folder(tmp_path, "thanks").path) == []


@pytest.mark.parametrize("message", ["Whos there", "Who's there?", "who’s  there", "WHOS THERE!!", "whos there 👋"])
def test_a_message_is_the_same_at_another_kind_whatever_its_case_and_signs(tmp_path: Path, message: str) -> None:
    folder = a_folder(tmp_path, "who")
    folder.write("smalltalk.yaml", {"greeting": ["whos there"], "who": ["who is there", message]})
    (mistake,) = check(folder.path)
    assert mistake.text == f"{message} is greeting's already: keep it at one kind"


def test_a_message_may_stand_twice_at_one_kind(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("smalltalk.yaml", {"greeting": ["hello", "Hello!", "👋", "👋"]})
    assert check(folder.path) == []


def test_messages_of_signs_alone_are_told_apart(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, "thanks")
    folder.write("smalltalk.yaml", {"greeting": ["👋"], "thanks": ["👍"]})
    assert check(folder.path) == []
    folder.write("smalltalk.yaml", {"greeting": ["👋"], "thanks": ["👍", "👋"]})
    (mistake,) = check(folder.path)
    assert mistake.text == "👋 is greeting's already: keep it at one kind"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("greeting: [hello]\nthanks: []\n", 2, "thanks is too short: it needs at least 1, there are 0"),
        ("greeting: [hello]\nthanks: ta\n", 2, 'thanks must be a list: lines that begin with "- "'),
        ("greeting: [hello]\nthanks:\n", 2, "thanks is empty: write something, or take the line out"),
        ("greeting: [hello]\nthanks:\n- ta\n- 10\n", 4, "item 2 of thanks must be text: put it in quotes"),
        ("greeting: [hello]\nthanks:\n- ta\n- ''\n", 4, "item 2 of thanks must not be empty"),
        (
            "greeting: [hello]\nthanks:\n- ta\n-\n",
            4,
            "item 2 of thanks is empty: write something, or take the line out",
        ),
        (
            "greeting: [hello]\nthanks:\n- ta\n- hello\n",
            4,
            "hello is greeting's already: keep it at one kind",
        ),
        ("greeting: [hello]\nthanks: [ta]\nthanks: [cheers]\n", 3, "thanks stands here twice: keep one"),
        ("greeting: [hello]\nThanks: [ta]\n", 2, "Thanks must be lower-case words joined by hyphens"),
        ("- hello\n", 1, 'the file must have lines of its own: "name: value", indented'),
    ],
)
def test_small_talk_that_cannot_be_used_is_a_mistake_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    folder = a_folder(tmp_path, "thanks")
    folder.write("smalltalk.yaml", text)
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.line, mistake.text) == (FILE, line, said)


def test_a_knowledge_base_without_the_file_is_told_so(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    (folder.path / "smalltalk.yaml").unlink()
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text) == (FILE, "the file is missing")
