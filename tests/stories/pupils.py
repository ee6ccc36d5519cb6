"""How somebody goes through lessons in a story."""

from dataclasses import replace
from datetime import timedelta

from bot.content import Knowledge
from bot.domain.learning import Course, Spot
from bot.domain.lesson import Part, QuestionKind
from bot.sandbox import Message
from tests.world import Somebody, World

ABUSE = "Dealing with abuse"


def shortened(knowledge: Knowledge, lessons: int = 2) -> Knowledge:
    """The knowledge base with one module a part, of few lessons."""
    first = {part: next(each for each in knowledge.lessons.values() if each.part is part) for part in Part}
    cut = {each.id: replace(each, lessons=each.lessons[:lessons]) for each in first.values()}
    return replace(knowledge, lessons=cut)


def course(world: World) -> Course:
    return Course.of(world.knowledge.lessons.values(), lambda _: True)


def spot_of(world: World, message: Message) -> Spot:
    """The question that a message asks: a poll, or a situation with letters."""
    if message.poll:
        return next(each for each in course(world).spots() if each.question.ask == message.poll["question"])
    data = next(button.data for row in message.buttons for button in row if (button.data or "").startswith("k:a:"))
    found = course(world).spot(str(data).split(":")[2])
    assert found is not None
    return found


async def answers(who: Somebody, *, right: bool = True) -> Spot:
    """Answer the question that was asked last; what is said of it waits to be looked at."""
    message = who.last
    spot = spot_of(who.world, message)
    answered = spot.question.answers
    number = next(n for n, answer in enumerate(answered) if answer.right is right)
    who.forgets()
    if spot.question.kind is QuestionKind.QUIZ:
        await who.does(who.telegram.votes(message, number))
    else:
        await who.presses("ABCDEF"[number], on=message)
    return spot


async def goes_on(who: Somebody) -> None:
    """From a lesson to its question; from what is said of an answer to the next lesson, if there is one."""
    if who.world.label("button.next") in who.last.labels:
        await who.presses("button.next", on=who.last)
    if who.world.label("button.to-question") in who.last.labels:
        await who.presses("button.to-question", on=who.last)


async def begins(who: Somebody) -> None:
    """Open /learn, and go to the first question that it offers."""
    await who.says("/learn")
    offered = who.last
    await who.does(who.telegram.presses(data=offered.buttons[0][0].data, on=offered))
    await who.presses("button.to-question", on=who.last)


async def learns(who: Somebody, part: Part) -> None:
    """Go through what is open of a part, every answer right."""
    who.world.clock.now += timedelta(seconds=1)
    await begins(who)
    for _ in course(who.world).spots(part):
        spot = await answers(who)
        assert spot.module.part is part
        await who.presses("button.next")
        if who.world.label("button.to-question") in who.last.labels:
            await who.presses("button.to-question", on=who.last)


async def arranges(alex: Somebody, part: str = ABUSE, at: str = "12 January 2027 18:30") -> None:
    """Arrange a taught session and invite everybody."""
    await alex.says("/training")
    await alex.presses("button.new-session")
    await alex.presses(part)
    for text in (at, "The Old Library, Anytown", "Sam Specimen"):
        await alex.says(text)
    await alex.presses("button.invite-all")
