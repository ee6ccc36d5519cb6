"""What is open, what comes back, and when a part is done, lapses, and may be gone through anew."""

from datetime import UTC, datetime, timedelta

from bot.domain.learning import WINDOW, Answered, Course, Done, Progress, Spot, after
from bot.domain.lesson import Answer, Lesson, Module, Part, Question, QuestionKind

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
YEAR, DAY = timedelta(days=365), timedelta(days=1)


def question(key: str) -> Question:
    answers = (Answer("yes", True, "why"), Answer("no", False, "why"))
    return Question(key, QuestionKind.QUIZ, "Is it?", answers)


def lesson(module: str, id: str, entry: str = "two-step") -> Lesson:
    return Lesson(id, id, entry, (1,), (), (question(f"{module}/{id}/a"), question(f"{module}/{id}/b")))


def module(id: str, part: Part, *lessons: Lesson) -> Module:
    return Module(id, id, part, 1, "", lessons)


COURSE = Course(
    (
        module("one", Part.THEORY, lesson("one", "x"), lesson("one", "y")),
        module("two", Part.PRACTICAL, lesson("two", "x")),
    )
)
SPOTS = COURSE.spots(Part.THEORY)
KEYS = ["one/x/a", "one/x/b", "one/y/a", "one/y/b"]


def progress(*right: tuple[str, datetime], done: datetime | None = None) -> Progress:
    answered = {key: Answered(key, True, at, at) for key, at in right}
    return Progress(answered, {Part.THEORY: Done(Part.THEORY, done)} if done else {}, YEAR)


def keys(spots: tuple[Spot, ...]) -> list[str]:
    return [spot.question.key for spot in spots]


def test_lessons_that_are_not_for_somebody_are_left_out() -> None:
    modules = (module("one", Part.THEORY, lesson("one", "x"), lesson("one", "y", "else")),)
    other = (*modules, module("two", Part.ABUSE, lesson("two", "x", "else")))
    course = Course.of(other, lambda each: each.entry != "else")
    assert keys(course.spots()) == KEYS[:2]
    assert course.parts == (Part.THEORY,)
    assert course.spot("one/y/a") is None


def test_a_question_is_open_until_it_was_answered_rightly() -> None:
    assert keys(progress().open_in(SPOTS, NOW)) == KEYS
    assert keys(progress((KEYS[1], NOW)).open_in(SPOTS, NOW)) == [KEYS[0], *KEYS[2:]]


def test_nothing_of_a_part_that_is_done_is_open_until_its_window() -> None:
    done = progress(*((key, NOW) for key in KEYS), done=NOW)
    for days, is_open, holds in ((0, False, True), (274, False, True), (275, True, True), (366, True, False)):
        now = NOW + days * DAY
        assert bool(done.open_in(SPOTS, now)) is is_open
        assert done.holds(Part.THEORY, now) is holds
        assert done.is_settled(Part.THEORY, now) is not is_open


def test_only_answers_of_the_new_round_count_in_it() -> None:
    opens = NOW + YEAR - WINDOW
    again = progress((KEYS[0], opens - DAY), (KEYS[1], opens), (KEYS[2], opens + DAY), done=NOW)
    assert keys(again.open_in(SPOTS, opens + 2 * DAY)) == [KEYS[0], KEYS[3]]


def test_a_question_that_was_added_to_a_part_that_is_done_is_not_open() -> None:
    assert progress((KEYS[0], NOW), done=NOW).open_in(SPOTS, NOW) == ()


def test_what_comes_back_is_asked_in_the_order_in_which_it_fell_due() -> None:
    back = {
        key: Answered(key, False, NOW, None, NOW + days * DAY)
        for key, days in ((KEYS[0], 3), (KEYS[2], 1), (KEYS[3], 9), ("gone/for/good", 0))
    }
    known = Progress(back, {}, YEAR)
    assert keys(known.due(COURSE, NOW + 4 * DAY)) == [KEYS[2], KEYS[0]]
    assert known.due(COURSE, NOW) == ()


def test_the_next_open_question_is_looked_for_behind_and_then_from_the_start() -> None:
    def following(key: str, *open_ones: str) -> str:
        found = after(SPOTS, key, lambda spot: spot.question.key in open_ones)
        return found.question.key if found else ""

    assert following(KEYS[1], KEYS[0], KEYS[3]) == KEYS[3]
    assert following(KEYS[3], KEYS[0], KEYS[3]) == KEYS[0]
    assert following(KEYS[2], KEYS[2]) == KEYS[2]
    assert following(KEYS[2]) == ""


def test_a_lesson_is_learnt_once_each_of_its_questions_was_answered_rightly() -> None:
    assert progress().learnt(COURSE, Part.THEORY, NOW) == (0, 2)
    assert progress((KEYS[0], NOW)).learnt(COURSE, Part.THEORY, NOW) == (0, 2)
    assert progress((KEYS[0], NOW), (KEYS[1], NOW), (KEYS[2], NOW)).learnt(COURSE, Part.THEORY, NOW) == (1, 2)
    assert progress(done=NOW).learnt(COURSE, Part.THEORY, NOW) == (2, 2), "taught by the council"
    assert progress(done=NOW).learnt(COURSE, Part.PRACTICAL, NOW) == (0, 1)
