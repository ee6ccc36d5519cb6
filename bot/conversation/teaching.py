"""A lesson shows the toolkit's own words, then its questions; each answer is told what it was worth, and leads on."""

from dataclasses import replace

from bot.content import Html
from bot.domain.chat import Button, Quiz, rows
from bot.domain.learning import Course, Progress, Spot, after
from bot.domain.lesson import QuestionKind
from bot.domain.text import is_number

from .pages import with_help
from .talk import Talk

#: What the answers of a situation are called, on their buttons and before their words.
LETTERS = "ABCDEF"


async def pressed(talk: Talk, course: Course, progress: Progress, *parts: str) -> None:
    """A button of a lesson or a question."""
    match parts:
        case "l", place if spot := _first_of(course, progress, place, talk):
            show(talk, spot)
        case "q", key if spot := course.spot(key):
            ask(talk, spot)
        case "a", key, number if (spot := course.spot(key)) and is_number(number):
            await _chosen(talk, spot, int(number))
        case "on", key:
            _go_on(talk, course, progress, key)
        case ("due",):
            _look_again(talk, course, progress)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


def _first_of(course: Course, progress: Progress, place: str, talk: Talk) -> Spot | None:
    """The first open question of a lesson, ``module/lesson``; its first where none is open."""
    spots = tuple(spot for spot in course.spots() if f"{spot.module.id}/{spot.lesson.id}" == place)
    return next(iter((*progress.open_in(spots, talk.turn.now), *spots)), None)


def show(talk: Talk, spot: Spot) -> None:
    """The passages of a lesson; its question is a tap away, so that there is time to read."""
    knowledge, module = talk.house.knowledge, spot.module
    entry = knowledge.catalogue[spot.lesson.entry].at(talk.house.place_of(talk.person))
    passages = spot.lesson.shown(entry)
    steps = "\n".join(talk.words("training.step", step=Html(step.strip())) for step in passages.steps)
    shown = "\n\n".join(part for part in (*passages.paragraphs, steps) if part)
    head = talk.words(
        "training.lesson",
        module=module.title,
        n=module.lessons.index(spot.lesson) + 1,
        count=len(module.lessons),
        title=spot.lesson.title,
    )
    question = Button(talk.plain("button.to-question"), f"k:q:{spot.question.key}")
    whole = Button(talk.plain("button.read-entry", title=entry.title), f"e:{entry.id}")
    talk.say(f"{head}\n\n{with_help(knowledge, shown, talk.turn.now)}", rows(question, whole))


def ask(talk: Talk, spot: Spot) -> None:
    """Ask a question: as a quiz poll, or told with its answers as buttons."""
    question = spot.question
    if question.kind is QuestionKind.QUIZ:
        texts = tuple(answer.text for answer in question.answers)
        quiz = Quiz(question.key, question.ask, texts, question.right, question.answers[question.right].why)
        talk.turn.send(replace(talk.outgoing(""), quiz=quiz, protect=True))
        return
    buttons = [Button(LETTERS[n], f"k:a:{question.key}:{n}") for n in range(len(question.answers))]
    talk.say(_situation(talk, spot), rows(*buttons, width=len(buttons)))


def _situation(talk: Talk, spot: Spot) -> str:
    lines = [
        talk.words("training.choice", letter=LETTERS[n], answer=answer.text)
        for n, answer in enumerate(spot.question.answers)
    ]
    ask = with_help(talk.house.knowledge, spot.question.ask, talk.turn.now)
    return "\n\n".join([talk.words("training.situation", ask=Html(ask)), *lines])


async def _chosen(talk: Talk, spot: Spot, number: int) -> None:
    """An answer to a situation: the question stays in sight, with what the answer was worth below it."""
    if number >= len(spot.question.answers):
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    letter = talk.words("training.chosen", letter=LETTERS[number])
    talk.change(f"{_situation(talk, spot)}\n\n{letter}")
    await _answered(talk, spot, number)


async def voted(talk: Talk) -> None:
    """A vote in a quiz poll; it counts by the answers as they were sent."""
    if not talk.incoming.choices:
        return
    number = talk.incoming.choices[0]
    poll = await talk.turn.tx.learning.voted(talk.incoming.poll, talk.person.id)
    spot = talk.house.desk.learning.course(talk.person).spot(poll.question) if poll else None
    if poll is None or spot is None or not talk.person.roles or number >= len(spot.question.answers):
        talk.say(talk.words("training.old-poll"), rows(Button(talk.plain("button.to-training"), "k:home")))
        return
    await _answered(talk, spot, number, right=number == poll.right)


async def _answered(talk: Talk, spot: Spot, number: int, *, right: bool | None = None) -> None:
    """Keep an answer, say why it was right or not, and lead on."""
    learning, answer = talk.house.desk.learning, spot.question.answers[number]
    right = answer.right if right is None else right
    progress = await learning.progress(talk.turn.tx, talk.person.id)
    came_back = spot in progress.due(learning.course(talk.person), talk.turn.now)
    done = await learning.answer(talk.turn, talk.person, spot, right=right)
    why = Html(with_help(talk.house.knowledge, answer.why, talk.turn.now))
    following = Button(talk.plain("button.next"), "k:due" if came_back else f"k:on:{spot.question.key}")
    talk.say(talk.words("training.right" if right else "training.wrong", why=why), rows(following))
    if done:
        part = talk.plain(f"training.part.{spot.module.part}")
        talk.say(talk.words("training.part-done", part=part), rows(Button(talk.plain("button.to-training"), "k:home")))


def _go_on(talk: Talk, course: Course, progress: Progress, key: str) -> None:
    """What follows a question: another one of its lesson, what is still open in its part, or what comes back."""
    spot = course.spot(key)
    if spot is None:
        _look_again(talk, course, progress)
        return
    part, now = spot.module.part, talk.turn.now
    spots, settled = course.spots(part), progress.is_settled(part, now)
    of_lesson = tuple(each for each in spots if (each.module.id, each.lesson.id) == (spot.module.id, spot.lesson.id))
    behind = of_lesson[of_lesson.index(spot) + 1 :]
    if again := next((each for each in behind if settled or progress.is_open(each, now)), None):
        ask(talk, again)
    elif following := after(spots, key, lambda each: progress.is_open(each, now)):
        show(talk, following)
    else:
        _look_again(talk, course, progress)


def _look_again(talk: Talk, course: Course, progress: Progress) -> None:
    """The question that has waited longest to be looked at again, with its lesson."""
    due = progress.due(course, talk.turn.now)
    if due:
        show(talk, due[0])
    else:
        talk.say(talk.words("training.all-for-now"), rows(Button(talk.plain("button.to-training"), "k:home")))
