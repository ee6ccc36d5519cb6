"""A real browser for pages: headless Chromium, skipped with a reason where there is none, never in CI."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

BROWSER = shutil.which("chromium")
expect.set_options(timeout=20_000)  # milliseconds: a busy machine is no failure
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_browser = pytest.mark.skipif(
    BROWSER is None and os.environ.get("CI") != "true", reason="no chromium here: apt-get install chromium"
)


@asynccontextmanager
async def a_page(url: str) -> AsyncIterator[Page]:
    """The page at an address; any error in its console, or request to elsewhere, fails the test."""
    assert BROWSER is not None, "CI must have a browser"
    trouble: list[str] = []
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        own = (url, "data:", "blob:")
        page.on("request", lambda request: None if request.url.startswith(own) else trouble.append(request.url))
        await page.goto(url)
        yield page
        await browser.close()
    assert trouble == []


def pane(page: Page, side: str) -> Locator:
    """One side of the rehearsal's page: left or right."""
    return page.locator(f".pane[data-side={side}]")
