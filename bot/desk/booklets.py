"""The toolkit on paper, made for whoever asks for it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.content import Knowledge
from bot.domain.entry import CouncilKind
from bot.paper import Booklet, Choice, Press

from .enclosures import Made
from .making import order
from .turn import Turn

WHAT = "booklet"


async def order_booklet(turn: Turn, chat_id: int, choice: Choice) -> None:
    """Have a booklet made and sent to a chat."""
    about = {"council": choice.council, "subjects": list(choice.subjects), "large": choice.large}
    await order(turn, WHAT, chat_id, **about)


class Booklets:
    """Makes booklets: the PDF, and the same as a web page."""

    def __init__(self, knowledge: Knowledge, press: Press, clock: Callable[[], datetime]) -> None:
        self._booklet = Booklet(knowledge)
        self._words = knowledge.words
        self._council = knowledge.council.kind
        self._press = press
        self._clock = clock

    async def make(self, about: Mapping[str, Any]) -> Sequence[Made]:
        """The two files."""
        choice = Choice(CouncilKind(about["council"]), tuple(about["subjects"]), about["large"])
        page = await asyncio.to_thread(self._booklet.page, choice, self._clock())
        made = await self._press.pdf(page)
        other = [choice.council] if choice.council is not self._council else []
        name = "-".join(("toolkit", *choice.subjects, *other, *(["large-print"] if choice.large else [])))
        return (
            Made(f"{name}.pdf", made, self._words("booklet.chat.pdf")),
            Made(f"{name}.html", page.encode(), self._words("booklet.chat.page")),
        )
