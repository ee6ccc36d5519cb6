"""`make run` as a person tries it: the page, a councillor with a threat on the left, the officer on the right."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.bootstrap.rehearsal import Rehearsal, open_rehearsal
from bot.content import Knowledge
from tests.browser import a_page, needs_browser, pane
from tests.world import minds_of

pytestmark = needs_browser
SOON = 20  # seconds: a busy machine is no failure


async def run(knowledge: Knowledge, folder: Path, stack: AsyncExitStack) -> Rehearsal:
    """Start a rehearsal as the command line does, and leave it running."""
    rehearsal = await open_rehearsal(stack, knowledge, minds_of(knowledge), folder, port=0)
    stop = asyncio.Event()
    await rehearsal.app.start()
    await rehearsal.people()
    running = asyncio.create_task(rehearsal.app.run(stop))

    async def end() -> None:
        stop.set()
        await running
        await rehearsal.app.stop()
        rehearsal.save()

    stack.push_async_callback(end)
    return rehearsal


@pytest.fixture
async def rehearsal(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    async with AsyncExitStack() as stack:
        yield await run(knowledge, tmp_path, stack)


async def test_a_person_tries_it_in_a_browser(rehearsal: Rehearsal) -> None:
    async with a_page(rehearsal.telegram.url) as page:
        ada, sam = pane(page, "left"), pane(page, "right")
        await expect(ada.get_by_text("Welcome, Cllr Ada Example")).to_be_visible()
        await expect(sam.get_by_text("Welcome, Sam Specimen")).to_be_visible()

        await ada.get_by_label("Message", exact=True).fill("there is a man outside my house with a knife")
        await ada.get_by_label("Message", exact=True).press("Enter")
        await expect(ada.get_by_text("Call 999 now")).to_be_visible()
        await expect(sam.get_by_text("EMERGENCY")).to_be_visible()

        await ada.get_by_role("button", name="I am in danger").click()
        await sam.get_by_role("button", name="Take").click()
        await expect(ada.get_by_text("taken by the safety officer")).to_be_visible()

        await sam.get_by_role("button", name="Note").wait_for()
        await sam.locator(".buttons button", has_text="Reply").click()
        await expect(sam.get_by_text("Write your reply")).to_be_visible()
        await sam.get_by_label("Message", exact=True).fill("The police are on their way")
        await sam.get_by_label("Message", exact=True).press("Enter")
        await expect(ada.get_by_text("The police are on their way")).to_be_visible()


async def test_a_rehearsal_carries_on_where_it_was(knowledge: Knowledge, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        first = await run(knowledge, tmp_path, stack)
        ada = first.telegram.people[0]
        await ada.receives("Welcome", within=SOON)
        await ada.says("/report")
        await ada.receives("danger now", within=SOON)
        await ada.presses("No")
        await ada.receives("What is it about", within=SOON)
    async with AsyncExitStack() as stack:
        second = await run(knowledge, tmp_path, stack)
        ada = second.telegram.people[0]
        assert len(second.telegram.people) == 5
        await ada.says("/resume")
        await ada.receives("What is it about", within=SOON)
