"""The pages on privacy and on threats promise nothing without a test: every test that they name exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("privacy.md", "dpia.md", "threat-model.md")
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


def test_each_row_of_the_threat_model_names_a_test() -> None:
    lines = (ROOT / "docs/threat-model.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| who ")]
    assert rows
    assert [row for row in rows if "::test_" not in row] == []
