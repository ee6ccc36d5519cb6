"""What editors keep about removals: clocks, rules that the toolkit knows, duties as the law has them, wording."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.content import Harm, Knowledge, load
from bot.content.checks import check
from bot.domain.removal import State
from tests.knowledge_folder import KnowledgeFolder, removals

FILE = "knowledge/removals.yaml"
RULES = removals()["platforms"]["other"]["rules"]
VALUES = dict.fromkeys(("link", "by", "rule", "platform", "number", "sent", "reference", "answer"), "")


def test_a_platform_s_own_clocks_and_rules_go_before_the_others(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    rules = load(folder.path).removals
    assert rules.clock("facebook", State.SENT) == timedelta(days=2)
    assert rules.clock("facebook", State.ASKED) == rules.clock("", State.ASKED) == timedelta(days=1)
    assert rules.clock("", State.SENT) == timedelta(days=3)
    assert rules.rules_of("facebook")["threat"].entry == "threats"
    assert rules.rules_of("elsewhere") == rules.rules_of("other")
    assert rules.duties["intimate-image"].within == timedelta(hours=48)
    assert rules.escalate == "https://harmful.example"


def test_a_line_that_names_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    rules = load(KnowledgeFolder(tmp_path).path).removals
    known = VALUES | {"link": "https://x.example/{by}", "rule": "hate"}
    assert rules.text("report", "hate", known) == "https://x.example/{by} breaks hate.\nAnyshire & District Council"
    assert rules.text("report", "hate", known | {"by": "@a"}).splitlines()[1] == "By: @a"
    assert rules.text("report", "intimate-image", known) == "Take down https://x.example/{by}"
    assert rules.text("appeal", "intimate-image", known) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"platforms": {"other": {"rules": {**RULES, "threat": {"name": "threats", "entry": "x.threats"}}}}},
            "entry x",
        ),
        ({"platforms": {"facebook": {"rules": RULES}}}, "other is missing"),
        ({"platforms": {"other": {"rules": {"threat": RULES["threat"]}}}}, "other is missing"),
        ({"platforms": {"other": {"rules": RULES}, "myspace": {"rules": RULES}}}, "platforms.yaml has no myspace"),
        ({"clocks": {"asked": "1d"}}, "sent is missing"),
        ({"clocks": {**removals()["clocks"], "closed": "1d"}}, "closed has no clock"),
        ({"clocks": {**removals()["clocks"], "sent": "soon"}}, "must be a length of time"),
        ({"duties": {"hate": {**removals()["duties"]["intimate-image"], "figure": "none"}}}, "no figure none"),
        ({"duties": {"hate": {**removals()["duties"]["intimate-image"], "within": "72h"}}}, "law.yaml says 48 hours"),
        ({"duties": {"rudeness": removals()["duties"]["intimate-image"]}}, "must be one of"),
        ({"contacts": {"escalate": "nobody", "inform": "harmful"}}, "no nobody with a website"),
        ({"contacts": {"escalate": "samaritans", "inform": "harmful"}}, "no samaritans with a website"),
        ({"wording": {**removals()["wording"], "report": "Take down {url}"}}, "there is no {url}"),
        ({"wording": {**removals()["wording"], "report": "We of {council.nome}"}}, "there is no {council.nome}"),
        ({"wording": {**removals()["wording"], "rudeness": "Take it down"}}, "rudeness is no wording"),
        ({"wording": {**removals()["wording"], "report": "a" * 1_501}}, "1501 characters"),
        ({"wording": {"report": "Take it down"}}, "appeal is missing"),
    ],
)
def test_what_cannot_be_used_is_a_mistake_with_its_line(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("removals.yaml", removals(**changes))
    mistakes = check(folder.path)
    assert any(said in mistake.text for mistake in mistakes), [str(each) for each in mistakes]
    assert all(mistake.file == FILE and mistake.line > 0 for mistake in mistakes)


def with_rule(**changes: Any) -> dict[str, Any]:
    """The lines of removals.yaml, where Facebook's rule on threats rests on another entry."""
    rules = {**RULES, "threat": {**RULES["threat"], **changes}}
    return removals(platforms={"facebook": {"rules": rules}, "other": {"rules": RULES}})


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("nowhere", "there is no entry nowhere in use"),
        ("planned-only", "there is no entry planned-only in use"),
        ("old", "there is no entry old in use"),
        ("x.report", "x.report is about x: name one about facebook, or about no platform"),
    ],
)
def test_a_rule_rests_on_an_entry_in_use_that_is_about_its_platform(tmp_path: Path, entry: str, said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("platforms.yaml", {"facebook": {"name": "Facebook"}, "x": {"name": "X"}})
    folder.write("planned.yaml", {"abuse": ["threats", "planned-only"]})
    folder.entry("old", withdrawn=True)
    folder.entry("x.report", platform="x")
    folder.write("removals.yaml", with_rule(entry="facebook.report"))
    assert check(folder.path) == []
    folder.write("removals.yaml", with_rule(entry=entry))
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text) == (FILE, said)
    assert mistake.line > 0


def test_the_rules_for_every_other_site_rest_on_no_platform_s_entry(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    rules = {**RULES, "other": {"name": "abuse", "entry": "facebook.report"}}
    folder.write("removals.yaml", removals(platforms={"other": {"rules": rules}}))
    (mistake,) = check(folder.path)
    assert mistake.text == "facebook.report is about facebook: name one about no platform"


def test_an_entry_that_cannot_be_read_makes_no_mistake_here(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.entry("old", title="")
    folder.write("removals.yaml", with_rule(entry="old"))
    assert {mistake.file for mistake in check(folder.path)} == {"knowledge/topics/abuse/old.yaml"}


def test_a_broken_file_that_it_refers_to_makes_no_mistakes_here(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("contacts.yaml", "samaritans: [")
    assert all(mistake.file != FILE for mistake in check(folder.path))


def test_the_shipped_rules_cover_every_platform_that_has_posts(knowledge: Knowledge) -> None:
    rules = knowledge.removals
    assert set(knowledge.platforms) - set(rules.rules) == {"email"}
    for platform in rules.rules:
        for what in ("report", "appeal", "escalate", "inform"):
            for harm in Harm:
                text = rules.text(what, harm, dict.fromkeys(VALUES, "known"))
                assert "{" not in text
                assert 100 < len(text) < 1_500, platform
