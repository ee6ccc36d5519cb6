"""What a toolkit and rows of texts give to learn."""

from bot.matching.lesson import Lesson

from .entries import ALIASES, an_entry

ENTRIES = (
    an_entry("two-step", "Turn it on", "how do i turn it on", "get a code", tests=("is it on",)),
    an_entry("x.report", "Report on X", tests=("flag a tweet", "tell twitter")),
)


def test_titles_and_asks_are_phrases_and_tests_are_questions():
    lesson = Lesson.of_toolkit(ENTRIES, (), (), {})
    assert lesson.labels == ("two-step", "x.report")
    assert lesson.phrases == (
        ("Turn it on", "two-step"),
        ("how do i turn it on", "two-step"),
        ("get a code", "two-step"),
        ("Report on X", "x.report"),
    )
    assert lesson.questions == (("is it on", "two-step"), ("flag a tweet", "x.report"), ("tell twitter", "x.report"))


def test_further_phrases_are_those_of_the_toolkits_own_entries():
    further = [("a code by text", "two-step"), ("a bin", "bins"), ("twitter form", "x.report")]
    assert Lesson.of_toolkit(ENTRIES, further, (), {}).further == (further[0], further[2])


def test_off_topic_lines_and_platforms_are_kept():
    lesson = Lesson.of_toolkit(ENTRIES, (), ["a bin", "a joke"], ALIASES)
    assert (lesson.off_topic, lesson.platforms) == (("a bin", "a joke"), ALIASES)


def test_entries_may_come_one_by_one():
    assert Lesson.of_toolkit(iter(ENTRIES), iter([]), iter([]), {}) == Lesson.of_toolkit(ENTRIES, (), (), {})


def test_rows_without_a_label_belong_to_none():
    rows = [("knife", "danger"), ("tea", ""), ("bin", "chat"), ("gun", "danger")]
    lesson = Lesson.of_rows(rows)
    assert lesson.labels == ("danger", "chat")
    assert lesson.phrases == (rows[0], rows[2], rows[3])
    assert (lesson.off_topic, lesson.questions, lesson.further) == (("tea",), (), ())
