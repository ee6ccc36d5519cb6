"""Ranks, verdicts, reliability and confusion of questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import Result, Verdict
from bot.measuring.finding import measure
from bot.measuring.reliability import bins, calibration_error
from bot.measuring.rows import Question

from .known import CATALOGUE, ToldMatcher, a_result

ANSWER, CHOICES, NONE = Verdict.ANSWER, Verdict.CHOICES, Verdict.NONE
RESULTS = {
    "right at once": a_result(ANSWER, "two-step", "save-evidence", score=0.95),
    "answered wrongly": a_result(ANSWER, "save-evidence", "two-step", score=0.92),
    "third of three": a_result(CHOICES, "save-evidence", "two-step", "facebook.report", score=0.45),
    "fifth": a_result(CHOICES, "two-step", "save-evidence", "block-a-resident", "facebook.report", "x.report"),
    "refused": a_result(NONE, "x.report", score=0.05),
    "nothing at all": Result(NONE),
}
QUESTIONS = (
    Question("right at once", ("two-step",)),
    Question("answered wrongly", ("two-step",)),
    Question("third of three", ("block-a-resident", "facebook.report")),
    Question("fifth", ("x.report",)),
    Question("refused", ("x.report",)),
    Question("nothing at all", ("save-evidence",)),
)


@pytest.fixture(scope="module")
def finding():
    found = measure(ToldMatcher(RESULTS), QUESTIONS, CATALOGUE)
    assert found is not None
    return found


def test_a_rank_counts_at_the_best_right_entry(finding):
    assert finding.n == 6
    assert finding.first == pytest.approx(2 / 6)
    assert finding.among_three == pytest.approx(4 / 6)
    assert finding.among_five == pytest.approx(5 / 6)
    assert finding.mrr == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 5 + 1) / 6)


def test_verdicts_are_shares_of_all_and_right_ones_shares_of_their_verdict(finding):
    shares = finding.verdicts
    assert (shares.answered, shares.offered, shares.refused) == pytest.approx((2 / 6, 2 / 6, 2 / 6))
    assert finding.right_when_answered == pytest.approx(1 / 2)
    assert finding.right_when_offered == pytest.approx(1 / 2)


def test_what_never_happened_has_no_share():
    found = measure(ToldMatcher({}), QUESTIONS, CATALOGUE)
    assert found is not None
    assert (found.right_when_answered, found.right_when_offered) == (None, None)
    assert measure(ToldMatcher({}), (), CATALOGUE) is None


def test_scores_are_held_against_what_was_right(finding):
    counts = [each.count for each in finding.bins]
    assert counts == [1, 0, 0, 0, 1, 1, 0, 0, 0, 2]
    last = finding.bins[-1]
    assert (last.score, last.right) == pytest.approx((0.935, 0.5))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_match_is_in_one_bin_and_its_score_within_it(scored):
    found = bins(scored)
    assert sum(each.count for each in found) == len(scored)
    for each in found:
        if each.score is not None:
            assert each.low - 1e-9 <= each.score <= each.high + 1e-9
    assert 0 <= calibration_error(found) <= 1


def test_scores_that_mean_what_they_say_have_no_error():
    assert calibration_error(bins([(0.25, True), *[(0.25, False)] * 3])) == 0
    assert calibration_error(bins([(1.0, False)])) == 1


def test_confusion_counts_the_right_subject_against_the_one_found(finding):
    found = finding.subjects
    cells = {
        (row, column): count
        for row, counts in zip(found.rows, found.counts, strict=True)
        for column, count in zip(found.columns, counts, strict=True)
        if count
    }
    assert cells == {
        ("accounts", "accounts"): 1,
        ("accounts", "reporting"): 1,
        ("platforms", "reporting"): 1,
        ("platforms", "accounts"): 1,
        ("platforms", "platforms"): 1,
        ("reporting", "nothing"): 1,
    }
    assert found.share("accounts") == 0.5
    assert found.share("reporting") == 0


def test_platforms_are_held_against_platforms(finding):
    found = finding.platforms
    assert found.rows == ("facebook", "x")
    assert dict(zip(found.columns, found.counts[1], strict=True)) == {"facebook": 0, "x": 1, "no platform": 1}


def test_time_is_told(finding):
    assert 0 < finding.time.p50 <= finding.time.p99
