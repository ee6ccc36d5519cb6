"""A file with one module of the training: what may stand in it, and the module that it describes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, TypeAdapter, model_validator

from bot.domain import lesson as programme
from bot.domain.lesson import Answer, Lesson, Module, Question, QuestionKind

from .document import Loc
from .placeholders import CONTACT, Values
from .schema import Id, Listed, Part, Text

#: Longest texts as they are seen, in UTF-16 units. Of a quiz poll, Telegram takes no more; but 300 of its question, and
#: one that has to be sent again begins by saying that it may be a repeat.
TITLE, ABOUT, ANSWER = 60, 160, 100
ASK = {QuestionKind.QUIZ: 200, QuestionKind.SITUATION: 600}
WHY = {QuestionKind.QUIZ: 200, QuestionKind.SITUATION: 400}
_Number = Annotated[int, Field(ge=1)]


class AnswerPart(Part):
    """An answer's lines: ``right`` or ``wrong``, and ``why``."""

    right: Text | None = None
    wrong: Text | None = None
    why: Text

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.right is None) is (self.wrong is None):
            raise ValueError("must have right or wrong, and not both")
        return self

    @property
    def text(self) -> str:
        """The answer, right or wrong."""
        return self.right or self.wrong or ""


class QuestionPart(Part):
    """A question's lines."""

    id: Id
    kind: Annotated[QuestionKind, Listed]
    ask: Text
    rests_on: Text
    answers: list[AnswerPart] = Field(min_length=2, max_length=6)


class LessonPart(Part):
    """A lesson's lines."""

    id: Id
    title: Text
    entry: Text
    shows: list[_Number] = Field(min_length=1)
    steps: list[_Number] = Field(default_factory=list)
    questions: list[QuestionPart] = Field(min_length=1, max_length=3)


class ModulePart(Part):
    """A module's lines."""

    title: Text
    part: Annotated[programme.Part, Listed]
    place: _Number
    about: Text
    lessons: list[LessonPart] = Field(min_length=3, max_length=6)

    def questions(self) -> Iterator[tuple[Loc, LessonPart, QuestionPart]]:
        """Every question, where it stands, and its lesson."""
        for n, lesson in enumerate(self.lessons):
            for q, question in enumerate(lesson.questions):
                yield ("lessons", n, "questions", q), lesson, question

    def texts(self) -> "Iterator[Written]":
        """Every text that people read."""
        yield Written(("title",), self.title, TITLE, plain=True)
        yield Written(("about",), self.about, ABOUT, plain=True)
        for n, lesson in enumerate(self.lessons):
            yield Written(("lessons", n, "title"), lesson.title, TITLE, plain=True)
        for loc, _, question in self.questions():
            kind = question.kind
            yield Written((*loc, "ask"), question.ask, ASK[kind], plain=kind is QuestionKind.QUIZ)
            for n, answer in enumerate(question.answers):
                at = (*loc, "answers", n)
                yield Written((*at, "right" if answer.right else "wrong"), answer.text, ANSWER, plain=True)
                yield Written((*at, "why"), answer.why, WHY[kind], plain=False)


FILE = TypeAdapter(ModulePart)


@dataclass(frozen=True, slots=True)
class Written:
    """A text that people read: where it stands, how long it may be, and whether it is shown without markup."""

    loc: Loc
    source: str
    limit: int
    plain: bool


def line(text: str) -> str:
    """The text without the line breaks that only keep lines short in the file."""
    return " ".join(text.split())


def key(module: str, lesson: LessonPart, question: QuestionPart) -> str:
    """What progress knows a question by."""
    return f"{module}/{lesson.id}/{question.id}"


def module(part: ModulePart, id: str, values: Values) -> Module:
    """The module that the lines describe, with the values of the council in its texts."""

    def plain(text: str) -> str:
        return values.fill(line(text), escape=False)

    lessons = (
        Lesson(
            id=each.id,
            title=plain(each.title),
            entry=each.entry,
            shows=tuple(each.shows),
            steps=tuple(each.steps),
            questions=tuple(_question(question, key(id, each, question), values) for question in each.questions),
        )
        for each in part.lessons
    )
    return Module(id, plain(part.title), part.part, part.place, plain(part.about), tuple(lessons))


def _question(part: QuestionPart, key: str, values: Values) -> Question:
    is_poll = part.kind is QuestionKind.QUIZ
    # A poll stays as it was sent, so it does not say whether a helpline is open just then.
    later = "\0" if is_poll else CONTACT
    answers = (
        Answer(
            text=values.fill(line(each.text), escape=False),
            right=each.right is not None,
            why=values.fill(line(each.why), later=later),
        )
        for each in part.answers
    )
    ask = values.fill(line(part.ask), escape=not is_poll, later=later)
    return Question(key, part.kind, ask, tuple(answers))
