"""From a question to entries and a verdict."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import FuzzyMatcher, Result, Verdict

from .entries import ALIASES, TOOLKIT, an_entry

MATCHER = FuzzyMatcher(TOOLKIT, ALIASES)
OFF_TOPIC = [
    line
    for line in (Path(__file__).parent / "off_topic.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def best(question: str) -> str:
    return MATCHER.match(question).matches[0].id


@pytest.mark.parametrize("entry", TOOLKIT, ids=lambda entry: entry.id)
def test_a_curated_phrase_said_again_is_answered_by_its_entry(entry):
    results = [MATCHER.match(ask) for ask in entry.asks]
    assert [(result.verdict, result.matches[0].id) for result in results] == [
        (Verdict.ANSWER, entry.id) for _ in entry.asks
    ]


def test_a_question_in_other_words_finds_the_entry():
    assert best("can I stop a resident of my ward by blocking") == "block-a-resident"


def test_typing_errors_are_tolerated():
    result = MATCHER.match("shuold i take a screnshot frist")
    assert (result.verdict, result.matches[0].id) == (Verdict.ANSWER, "save-evidence")


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("fake face book page pretending its me", "facebook.impersonation"),
        ("fake insta pretending its me", "instagram.impersonation"),
        ("report something on Twitter", "x.report"),
    ],
)
def test_a_nickname_leads_to_its_platform(question, id):
    assert best(question) == id


def test_two_entries_that_fit_alike_are_offered():
    result = MATCHER.match("someone has copied my profile")
    assert result.verdict is Verdict.CHOICES
    assert {match.id for match in result.matches[:2]} == {"facebook.impersonation", "instagram.impersonation"}


def test_the_best_come_first_and_are_at_most_five():
    scores = [match.score for match in MATCHER.match("report a fake account or block a resident on my phone").matches]
    assert scores == sorted(scores, reverse=True)[:5]


@pytest.mark.parametrize("line", OFF_TOPIC)
def test_a_line_beside_the_subject_is_not_answered(line):
    assert MATCHER.match(line).verdict is not Verdict.ANSWER


def test_hardly_any_line_beside_the_subject_is_offered_anything():
    offered = [line for line in OFF_TOPIC if MATCHER.match(line).verdict is not Verdict.NONE]
    assert len(offered) / len(OFF_TOPIC) < 0.15


@pytest.mark.parametrize(
    "question",
    ["", "   ", "😀😀", "?!", "\x00", "z" * 5000, "Sut mae'r tywydd heddiw ym Mangor?", "blah " * 1000],
)
def test_odd_messages_get_nothing(question):
    assert MATCHER.match(question).verdict is Verdict.NONE


def test_a_welsh_question_that_names_a_platform_gets_something_about_it():
    assert "facebook" in best("mae rhywun wedi copïo fy mhroffil Facebook")


def test_a_story_around_the_question_does_not_hide_it():
    story = "He has been at it for weeks. Am I allowed to block people who live in my ward? My wife is fed up too."
    assert best(story) == "block-a-resident"


def test_test_questions_of_an_entry_are_not_learnt():
    quiet = an_entry("two-step", "Turn on two-step verification", tests=("purple elephants",))
    assert FuzzyMatcher([quiet]).match("purple elephants").verdict is Verdict.NONE


def test_without_entries_nothing_matches():
    assert FuzzyMatcher([]).match("should I take a screenshot first") == Result(Verdict.NONE)


@given(st.text(max_size=400))
def test_any_text_has_a_result_with_scores_from_nought_to_one(text):
    result = MATCHER.match(text)
    assert [match for match in result.matches if not 0 < match.score <= 1] == []
    assert result.matches or result.verdict is Verdict.NONE


def test_a_reason_has_the_nearest_phrase_and_the_words_that_told_as_they_were_understood():
    reason = MATCHER.explain("plz what counts as evidnece")[0]
    assert (reason.id, reason.phrase) == ("save-evidence", "what counts as evidence")
    assert {word for word, _ in reason.words[:3]} <= {"what", "counts", "as", "evidence"}
    assert "plz" not in [word for word, weight in reason.words if weight > 0.05]


def test_a_nickname_is_explained_by_the_platforms_name():
    reason = MATCHER.explain("fake fb page pretending its me")[0]
    assert (reason.id, reason.phrase) == ("facebook.impersonation", "fake fb page with my photo")
    assert "facebook" in [word for word, _ in reason.words]


@given(st.text(max_size=80) | st.sampled_from([ask for entry in TOOLKIT for ask in entry.asks]))
def test_every_match_has_a_reason_whose_words_add_up_to_no_more_than_its_score(question):
    matches, reasons = MATCHER.match(question).matches, MATCHER.explain(question)
    assert [reason.id for reason in reasons] == [match.id for match in matches]
    for match, reason in zip(matches, reasons, strict=True):
        weights = [weight for _, weight in reason.words]
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
        assert sum(weights) <= match.score + 1e-9
        assert reason.phrase in {text for entry in TOOLKIT for text in (entry.title, *entry.asks)}
