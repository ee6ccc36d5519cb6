"""A document that takes long to make: sent when ready; whoever waits for it is told where it cannot be made."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bot.desk.enclosures import Made
from bot.desk.making import Making, order
from bot.desk.turn import Turn
from bot.domain.chat import MediaKind
from bot.storage.row import Kind
from tests.sandbox.pictures import png
from tests.world import World

PICTURE = png()


async def nothing(about: Mapping[str, Any]) -> Sequence[Made]:
    assert about == {"year": 2026}
    return ()


async def two(about: Mapping[str, Any]) -> Sequence[Made]:
    year = about["year"]
    paper = Made(f"{year}.txt", b"one", f"The year <b>{year}</b>")
    return paper, Made("chart.png", PICTURE, "Its chart", MediaKind.PHOTO)


async def fails(about: Mapping[str, Any]) -> Sequence[Made]:
    raise ValueError(about["year"])


async def have_made(world: World, what: str, chat_id: int) -> None:
    """Order it, and let the bot work."""
    app = world.app
    (worker,) = (worker for worker in app.workers if worker.kind is Kind.DOCUMENT)
    makers = {"nothing": nothing, "two": two, "fails": fails}
    worker._job = Making(app.database, makers, world.knowledge.words, app.clock)
    async with app.database.transaction() as tx:
        await order(Turn(tx, world.now), what, chat_id, year=2026)
    await world.fast_forward(hours=1)


async def test_files_come_in_their_order_and_are_not_kept(world: World) -> None:
    ann = await world.councillor()
    await have_made(world, "two", ann.id)
    paper, chart = ann.messages()
    assert (paper.text, chart.text) == ("The year 2026", "Its chart")
    async with world.app.database.transaction() as tx:
        assert await tx.documents.content(1) is None
        assert await tx.documents.content(2) is None


@pytest.mark.parametrize(("what", "hears"), [("nothing", []), ("fails", ["could not be made"])])
async def test_what_is_not_made(world: World, what: str, hears: list[str]) -> None:
    ann = await world.councillor()
    await have_made(world, what, ann.id)
    for words in hears:
        ann.hears(words)
    ann.hears_nothing()
    async with world.app.database.transaction() as tx:
        assert await tx.queue.count() == 2  # housekeeping, and the monthly report
