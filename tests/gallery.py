"""Draw the pictures of the README's gallery: entries as a councillor reads them, in a real browser.

``python -m tests.gallery`` writes docs/gallery/*.png; it needs Chromium.
"""

import asyncio
import tempfile
from pathlib import Path

from bot.content import load

from .browser import a_page, pane
from .world import a_world

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "docs" / "gallery"
#: Entries, and the question under which each is shown: one that its author wrote.
SHOWN = ("impersonation", "helplines", "two-step", "when-code-applies", "whatsapp.evidence")
WIDTH, HEIGHT = 520, 1900  # tall enough for the longest of them; what is above the question is cut off


async def draw() -> None:
    """One picture an entry."""
    knowledge = load(ROOT / "knowledge")
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with a_world(knowledge, Path(folder)) as world:
            ann = await world.councillor()
            async with a_page(world.telegram.url) as page:
                await page.set_viewport_size({"width": WIDTH * 2, "height": HEIGHT})
                left = pane(page, "left")
                await left.locator("select").first.select_option(label="Ann Example")
                for id in SHOWN:
                    entry = knowledge.catalogue[id]
                    await ann.says(entry.asks[0])
                    if entry.title not in ann.last.text:
                        await ann.presses(entry.title)
                    await left.get_by_text(entry.title).last.wait_for()
                    await page.wait_for_timeout(700)  # the page scrolls smoothly
                    asked, answered = [await left.locator(".log > *").nth(n).bounding_box() for n in (-2, -1)]
                    assert asked
                    assert answered
                    clip = {"x": 0, "y": asked["y"] - 8, "width": asked["x"] + asked["width"] + 8}
                    clip["height"] = answered["y"] + answered["height"] - asked["y"] + 16
                    await page.screenshot(path=PLACE / f"{id}.png", clip=clip)


if __name__ == "__main__":
    asyncio.run(draw())
