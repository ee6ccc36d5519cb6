"""What draft.yaml promises of itself, and how often it troubles a councillor who wrote nothing wrong."""

import pytest

from bot.content.drafts import FOUND_BY_CODE

from .shipped import CARELESS, KNOWLEDGE, POSTS, remarks, rules

EXAMPLES = [(rule.id, example) for rule in KNOWLEDGE.remarks.values() for example in rule.examples]
HARMLESS = [(rule.id, draft) for rule in KNOWLEDGE.remarks.values() for draft in rule.harmless]
#: Among a hundred ordinary posts. A colleague who points at more is not listened to.
FEW = 3
OPINIONS = [
    "The government has broken every promise it made to us, and ministers should hang their heads in shame",
    "The council's housing policy is cruel, short-sighted and a betrayal of the people who need it",
    "Labour, the Conservatives and Reform are all wrong about this, and the Greens are worse",
    "This budget is a disaster. The administration has run out of ideas, and it shows",
    "I think Cllr Doe's amendment is nonsense, and I said so",
    "They should resign, the whole cabinet, for what they have done to our libraries",
    "The water company is a scandal and its regulator is asleep",
]


@pytest.mark.parametrize(("rule", "draft"), EXAMPLES)
def test_an_example_brings_its_remark(rule: str, draft: str) -> None:
    assert rule in rules(draft)


@pytest.mark.parametrize(("rule", "draft"), HARMLESS)
def test_a_harmless_draft_does_not_bring_the_remark(rule: str, draft: str) -> None:
    assert rule not in rules(draft)


def test_ordinary_posts_of_councillors_bring_next_to_no_remarks() -> None:
    assert len(POSTS) == 100
    found = [(remark.rule, remark.quotes) for post in POSTS for remark in remarks(post)]
    assert len(found) <= FEW, found


@pytest.mark.parametrize(("rule", "draft"), CARELESS)
def test_a_careless_draft_brings_the_remark_that_it_needs(rule: str, draft: str) -> None:
    assert rule in rules(draft)


@pytest.mark.parametrize("draft", OPINIONS)
def test_opinion_is_never_remarked_on_however_sharp(draft: str) -> None:
    assert rules(draft) == []


def test_what_is_found_without_patterns_is_in_the_file() -> None:
    assert set(KNOWLEDGE.remarks) >= FOUND_BY_CODE


def test_what_is_said_asks_and_does_not_order() -> None:
    assert [rule.id for rule in KNOWLEDGE.remarks.values() if "?" not in rule.says] == []
