"""More than talk: an alarm, a pack, a removal, a letter, a quiz and what falls due a day later.

Each is done while whoever wants to kill the bot aims at the part that does it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.desk.alarms import Alarms
from bot.desk.packing import Packs
from bot.desk.parts import Desk
from bot.desk.turn import Turn
from bot.domain.learning import Course, Spot
from bot.domain.lesson import QuestionKind
from bot.domain.person import Role
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.sandbox import Message, Person
from bot.sandbox.callbacks import pressed
from bot.storage.row import Kind
from tests.stories.test_newcase import EDNA

from .story import PATIENCE, Step, Story

#: Aims at a part, "" for none.
Aim = Callable[[str], None]
#: Lets so much time go by.
Later = Callable[[timedelta], Awaitable[None]]

POST = "https://www.facebook.com/groups/12/posts/34"
TAKEN = Step("sam", "presses", "button.take", ("sam specimen since",), ("ann", "taken by", "sam specimen"))
REMOVAL = (
    Step("sam", "presses", "button.removal", ("have you their agreement?",)),
    Step("sam", "presses", "button.removal-agreed", ("which post should come down?",)),
    Step("sam", "presses", "button.removal-link", ("link",)),
    Step("sam", "says", POST, ("RM-",), ("ann", "on our list")),
)
MAIL = (
    Step("sam", "presses", "button.letter-ways", ("take it as a file",)),
    Step("sam", "presses", "button.letter-mail", ("this text, and nothing else",)),
)
MAILED = (Step("sam", "presses", "button.letter-mail-sure", ("handed to the mail server",)),)


async def errands(story: Story, aim: Aim, later: Later) -> None:
    """All of it, one after another."""
    await alarm(story, aim, later)
    await story.tell((TAKEN,))
    (number,) = await story.numbers()
    await aimed(story, aim, Kind.DOCUMENT, (Step("sam", "says", f"/pack {number}", (number, "holds everything")),))
    await aimed(story, aim, Kind.UPDATE, REMOVAL)
    await letter(story, aim)
    await lesson(story, aim)
    await the_next_day(story, aim, later)


async def aimed(story: Story, aim: Aim, part: Kind, steps: tuple[Step, ...]) -> None:
    """Go through the steps while that part is aimed at, until it has nothing left to do."""
    aim(part)
    await story.tell(steps)
    await story.over(part)
    aim("")


async def alarm(story: Story, aim: Aim, later: Later) -> None:
    """Somebody calls for help while there is no officer; one comes in, and is told once the deadline has passed."""
    ann = await story.joins("Ann Example", Role.COUNCILLOR)
    aim(Kind.ALERT)
    await ann.says("/urgent")
    await story.settled()
    await ann.receives("call 999 now", within=PATIENCE)
    await story.over(Kind.ALERT)
    aim("")
    sam = await story.joins("Sam Specimen", Role.SAFETY)
    aim(Kind.TIMER)
    await later(timedelta(minutes=6))
    await sam.receives("EMERGENCY", "WL-", within=PATIENCE)


async def letter(story: Story, aim: Aim) -> None:
    """A councillor without Telegram is written to by mail."""
    sam, now = story.people["sam"], story.telegram.exchange.now()
    casework = Desk.of(story.knowledge, Alarms(1), Packs(can_sign=True), mails=True).casework
    async with story.database.transaction() as tx:
        turn = Turn(tx, now, sam.id)
        report, whose = Report("harassment", what="He writes to her", whom="them"), replace(EDNA, entered_by=sam.id)
        await casework.open(turn, whose, report, Level.CONCERN, "newcase")
        await turn.close("entered")
    await story.settled()
    await sam.receives("please tell", EDNA.name, within=PATIENCE)
    await story.tell(MAIL)
    await aimed(story, aim, Kind.MAIL, MAILED)


async def lesson(story: Story, aim: Aim) -> None:
    """A quiz is asked, and answered by a vote."""
    ann = story.people["ann"]
    await story.tell((Step("ann", "says", "/learn", ("training",)),))
    spot = quiz(story)
    aim(Kind.SEND)
    press_blindly(ann, f"k:q:{spot.question.key}")
    await story.settled()
    assert await story.telegram.exchange.until(lambda: ann.last.poll, PATIENCE)
    await story.over(Kind.SEND)
    aim(Kind.UPDATE)
    await ann.votes(ann.last, spot.question.right)
    await story.settled()
    await ann.receives("right", within=PATIENCE)
    aim("")


def quiz(story: Story) -> Spot:
    """The first question that is asked as a quiz."""
    spots = Course.of(story.knowledge.lessons.values(), lambda _: True).spots()
    return next(each for each in spots if each.question.kind is QuestionKind.QUIZ)


def press_blindly(person: Person, data: str) -> None:
    """Press what is not in sight."""
    post = person.exchange.state.post(person.last.chat_id, person.last.id)
    assert post is not None
    pressed(person.exchange, person.account, post, data)


async def the_next_day(story: Story, aim: Aim, later: Later) -> None:
    """What is still to come is neither a deadline nor about a case: how somebody is, and a post that is still up."""
    taken, new = await story.numbers()
    await end(story, taken)
    await end(story, new, "button.take")
    aim(Kind.TIMER)
    await later(timedelta(hours=25))
    await story.people["ann"].receives("how are you today?", within=PATIENCE)
    await story.people["sam"].receives("RM-", "still to be reported", within=PATIENCE)
    aim("")


async def end(story: Story, number: str, *first: str) -> None:
    """The officer resolves a case, and presses these before."""
    for key in (*first, "button.resolve", "outcome.advised"):
        label = story.knowledge.words.plain(key)
        await story.people["sam"].presses(label, on=await with_button(story, number, label))
        await story.settled()
    await story.people["sam"].receives(number, "resolved by", within=PATIENCE)


async def with_button(story: Story, sign: str, label: str) -> Message:
    """The message in the officer's chat that has the sign in its text, and the button."""
    sam = story.people["sam"]

    def look() -> Message | None:
        return next((each for each in sam.shown() if sign in each.text and label in each.labels), None)

    found = await story.telegram.exchange.until(look, PATIENCE)
    assert found is not None, f"no “{label}” with {sign}"
    return found
