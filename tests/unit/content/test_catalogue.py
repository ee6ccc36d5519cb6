"""Entries by id, subject, platform and place."""

from pathlib import Path

import pytest

from bot.content import Catalogue, load
from bot.domain.entry import CouncilKind, Nation, Place
from tests.knowledge_folder import KnowledgeFolder


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    folder = KnowledgeFolder(tmp_path)
    folder.write("planned.yaml", {"abuse": ["stalking", "threats", "not-written-yet"]})
    folder.entry("helplines", subject="wellbeing", councils=["principal"])
    folder.entry("ombudsman", subject="conduct", nations=["wales"])
    folder.entry("stalking")
    folder.entry("doxxing")
    folder.entry("old-advice", withdrawn=True)
    return load(folder.path).catalogue


def test_entries_stand_in_the_order_of_subjects_and_of_the_contents_page(catalogue: Catalogue) -> None:
    ids = ["ombudsman", "stalking", "threats", "doxxing", "old-advice", "helplines", "facebook.report"]
    assert [entry.id for entry in catalogue] == ids
    assert len(catalogue) == len(ids)


def test_entries_are_found_by_id(catalogue: Catalogue) -> None:
    assert catalogue["threats"] == catalogue.get("threats")
    assert ("threats" in catalogue, "not-written-yet" in catalogue) == (True, False)
    assert catalogue.get("not-written-yet") is None
    with pytest.raises(KeyError, match="not-written-yet"):
        catalogue["not-written-yet"]


def test_only_subjects_with_entries_are_offered(catalogue: Catalogue) -> None:
    assert catalogue.subjects == ("conduct", "abuse", "wellbeing", "platforms")
    assert [entry.id for entry in catalogue.of("wellbeing")] == ["helplines"]
    assert catalogue.of("starting") == ()


def test_entries_are_found_by_platform(catalogue: Catalogue) -> None:
    assert [entry.id for entry in catalogue.of_platform("facebook")] == ["facebook.report"]


def test_a_place_is_served_with_what_holds_there_and_is_not_withdrawn(catalogue: Catalogue) -> None:
    served = [entry.id for entry in catalogue.serving(Place(Nation.ENGLAND, CouncilKind.PARISH))]
    assert served == ["stalking", "threats", "doxxing", "facebook.report"]
