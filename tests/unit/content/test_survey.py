"""The kinds of the survey: every kind of report belongs to one of them."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import Knowledge
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder, a_source


def test_each_kind_of_report_stands_in_one_kind_of_the_survey(knowledge: Knowledge) -> None:
    listed = [kind for each in knowledge.survey.kinds.values() for kind in each.kinds]
    assert sorted(listed) == sorted(knowledge.kinds)


def test_the_published_shares_are_those_of_the_survey(knowledge: Knowledge) -> None:
    shares = {id: each.share for id, each in knowledge.survey.kinds.items() if each.share}
    assert shares == {"threats": 25, "abuse": 72, "misinformation": 52, "personal-information": 11}
    assert "May 2025" in knowledge.survey.source.title


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ({"threats": {"kinds": ["threat", "geese"]}}, "there is no kind geese in report.yaml"),
        ({"threats": {"kinds": ["threat", "threat"]}}, "threat stands under threats already: keep one"),
        ({"threats": {"kinds": ["threat"], "share": 101}}, "share"),
        ({"threats": {"kinds": ["threat"]}, "geese": {"kinds": ["threat"]}}, "threat stands under threats already"),
        ({"geese": {"kinds": ["threat"]}}, "words/en/trends.yaml has no sentence survey.geese: add it"),
        ({"threats": {"kinds": []}}, "kinds is too short"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, kinds: dict[str, Any], said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("survey.yaml", {"source": a_source(), "kinds": kinds})
    assert any(mistake.text.startswith(said) for mistake in check(folder.path))


def test_a_kind_that_stands_nowhere_is_told(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    kind = {"entry": "threats", "desk": "safety", "level": "urgent"}
    folder.write("report.yaml", {"kinds": {"threat": kind, "geese": kind}})
    (mistake,) = check(folder.path)
    assert mistake.text == "geese of report.yaml stands nowhere here: add it to one of the kinds"
