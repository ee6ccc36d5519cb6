"""Each test that the threat model names exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/threat-model.md").read_text())


def test_each_test_of_the_threat_model_exists() -> None:
    assert len(NAMED) > 10
    assert [f"{path}::{name}" for path, name in NAMED if name not in _tests(ROOT / path)] == []


def test_each_row_of_the_threat_model_names_a_test() -> None:
    rows = [line for line in (ROOT / "docs/threat-model.md").read_text().splitlines() if line.startswith("| A ")]
    assert [row for row in rows if "::test_" not in row] == []


def _tests(path: Path) -> set[str]:
    if not path.exists():
        return set()
    nodes = ast.walk(ast.parse(path.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
