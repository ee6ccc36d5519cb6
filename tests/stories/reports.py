"""How a story gets to a case, and where its officers work."""

from bot.domain.case import Case
from bot.sandbox.places import Place, Topic
from bot.sandbox.sight import Message
from tests.stories.ways import Do, goes, presses
from tests.world import Somebody, World


async def reports(who: Somebody, /, kind: str, **instead: Do) -> Case:
    """Send a report of that kind; the case that comes of it."""
    await goes(who, "report", kind=presses(f"kind.{kind}"), **instead)
    return (await who.world.cases())[-1]


async def calls_for_help(who: Somebody) -> Case:
    """Press the button that is always in sight: an emergency."""
    await who.says("/urgent")
    return (await who.world.cases())[-1]


async def worries(who: Somebody) -> Case:
    """Write something urgent, and take up the offer to tell the safety officer: an urgent case."""
    await who.says("He wrote that he will kill me")
    await who.presses("button.tell-officer")
    return (await who.world.cases())[-1]


async def asks_a_person(who: Somebody, question: str = "where do the geese sleep") -> Case:
    """A question for a person: not urgent, promised for the next working day."""
    await who.says(question)
    await who.presses("button.ask-person")
    await who.presses("button.send")
    return (await who.world.cases())[-1]


async def group(world: World, admin: Somebody, *others: Somebody, desk: str = "safety", topic: bool = False) -> Place:
    """A group in which an administrator lets a desk work, with ``topic`` in a topic of its own."""
    members = [person.telegram for person in (admin, *others)]
    place = world.telegram.group("Anyshire officers", members=members, forum=topic)
    where: Topic | None = world.telegram.topic(place, "Cases") if topic else None
    await admin.says(f"/here {desk}", chat=place, topic=where)
    return place


def card(place: Place | Somebody, number: str = "WL-0001") -> Message:
    """The newest card of a case in a chat, as it stands."""
    chat = place.telegram.chat if isinstance(place, Somebody) else place
    cards = [message for message in chat.messages if message.from_bot and number in message.text and _is_card(message)]
    return cards[-1]


def _is_card(message: Message) -> bool:
    return "opened" in message.text.lower() and "for the" in message.text.lower()
