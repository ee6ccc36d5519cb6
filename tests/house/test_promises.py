"""The pages on privacy promise nothing without a test: every test that they name exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("privacy.md", "dpia.md")
NAMED = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")


def functions_of(path: Path) -> set[str]:
    """The names of the functions of a file."""
    tree = ast.parse(path.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_the_page_names_exists(page: str) -> None:
    named = NAMED.findall((ROOT / "docs" / page).read_text())
    assert named
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).exists() or (name and name not in functions_of(ROOT / file))
    ]
    assert missing == []
