"""Lessons: what a module's file may say, that it cannot disagree with the toolkit, and what its author is told."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import load, standards
from bot.content.checks import check
from bot.content.folder import Folder
from bot.domain.entry import CouncilKind, Nation, Place
from bot.domain.lesson import Part, QuestionKind
from tests.knowledge_folder import KnowledgeFolder

FILE = "knowledge/lessons/threats.yaml"
RIGHT = {"right": "Ring 999.", "why": "In danger that comes <b>first</b>."}
WRONG = {"wrong": "Wait a day.", "why": "Danger does not wait."}


def a_question(id: str = "danger", **changes: Any) -> dict[str, Any]:
    lines = {"id": id, "kind": "quiz", "ask": "What now?", "rests_on": "call 999 in danger", "answers": [WRONG, RIGHT]}
    return lines | changes


def a_lesson(id: str = "calling", **changes: Any) -> dict[str, Any]:
    lines = {"id": id, "title": "Danger first", "entry": "threats", "shows": [1, 2], "questions": [a_question()]}
    return lines | changes


def a_module(*lessons: dict[str, Any], **changes: Any) -> dict[str, Any]:
    others = [a_lesson(f"other-{n}") for n in range(3 - len(lessons))]
    lines = {"title": "Threats", "part": "abuse", "place": 1, "about": "What to do.", "lessons": [*lessons, *others]}
    return lines | changes


def taught(tmp_path: Path, *lessons: dict[str, Any], **changes: Any) -> KnowledgeFolder:
    folder = KnowledgeFolder(tmp_path)
    folder.write("lessons/threats.yaml", a_module(*lessons, **changes))
    return folder


def asked(tmp_path: Path, **changes: Any) -> KnowledgeFolder:
    return taught(tmp_path, a_lesson(questions=[a_question(**changes)]))


def told(folder: KnowledgeFolder) -> list[str]:
    mistakes = check(folder.path)
    assert all(mistake.file == FILE and mistake.line > 0 for mistake in mistakes)
    return [mistake.text for mistake in mistakes]


def test_a_module_is_what_its_file_says(tmp_path: Path) -> None:
    module = load(taught(tmp_path, a_lesson(steps=[2])).path).lessons["threats"]
    assert (module.title, module.part, module.place, module.about) == ("Threats", Part.ABUSE, 1, "What to do.")
    lesson = module.lessons[0]
    assert (lesson.id, lesson.title, lesson.entry, lesson.shows, lesson.steps) == (
        "calling", "Danger first", "threats", (1, 2), (2,)
    )  # fmt: skip
    [question] = lesson.questions
    assert (question.key, question.kind, question.ask) == ("threats/calling/danger", QuestionKind.QUIZ, "What now?")
    assert question.answers[question.right].text == "Ring 999."
    assert [answer.why for answer in question.answers] == [WRONG["why"], RIGHT["why"]]
    assert len(module.questions) == 3


def test_a_lesson_shows_its_entry_as_that_reads_where_somebody_serves(tmp_path: Path) -> None:
    folder = taught(tmp_path, a_lesson(steps=[1]))
    variant = {"nations": ["wales"], "answer": "Call 999 in danger, bach.\n\nThen your clerk.\n\nAnd rest.\n"}
    folder.entry("threats", variants=[variant])
    knowledge = load(folder.path)
    entry, lesson = knowledge.catalogue["threats"], knowledge.lessons["threats"].lessons[0]
    shown = {nation: lesson.shown(entry.at(Place(nation, CouncilKind.PARISH))) for nation in Nation}
    assert shown[Nation.ENGLAND].paragraphs == ("<b>Call 999</b> in danger.", "Then tell the safety officer.")
    assert shown[Nation.WALES].paragraphs == ("Call 999 in danger, bach.", "Then your clerk.")
    assert shown[Nation.WALES].steps == shown[Nation.ENGLAND].steps == ("Take a screenshot.",)
    assert list(shown[Nation.WALES]) == ["Call 999 in danger, bach.", "Then your clerk.", "Take a screenshot."]


def test_values_are_filled_in_and_only_a_situation_waits_for_the_hour_of_a_helpline(tmp_path: Path) -> None:
    why = "Then tell {council.name}, or ring {contact.samaritans}."
    answers = [RIGHT, {"wrong": "Ask {council.name} & wait", "why": why}]
    quiz, situation = (a_question(kind, kind=kind, answers=answers) for kind in ("quiz", "situation"))
    module = load(taught(tmp_path, a_lesson(questions=[quiz, situation])).path).lessons["threats"]
    assert [question.answers[1].text for question in module.questions[:2]] == [
        "Ask Anyshire & District Council & wait"
    ] * 2
    assert [question.answers[1].why for question in module.questions[:2]] == [
        "Then tell Anyshire &amp; District Council, or ring Samaritans: 116 123 (free; day and night).",
        "Then tell Anyshire &amp; District Council, or ring {contact.samaritans}.",
    ]


def test_modules_come_in_the_order_of_the_programme(tmp_path: Path) -> None:
    folder = taught(tmp_path)
    for id, part, place in (("a", "abuse", 2), ("b", "theory", 2), ("c", "practical", 1), ("d", "theory", 1)):
        folder.write(f"lessons/{id}.yaml", a_module(part=part, place=place))
    assert list(load(folder.path).lessons) == ["d", "b", "c", "threats", "a"]


def test_a_place_in_a_part_is_taken_once(tmp_path: Path) -> None:
    folder = taught(tmp_path)
    folder.write("lessons/another.yaml", a_module())
    assert told(folder) == ["place 1 in abuse is that of knowledge/lessons/another.yaml: give it another"]


@pytest.mark.parametrize("lessons", [2, 7])
def test_a_module_has_three_to_six_lessons(tmp_path: Path, lessons: int) -> None:
    folder = taught(tmp_path, lessons=[a_lesson(f"lesson-{n}") for n in range(lessons)])
    assert told(folder) == [
        "lessons is too short: it needs at least 3, there are 2"
        if lessons == 2
        else "lessons is too long: it takes at most 6, there are 7"
    ]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"entry": "nothing"}, "there is no entry nothing in use"),
        ({"entry": "old"}, "there is no entry old in use"),
        ({"shows": [3]}, "threats has no paragraph 3: it has 2 (England, principal)"),
        ({"shows": [0]}, "item 1 of shows must be 1 or more"),
        ({"shows": []}, "shows is too short: it needs at least 1, there are 0"),
        ({"steps": [3]}, "threats has no step 3: it has 2 (England, principal)"),
        ({"shows": [2]}, 'the lesson does not show "call 999 in danger" (England, principal)'),
        ({"title": "word " * 13}, "this text has 64 characters, values filled in: 60 at most"),
        ({"title": "<b>Danger</b>"}, "this is shown without markup: no tags, no {law.…}, and & as it is"),
        ({"id": "other-1"}, "other-1 stands here twice: give this one an id of its own"),
        ({"id": "a" * 40}, f"threats/{'a' * 40}/danger has 55 characters: 48 at most, so choose shorter ids"),
        ({"questions": []}, "questions is too short: it needs at least 1, there are 0"),
        ({"questions": [a_question(), a_question()]}, "danger stands here twice: give this one an id of its own"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_lesson(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    folder = taught(tmp_path, a_lesson(**changes))
    folder.entry("old", withdrawn=True)
    assert told(folder) == [text]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"answers": [WRONG, WRONG | {"wrong": "Go."}]}, "exactly one answer is right, and here there are 0"),
        ({"answers": [RIGHT, RIGHT | {"right": "Go."}]}, "exactly one answer is right, and here there are 2"),
        ({"answers": [RIGHT]}, "answers is too short: it needs at least 2, there are 1"),
        ({"answers": [RIGHT, *({"wrong": str(n), "why": "No."} for n in range(6))]},
         "answers is too long: it takes at most 6, there are 7"),
        ({"answers": [RIGHT, {"wrong": "Wait."}]}, "why is missing: add it"),
        ({"answers": [RIGHT, WRONG | RIGHT]}, "item 2 of answers must have right or wrong, and not both"),
        ({"answers": [RIGHT, WRONG, WRONG]}, '"Wait a day." is an answer here twice: write another'),
        ({"answers": [RIGHT, WRONG | {"wrong": "w" * 101}]},
         "this text has 101 characters, values filled in: 100 at most"),
        ({"answers": [RIGHT, WRONG | {"why": "w" * 201}]},
         "this text has 201 characters, values filled in: 200 at most"),
        ({"answers": [RIGHT, WRONG | {"why": "w" * 401}], "kind": "situation"},
         "this text has 401 characters, values filled in: 400 at most"),
        ({"answers": [RIGHT, WRONG | {"why": "Bread & butter."}]}, "a bare &: write &amp;"),
        ({"answers": [RIGHT, WRONG | {"wrong": "See {law.threats}."}]},
         "this is shown without markup: no tags, no {law.…}, and & as it is"),
        ({"answers": [RIGHT, WRONG | {"why": "Within 3 days."}]},
         "3 days: let it stand once in law.yaml and write {law.…} or {figure.…}, or say it without the figure"),
        ({"answers": [RIGHT, WRONG | {"wrong": "Ring 01632 960101."}]},
         "01632 960101 is a telephone number: write {contact.…} or {council.…}, so that it stands once"),
        ({"ask": "a" * 201}, "this text has 201 characters, values filled in: 200 at most"),
        ({"ask": "a" * 601, "kind": "situation"}, "this text has 601 characters, values filled in: 600 at most"),
        ({"ask": "What of {council.nme}?"}, "there is no {council.nme}: did you mean {council.name}?"),
        ({"ask": "What of <b>this</b>?"}, "this is shown without markup: no tags, no {law.…}, and & as it is"),
        ({"ask": "What of <b>this?", "kind": "situation"}, "<b> is never closed: add </b>"),
        ({"rests_on": "call 99"}, 'the lesson does not show "call 99" (England, principal)'),
        ({"kind": "essay"}, "kind must be one of 'quiz' or 'situation'"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_wrong_with_a_question(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    assert told(asked(tmp_path, **changes)) == [text]


def test_what_a_question_rests_on_is_looked_for_without_markup_and_with_values(tmp_path: Path) -> None:
    assert told(asked(tmp_path, rests_on="CALL 999\n in danger")) == []
    assert told(asked(tmp_path, rests_on="then tell {council.safety.name}")) == []


def test_an_entry_that_is_changed_in_one_nation_is_told(tmp_path: Path) -> None:
    folder = taught(tmp_path)
    folder.entry("threats", variants=[{"nations": ["wales"], "answer": "Ring the police.\n\nThen rest.\n"}])
    assert set(told(folder)) == {'the lesson does not show "call 999 in danger" (Wales, principal)'}
    folder.entry("threats", variants=[{"councils": ["parish"], "answer": "Call 999 in danger.\n"}])
    assert set(told(folder)) == {"threats has no paragraph 2: it has 1 (England, parish)"}


def test_where_an_entry_does_not_hold_nothing_is_asked_of_it(tmp_path: Path) -> None:
    folder = taught(tmp_path)
    variant = {"councils": ["parish"], "answer": "Call 999 in danger.\n\nThen rest.\n"}
    folder.entry(
        "threats", nations=["wales"], answer="Elsewhere.\n\nNothing.\n", councils=["parish"], variants=[variant]
    )
    assert told(folder) == []


def test_a_lesson_that_shows_more_than_a_message_holds_is_told(tmp_path: Path) -> None:
    folder = taught(tmp_path, a_lesson(steps=list(range(1, 8))))
    folder.entry("threats", steps=["word " * 110] * 7)
    assert told(folder) == ["the lesson shows 3891 characters: 3600 at most (England, principal)"]


def test_the_name_of_the_file_is_the_id(tmp_path: Path) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("lessons/Two words.yaml", a_module())
    folder.write("lessons/theory/law.yaml", a_module())
    assert [mistake.text for mistake in check(folder.path)] == [
        "Two words: the file name is the id: lower-case words joined by hyphens",
        "move it to lessons/<id>.yaml",
    ]


def test_a_programme_that_was_begun_has_ten_modules_and_sixty_questions(tmp_path: Path) -> None:
    folder = taught(tmp_path)

    def review() -> list[str]:
        return [mistake.text for mistake in standards.review(Folder(folder.path))[1] if "training" in mistake.text]

    assert review() == [
        "the training has 1 modules: 10 at least",
        "the training has 3 questions: 60 at least",
    ]
    questions = [a_question(f"question-{n}") for n in range(2)]
    lessons = [a_lesson(f"lesson-{n}", questions=questions) for n in range(3)]
    for n in range(2, 11):
        folder.write(f"lessons/module-{n}.yaml", a_module(*lessons, place=n))
    assert review() == ["the training has 57 questions: 60 at least"]
    folder.write("lessons/threats.yaml", a_module(*lessons))
    assert review() == []
