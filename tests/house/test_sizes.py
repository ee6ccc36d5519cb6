"""Small and plainly named: the ceilings that no file or function passes."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LINES_OF_A_MODULE = 250
LINES_OF_A_FUNCTION = 40
BANNED = {"utils", "helpers", "common", "manager", "base", "misc", "core"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_named_for_what_it_holds_and_says_so(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LINES_OF_A_MODULE
    assert path.stem not in BANNED
    assert ast.get_docstring(ast.parse(text)), "a module opens with one sentence: what it holds"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    if "migrations" in path.parts:
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LINES_OF_A_FUNCTION, f"{node.name} has {length} lines"
