"""No machine word stands in an evidence pack: what the audit of a case may say has words there."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.desk.telling import done_key
from bot.domain.removal import Mark, State

BOT = Path(__file__).parents[2] / "bot"
FAMILIES = ("case:", "evidence:", "removal:")
#: What begins like an action and is none: a timer's key, places in tables and chats, what somebody is to write.
NONE = {"case:", "case:*", "evidence:{id}", "evidence:{id}:content", "removal:", "removal:link:*"}


def written(node: ast.AST) -> str:
    """A text of the code, with * for whatever is put into it; "" where it is none."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(values):
            return "".join(written(value) or "*" for value in values)
        case _:
            return ""


def recorded(nodes: Sequence[ast.AST]) -> Iterator[ast.expr]:
    """What is handed to ``audit.record`` as the action in the chain of a case; that of no case is in no pack."""
    for node in nodes:
        is_call = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("audit.record")
        if is_call and ast.unparse(node.args[0]) != "0":
            yield node.args[3]


@cache
def actions() -> set[str]:
    """All texts of the code that are an action, or look like one."""
    found = set()
    for path in BOT.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        texts = {written(node) for node in nodes if id(node) not in parts}
        found |= {text for text in texts if text.startswith(FAMILIES) and " " not in text}
        found |= {written(action) for action in recorded(nodes)}
    return found - NONE - {""}


def test_every_action_is_of_a_family_that_is_looked_for() -> None:
    assert [action for action in actions() if not action.startswith(FAMILIES)] == []


@pytest.mark.parametrize("action", sorted(actions()))
def test_every_action_has_words(knowledge: Knowledge, action: str) -> None:
    assert done_key(knowledge.words, action)


@pytest.mark.parametrize("step", [*State, *(mark for mark in Mark if mark not in (Mark.MOVED, Mark.RULE))])
def test_every_step_of_a_removal_has_words_of_its_own(knowledge: Knowledge, step: str) -> None:
    assert done_key(knowledge.words, f"removal:12:{step}") == f"pack.done.removal-{step}"
