"""What people want of a platform, as editors keep it."""

from pathlib import Path

import pytest

from bot.content import Action, load
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder

FILE = "knowledge/actions.yaml"


def test_actions_are_what_the_file_says_in_its_order(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("hacked-account")
    secure = {"entry": "hacked-account", "words": ["hacked", "locked out"]}
    folder.write("actions.yaml", {"secure": secure, "fake-account": {"entry": "threats", "words": ["clone"]}})
    actions = load(folder.path).actions
    assert list(actions) == ["secure", "fake-account"]
    assert actions["secure"] == Action("secure", "hacked-account", ("hacked", "locked out"))
    assert actions["fake-account"] == Action("fake-account", "threats", ("clone",))


def test_an_action_may_lead_to_an_entry_that_is_planned(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("actions.yaml", {"report": {"entry": "report-to-platform", "words": ["report"]}})
    assert [str(mistake) for mistake in check(folder.path)] == [
        f"{FILE}:2: there is no entry report-to-platform, nor is one planned"
    ]
    folder.write("planned.yaml", {"reporting": ["report-to-platform"]})
    assert check(folder.path) == []


def test_a_word_may_stand_twice_at_one_action(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("actions.yaml", {"report": {"entry": "threats", "words": ["flag", "flag", "Flag!"]}})
    assert check(folder.path) == []


@pytest.mark.parametrize("word", ["don't show", "Don’t show", "DONT SHOW", "dont  show!", "“dont show”"])
def test_a_word_is_the_same_at_another_action_whatever_its_case_and_signs(tmp_path: Path, word: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    actions = {name: {"entry": "threats", "words": [said]} for name, said in (("mute", "Dont show"), ("block", word))}
    folder.write("actions.yaml", actions)
    (mistake,) = check(folder.path)
    assert mistake.text == f"{word} is mute's already: keep it at one action"


REPORT = "report:\n  entry: threats\n  words: [report, flag]\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (REPORT + "block:\n  entry: nowhere\n  words: [block]\n", 5, "there is no entry nowhere, nor is one planned"),
        (
            REPORT + "block:\n  entry: threats\n  words:\n  - block\n  - flag\n",
            8,
            "flag is report's already: keep it at one action",
        ),
        (REPORT + "block:\n  words: [block]\n", 4, "entry is missing: add it"),
        (REPORT + "block:\n  entry: threats\n", 4, "words is missing: add it"),
        (
            REPORT + "block:\n  entry: threats\n  words: []\n",
            6,
            "words is too short: it needs at least 1, there are 0",
        ),
        (
            REPORT + "block:\n  entry: threats\n  words: block\n",
            6,
            'words must be a list: lines that begin with "- "',
        ),
        (
            REPORT + "block:\n  entry: threats\n  words:\n  - block\n  - 5\n",
            8,
            "item 2 of words must be text: put it in quotes",
        ),
        (REPORT + "block:\n  entry: threats\n  words: [' ']\n", 6, "item 1 of words must not be empty"),
        (REPORT + "  wards: [complain]\n", 4, "wards is not known here: did you mean words?"),
        (
            REPORT + "Block:\n  entry: threats\n  words: [block]\n",
            4,
            "Block must be lower-case words joined by hyphens",
        ),
        (REPORT + "report:\n  entry: threats\n  words: [tell]\n", 4, "report stands here twice: keep one"),
        (REPORT + "block:\n", 4, "block is empty: write something, or take the line out"),
        ("- report\n", 1, 'the file must have lines of its own: "name: value", indented'),
    ],
)
def test_an_action_that_cannot_be_used_is_a_mistake_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("actions.yaml", text)
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.line, mistake.text) == (FILE, line, said)


def test_all_mistakes_of_all_actions_are_told_at_once(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    actions = {name: {"entry": f"no-{name}", "words": ["block"]} for name in ("one", "two", "three")}
    folder.write("actions.yaml", actions)
    assert [mistake.text for mistake in check(folder.path)] == [
        "there is no entry no-one, nor is one planned",
        "there is no entry no-two, nor is one planned",
        "block is one's already: keep it at one action",
        "there is no entry no-three, nor is one planned",
        "block is one's already: keep it at one action",
    ]


def test_a_knowledge_base_without_the_file_is_told_so(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    (folder.path / "actions.yaml").unlink()
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text) == (FILE, "the file is missing")
