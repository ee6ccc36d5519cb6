"""The two step-by-step conversations, answered as a person would: one answer a step."""

from collections.abc import Awaitable, Callable

from bot.sandbox import Message
from bot.sandbox.callbacks import pressed
from tests.world import Somebody

Do = Callable[[Somebody], Awaitable[object]]
Way = dict[str, Do]


def presses(*labels: str) -> Do:
    """Press these buttons one after another."""

    async def do(who: Somebody) -> None:
        for label in labels:
            await who.presses(label)

    return do


def says(text: str) -> Do:
    """Write this."""
    return lambda who: who.says(text)


def data_of(message: Message, label: str) -> str:
    """What a button sends."""
    return next(b.data for row in message.buttons for b in row if b.text == label and b.data)


async def presses_blindly(who: Somebody, data: str, on: Message | None = None) -> str | None:
    """Press what is not, or no longer, in sight: an old screen, or another program; the toast that answers it."""
    exchange, message = who.telegram.exchange, on or who.last
    post = exchange.state.post(message.chat_id, message.id)
    assert post is not None
    query = pressed(exchange, who.telegram.account, post, data)
    await who.world.settle()
    return query.answer["text"] if query.answer else None


#: A report of harassment, by the name of each step.
REPORT: Way = {
    "danger": presses("danger-now.no"),
    "kind": presses("kind.harassment"),
    "what": says("He writes to me every day"),
    "whom": presses("whom.me"),
    "where": presses("Facebook"),
    "who": says("@plainly_made_up"),
    "links": says("https://facebook.example/post/1"),
    "evidence": presses("button.done"),
    "effect": says("I cannot sleep"),
    "contact": presses("contact.here"),
    "wish": presses("wish.advice", "button.done"),
    "review": presses("button.send-report"),
}

#: Reporting a hateful post to Facebook itself.
PLATFORM: Way = {
    "on": presses("Facebook"),
    "harm": presses("harm.hate"),
    **{f"page-{n}": presses("button.done-next") for n in range(1, 10)},
    "handover": presses("handover.comms"),
    "link": says("https://facebook.example/post/1"),
}

WAYS = {"report": REPORT, "platform": PLATFORM}


async def goes(who: Somebody, /, flow: str, to: str = "", **instead: Do) -> None:
    """Begin a flow and answer every step before ``to`` (all of them where it is "")."""
    await who.says(f"/{flow}")
    for step, do in WAYS[flow].items():
        if step == to:
            return
        await instead.get(step, do)(who)
