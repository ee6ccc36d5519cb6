"""The curated toolkit tested as data: every entry finds itself, fits a message, and walks a person through."""

import re
from datetime import UTC, datetime

from bot.bootstrap.app import matcher_for
from bot.content import Knowledge
from bot.conversation.pages import Pages
from bot.domain.entry import CouncilKind, Nation, Place
from bot.flows.report_to_platform import HARMS, pages

#: The floor under the questions held out, with the matcher that needs no model; it only ever rises while the toolkit
#: stays what it is. Measured over 231 entries and 924 questions; over the first 115 entries it was 0.34 and 0.52.
FIRST, AMONG_THREE = 0.26, 0.47
PLACES = [Place(nation, council) for nation in Nation for council in CouncilKind]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TELEGRAM_LIMIT = 4096


def test_an_entry_is_found_by_its_own_phrases(knowledge: Knowledge) -> None:
    matcher = matcher_for(knowledge)
    missed = [
        ask
        for entry in knowledge.catalogue
        for ask in entry.asks
        if entry.id not in [match.id for match in matcher.match(ask).matches[:3]]
    ]
    assert missed == []


def test_questions_held_out_find_their_entry_no_less_often_than_before(knowledge: Knowledge) -> None:
    matcher = matcher_for(knowledge)
    found = [
        (entry.id, [match.id for match in matcher.match(question).matches])
        for entry in knowledge.catalogue
        for question in entry.tests
    ]
    assert sum(ids[:1] == [wanted] for wanted, ids in found) / len(found) >= FIRST
    assert sum(wanted in ids[:3] for wanted, ids in found) / len(found) >= AMONG_THREE


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
