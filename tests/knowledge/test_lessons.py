"""The training tested as data: enough of it, and no right answer that gives itself away."""

from collections import Counter

import pytest
import textstat

from bot.content import Knowledge
from bot.content.lesson_file import ANSWER, ASK
from bot.content.markup import units
from bot.content.standards import GRADE, flowing
from bot.domain.entry import CouncilKind, Nation, Place
from bot.domain.lesson import Answer, Module, Part, Question, QuestionKind

PLACES = [Place(nation, council) for nation in Nation for council in CouncilKind]
#: The right answer may stand out in no more of the questions than this. Guessing finds a third of three answers.
SHARE = 0.4
#: So many more of the right answers than of the wrong ones, or fewer, may have what a guesser would look for.
LEAN = 0.08
TELEGRAM_LIMIT = 4096
POLL_LIMIT = 300  # a poll's question


@pytest.fixture
def modules(knowledge: Knowledge) -> list[Module]:
    return list(knowledge.lessons.values())


@pytest.fixture
def questions(modules: list[Module]) -> list[Question]:
    return [question for module in modules for question in module.questions]


def test_there_is_a_whole_programme(modules: list[Module], questions: list[Question]) -> None:
    assert len(modules) >= 12
    assert len(questions) >= 72
    assert [module.part for module in modules] == sorted((module.part for module in modules), key=list(Part).index)
    assert {module.part for module in modules} == set(Part)
    assert [module.place for module in modules if module.part is Part.THEORY] == list(range(1, 7))


def test_half_of_the_questions_are_situations(questions: list[Question]) -> None:
    assert sum(question.kind is QuestionKind.SITUATION for question in questions) >= len(questions) / 2


def test_the_right_answer_is_not_known_by_its_length(questions: list[Question]) -> None:
    def lengths(question: Question) -> list[int]:
        return [len(answer.text) for answer in question.answers]

    for extreme in (max, min):
        stands_out = [each.key for each in questions if lengths(each)[each.right] == extreme(lengths(each))]
        assert len(stands_out) <= SHARE * len(questions)
    between = [each.key for each in questions if min(lengths(each)) < lengths(each)[each.right] < max(lengths(each))]
    assert len(between) <= SHARE * len(questions)


@pytest.mark.parametrize("said", [", and ", ", as ", "since ", "so that ", "because "])
def test_the_right_answer_is_not_known_by_how_it_is_built(questions: list[Question], said: str) -> None:
    def share(answers: list[Answer]) -> float:
        return sum(said in answer.text for answer in answers) / len(answers)

    answers = [answer for question in questions for answer in question.answers]
    right = share([answer for answer in answers if answer.right])
    assert abs(right - share([answer for answer in answers if not answer.right])) <= LEAN


def test_the_right_answer_is_not_known_by_its_place(questions: list[Question]) -> None:
    places = Counter(question.right for question in questions)
    assert max(places.values()) <= SHARE * len(questions)


def test_no_question_stands_in_two_places(questions: list[Question]) -> None:
    assert len({question.key for question in questions}) == len({question.ask for question in questions})
    assert len({question.key for question in questions}) == len(questions)


def test_every_lesson_can_be_shown_and_asked_everywhere(knowledge: Knowledge, modules: list[Module]) -> None:
    for lesson in (lesson for module in modules for lesson in module.lessons):
        entry = knowledge.catalogue[lesson.entry]
        for place in PLACES:
            assert entry.holds(place), lesson.id
            assert 0 < sum(map(len, lesson.shown(entry.at(place)))) < TELEGRAM_LIMIT
        for question in lesson.questions:
            assert len(question.ask) + len(question.answers) * ANSWER < TELEGRAM_LIMIT


def test_a_quiz_that_has_to_be_sent_again_can_say_so(knowledge: Knowledge) -> None:
    mark = knowledge.words.plain("error.repeat")
    assert units(mark) + 1 + ASK[QuestionKind.QUIZ] <= POLL_LIMIT


def test_every_question_is_easy_to_read(questions: list[Question]) -> None:
    hard = {
        question.key: grade
        for question in questions
        for texts in [[question.ask, *(text for answer in question.answers for text in (answer.text, answer.why))]]
        if (grade := textstat.flesch_kincaid_grade(flowing(texts))) > GRADE
    }
    assert hard == {}
