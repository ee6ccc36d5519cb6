"""Draw the pictures of docs/officers.md: what officers and councillors see, in a real browser.

``python -m tests.scenes`` writes docs/scenes/*.png; it needs Chromium.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.content import load
from bot.domain.person import Role

from .browser import a_page, pane
from .stories.pupils import begins
from .stories.reports import calls_for_help, reports
from .stories.test_newcase import enters
from .stories.test_pack import a_case
from .stories.test_removals import WISH
from .stories.test_trends import have_happened
from .stories.ways import says
from .world import Somebody, World, a_world

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "docs" / "scenes"
WIDTH, HEIGHT = 560, 1100
Scene = Callable[[World], Awaitable[Somebody]]


async def removal(world: World) -> Somebody:
    """An officer at a removal that was sent to the platform."""
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await reports(ann, "offensive-post", links=says("https://www.facebook.com/groups/12/posts/34"), wish=WISH)
    await kit.says("/removals")
    await kit.presses("RM-0001")
    await kit.presses("button.removal-sent")
    return kit


async def trends(world: World) -> Somebody:
    """An officer with the numbers of four weeks."""
    sam = await world.officer()
    for count, kind in ((12, "harassment"), (7, "doxxing"), (9, "offensive-post")):
        await have_happened(world, count, kind)
    await sam.says("/trends")
    await world.fast_forward(seconds=30)
    return sam


async def lesson(world: World) -> Somebody:
    """A councillor in the middle of a lesson."""
    ann = await world.councillor()
    await begins(ann)
    return ann


async def newcase(world: World) -> Somebody:
    """An officer with the letter to a councillor without Telegram."""
    sam = await world.officer()
    await enters(sam)
    return sam


async def checkin(world: World) -> Somebody:
    """A councillor is asked how she is, the day after."""
    sam, ann = await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await sam.presses("button.take")
    await sam.presses("button.resolve")
    await sam.presses("outcome.police")
    await world.fast_forward(days=1, hours=3)
    return ann


async def pack(world: World) -> Somebody:
    """An officer with the evidence pack of a case."""
    sam, ann = await world.officer(), await world.councillor()
    await a_case(ann)
    await sam.presses("button.take")
    await sam.presses("button.pack")
    await world.fast_forward(seconds=30)
    return sam


async def booklet(world: World) -> Somebody:
    """An officer with a subject of the toolkit, in large print."""
    kit = await world.officer("Kit Placeholder", Role.COMMS)
    await kit.says("/booklet")
    await kit.presses("subject.wellbeing.label")
    await kit.presses("button.booklet-large")
    return kit


SCENES: tuple[Scene, ...] = (removal, trends, lesson, newcase, checkin, pack, booklet)


async def draw() -> None:
    """One picture a scene, of the end of somebody's chat."""
    knowledge = load(ROOT / "knowledge")
    PLACE.mkdir(exist_ok=True)
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            async with a_world(knowledge, Path(folder)) as world:
                somebody = await scene(world)
                async with a_page(world.telegram.url) as page:
                    await page.set_viewport_size({"width": WIDTH * 2, "height": HEIGHT})
                    left = pane(page, "left")
                    await left.locator("select").first.select_option(label=somebody.telegram.name)
                    await page.wait_for_timeout(1_500)  # the page scrolls smoothly
                    await left.screenshot(path=PLACE / f"{scene.__name__}.png")


if __name__ == "__main__":
    asyncio.run(draw())
