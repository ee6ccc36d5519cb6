"""The curated toolkit tested as data: every entry finds itself, fits a message, and walks a person through."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from bot.bootstrap.minds import matcher_for
from bot.content import Knowledge
from bot.conversation.pages import Pages
from bot.domain.entry import CouncilKind, Nation, Place
from bot.flows.report_to_platform import HARMS, pages

PLACES = [Place(nation, council) for nation in Nation for council in CouncilKind]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TELEGRAM_LIMIT = 4096


def test_an_entry_is_found_by_its_title_and_its_first_phrase(knowledge: Knowledge) -> None:
    """How well it is found by what others say, `make evaluate` measures."""
    matcher = matcher_for(knowledge, cache=Path(os.environ["CACHE_DIR"]))
    missed = [
        said
        for entry in knowledge.catalogue.serving(knowledge.council.place)
        for said in (entry.title, entry.asks[0])
        if entry.id not in [match.id for match in matcher.match(said).matches[:3]]
    ]
    assert missed == []


def test_every_page_of_every_entry_fits_one_message_everywhere(knowledge: Knowledge) -> None:
    drawn = Pages(knowledge)
    for place in PLACES:
        for entry in knowledge.catalogue.serving(place):
            for text in drawn.all_texts(entry, place):
                assert 0 < len(text) <= TELEGRAM_LIMIT
            first, _ = drawn.draw(entry, place, 0, NOW)
            assert "Source:" in first
            assert re.search(r"Checked \d{1,2} \w{3,4} \d{4}", first)


def test_no_placeholder_is_left_in_what_is_shown(knowledge: Knowledge) -> None:
    left = [
        entry.id
        for place in PLACES
        for entry in knowledge.catalogue.serving(place)
        for text in Pages(knowledge).all_texts(entry, place)
        if re.search(r"\{\w+[.\w]*\}", text)
    ]
    assert left == []


def test_every_platform_walks_through_every_harm_evidence_first(knowledge: Knowledge) -> None:
    assert len(knowledge.platforms) == 16
    for platform in knowledge.platforms:
        for harm in HARMS:
            steps = pages(knowledge, PLACES[0], platform, harm)
            assert len(steps) >= 4, (platform, harm)
    for platform in knowledge.platforms:
        first = pages(knowledge, PLACES[0], platform, "threat")[0].lower()
        assert re.search(r"screenshot|copy|save|keep|export|photo", first), (platform, first)


def test_operation_ford_is_never_offered_to_a_parish_councillor(knowledge: Knowledge) -> None:
    said = [
        (entry.id, text)
        for nation in Nation
        for entry in knowledge.catalogue.serving(Place(nation, CouncilKind.PARISH))
        for text in Pages(knowledge).all_texts(entry, Place(nation, CouncilKind.PARISH))
        if "operation ford" in text.lower()
    ]
    promised = [
        one for one in said if not re.search(r"does not|not cover|may cover|leaves out|only|unless|if you", one[1])
    ]
    assert promised == []


def test_a_complaint_about_a_councillor_goes_to_the_ombudsman_in_wales(knowledge: Knowledge) -> None:
    entry = knowledge.catalogue["complain-about-councillor"]
    welsh = entry.at(Place(Nation.WALES, CouncilKind.PRINCIPAL))
    english = entry.at(Place(Nation.ENGLAND, CouncilKind.PRINCIPAL))
    assert "Ombudsman" in welsh.answer
    assert "monitoring officer" in english.answer
