"""The training: modules of short lessons in the toolkit's own words, and the questions that go with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .entry import Entry


class Part(StrEnum):
    """The parts of the programme, in the order in which they are taught."""

    THEORY = "theory"
    PRACTICAL = "practical"
    ABUSE = "abuse"


class QuestionKind(StrEnum):
    """How a question is put: a quiz poll of Telegram's, or a situation that is answered by buttons."""

    QUIZ = "quiz"
    SITUATION = "situation"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose. ``text`` is plain, ``why`` is Telegram HTML: what is told to whoever chose it."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its ``key``, ``module/lesson/question``, stays the same when its words change.

    ``ask`` is plain in a quiz and Telegram HTML in a situation; exactly one of ``answers`` is right.
    """

    key: str
    kind: QuestionKind
    ask: str
    answers: tuple[Answer, ...]

    @property
    def right(self) -> int:
        """The place of the right answer, from 0."""
        return next(place for place, answer in enumerate(self.answers) if answer.right)


@dataclass(frozen=True, slots=True)
class Passages:
    """What a lesson shows of its entry, as Telegram HTML."""

    paragraphs: tuple[str, ...]
    steps: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return iter((*self.paragraphs, *self.steps))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One idea: some paragraphs and steps of an entry, counted from 1, and questions about them."""

    id: str
    title: str
    entry: str
    shows: tuple[int, ...]
    steps: tuple[int, ...]
    questions: tuple[Question, ...]

    def shown(self, entry: Entry) -> Passages:
        """What the lesson shows of its entry as that reads in some place (``Entry.at``).

        Raises:
            IndexError: the entry has no such paragraph or step there; with checked content it has.
        """
        paragraphs = entry.paragraphs
        return Passages(
            tuple(paragraphs[place - 1] for place in self.shows),
            tuple(entry.steps[place - 1] for place in self.steps),
        )


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the training: its title, what it is about in one sentence, and its lessons in their order."""

    id: str
    title: str
    part: Part
    place: int
    about: str
    lessons: tuple[Lesson, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All its questions, in the order in which they are met."""
        return tuple(question for lesson in self.lessons for question in lesson.questions)
