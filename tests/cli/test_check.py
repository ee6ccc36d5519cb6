"""What an editor reads at the end of a check: how much there is, the training with it."""

import pytest

from bot.cli.checking import show_review
from tests.shipped import ROOT, shipped


def test_a_check_of_the_shipped_knowledge_counts_the_training(capsys: pytest.CaptureFixture[str]) -> None:
    modules = shipped().lessons.values()
    lessons, questions = (sum(len(getattr(each, name)) for each in modules) for name in ("lessons", "questions"))
    assert show_review(ROOT / "knowledge")
    said = capsys.readouterr().out
    assert "The knowledge base is in order" in said
    assert f"The training has {len(modules)} modules, {lessons} lessons, {questions} questions." in said
