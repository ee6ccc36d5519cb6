"""What a person can set, run or press is documented, and every sentence that the code asks for exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from typer import Typer

from bot.cli.commands import app
from bot.config import Settings
from bot.content import Knowledge
from bot.conversation.enrolment import ADMIN_COMMANDS, GROUP_COMMANDS, STAFF_COMMANDS

ROOT = Path(__file__).parents[2]


def test_every_setting_is_in_the_example() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    names = list(_commands(app))
    assert [name for name in names if f"`{name}`" not in readme] == []


def _commands(group: Typer, before: str = "") -> Iterator[str]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{before}{command.name or command.callback.__name__}"
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        # One without a name joins the commands around it.
        yield from _commands(inner.typer_instance, f"{inner.name} " if isinstance(inner.name, str) else before)


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text())) - {"suffice"} <= targets


def test_every_command_of_the_chat_is_described(knowledge: Knowledge) -> None:
    for name in {*STAFF_COMMANDS, *ADMIN_COMMANDS, *GROUP_COMMANDS}:
        assert 3 <= len(knowledge.words.plain(f"command.{name}")) <= 256


def test_no_guide_takes_a_command_of_the_chat(knowledge: Knowledge) -> None:
    taken = {*STAFF_COMMANDS, *ADMIN_COMMANDS, *GROUP_COMMANDS}
    assert [guide.id for guide in knowledge.guides.values() if guide.command in taken] == []


def test_every_sentence_that_the_code_names_exists(knowledge: Knowledge) -> None:
    missing = [
        f"{path.relative_to(ROOT)}:{line} {key}"
        for path in (ROOT / "bot").rglob("*.py")
        if "sandbox" not in path.parts and "content" not in path.parts
        for line, key in _keys(path)
        if not knowledge.words.has(key)
    ]
    assert missing == []


def _keys(path: Path) -> list[tuple[int, str]]:
    """The literal keys in calls of ``words("…")`` and ``plain("…")``."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("words", "_words", "plain") and isinstance(node.args[0].value, str):
                found.append((node.lineno, node.args[0].value))
    return found


def test_every_kind_desk_level_and_harm_has_a_label(knowledge: Knowledge) -> None:
    families = {
        "kind": knowledge.kinds,
        "level": ("none", "concern", "urgent", "emergency"),
        "desk": ("safety", "comms"),
        "harm": ("threat", "other", "hate"),
        "subject": [f"{subject}.label" for subject in knowledge.catalogue.subjects],
    }
    missing = [
        f"{name}.{one}" for name, all_ in families.items() for one in all_ if not knowledge.words.has(f"{name}.{one}")
    ]
    assert missing == []


def test_every_word_of_the_log_is_explained() -> None:
    explained = (ROOT / "docs/operations.md").read_text()
    said = {word for path in (ROOT / "bot").rglob("*.py") for word in _log_words(path)}
    assert said
    assert sorted(word for word in said if f"`{word}`" not in explained) == []


def _log_words(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "log":
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}: a machine word, not a sentence"
            yield first.value
