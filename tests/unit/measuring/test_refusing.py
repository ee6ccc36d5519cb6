"""What no entry answers."""

import pytest

from bot.matching import Verdict
from bot.measuring.refusing import leave_out, near_missed, off_topic
from bot.measuring.rows import OffTopic, Question

from .known import ToldMatcher, a_result

MATCHER = ToldMatcher(
    {
        "hello": a_result(Verdict.CHOICES, "two-step"),
        "code for the gym": a_result(Verdict.ANSWER, "two-step"),
    }
)


def test_lines_beside_the_subject_are_counted_together_and_by_kind():
    lines = [OffTopic("hello", "chat"), OffTopic("code for the gym", "mixed"), OffTopic("bins", "chat"), OffTopic("?")]
    found = off_topic(MATCHER, lines)
    assert list(found) == ["", "chat", "mixed"]
    assert (found[""].n, found[""].answered, found[""].offered, found[""].refused) == (4, 0.25, 0.25, 0.5)
    assert (found["chat"].n, found["chat"].offered, found["chat"].refused) == (2, 0.5, 0.5)
    assert found["mixed"].answered == 1
    assert off_topic(MATCHER, []) == {}


def test_a_near_miss_that_is_answered_is_wrong():
    asked = [Question(text, ("two-step",)) for text in ("hello", "code for the gym", "anything", "else")]
    missed = near_missed(MATCHER, asked)
    assert missed is not None
    assert (missed.n, missed.answered) == (4, 0.25)
    assert near_missed(MATCHER, []) is None


@pytest.mark.parametrize(("entries", "left"), [(20, 4), (5, 1), (2, 1)])
def test_a_fifth_of_the_entries_is_left_out_the_same_each_time(entries, left):
    questions = [Question(f"question {at}", (f"entry-{at % entries}",)) for at in range(40)]
    ids, asked = leave_out(questions)
    assert len(ids) == left
    assert {question.ids[0] for question in asked} == ids
    assert leave_out(questions) == (ids, asked)


def test_a_question_that_a_kept_entry_answers_too_is_no_near_miss():
    questions = [Question("either", ("first", "second")), Question("one", ("first",)), Question("other", ("second",))]
    ids, asked = leave_out(questions)
    assert [question.ids for question in asked] == [tuple(ids)]


def test_nothing_asked_leaves_nothing_out():
    assert leave_out([]) == (frozenset(), ())
