"""A letter on paper: for post, or to be handed over."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from bot.content import Knowledge
from bot.content.times import day
from bot.domain.absent import Letter, Way
from bot.domain.case import Case
from bot.paper import filled, pdf
from bot.storage import Database

from .enclosures import Made
from .making import order
from .turn import Turn

WHAT = "letter"


async def order_letter(turn: Turn, letter: Letter, chat_id: int) -> None:
    """Have a letter printed and sent to an officer's chat, unless its case is kept from them meanwhile."""
    await order(turn, WHAT, chat_id, letter=letter.id, case=letter.case_id)


def named(case: Case, letter: Letter, ending: str) -> str:
    """The name of a letter's file: the case's number and the day, and nothing of whom it is to."""
    return f"letter-{case.number}-{letter.at:%Y-%m-%d}.{ending}"


class LetterMaker:
    """Makes PDFs of letters."""

    def __init__(self, knowledge: Knowledge, database: Database) -> None:
        self._council = knowledge.council
        self._words = knowledge.words
        self._database = database

    async def make(self, about: Mapping[str, Any]) -> Sequence[Made]:
        """The letter; nothing where it was erased meanwhile."""
        async with self._database.transaction() as tx:
            letter, case = await tx.absent.letter(about["letter"]), await tx.cases.find(about["case"])
            who = await tx.absent.of_case(about["case"])
        if letter is None or case is None or who is None:
            return ()
        page = filled(
            "letter.html",
            title=self._words.plain("letter.subject", number=case.number),
            council=self._council,
            to=[who.name, *(who.address.splitlines() if who.way is Way.POST else [])],
            day=day(letter.at, self._council.zone),
            paragraphs=letter.text.strip().split("\n\n"),
        )
        made = await asyncio.to_thread(pdf, page)
        return (Made(named(case, letter, "pdf"), made, self._words("letter.made", number=case.number)),)
