"""Booklets are printed beside the bot, one at a time, and kept by what is in them."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.errors import PrintingError
from bot.paper import Press, pdf

from .booklets import opened

PAGE = '<!doctype html><html lang="en-GB"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
ONE = PAGE.format("Plainly invented")


def read(made: bytes) -> str:
    return opened(made).pages[0].extract_text().strip()


async def test_what_was_printed_is_not_printed_again(tmp_path: Path) -> None:
    first, second = await asyncio.gather(*(Press(tmp_path).pdf(ONE) for _ in range(2)))
    assert read(first) == read(second) == "Plainly invented"
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(pdf(PAGE.format("Kept")))
    assert read(await Press(tmp_path).pdf(ONE)) == "Kept"
    assert read(await Press(tmp_path).pdf(PAGE.format("Changed"))) == "Changed"
    assert len(list(tmp_path.iterdir())) == 2


async def test_what_was_printed_on_another_day_holds_until_the_page_changes(tmp_path: Path) -> None:
    dated = ONE.replace("invented", 'invented <time datetime="2026-11-{0}">{0} November 2026</time>')
    first = await Press(tmp_path).pdf(dated.format(23))
    assert await Press(tmp_path).pdf(dated.format(24)) == first
    assert "24 November" in read(await Press(tmp_path).pdf(dated.format(24).replace("Plainly", "Purely")))


async def test_only_what_was_asked_for_last_is_kept(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"booklet-{number}.pdf").touch()
    (tmp_path / "matching-1.npz").touch()
    await Press(tmp_path).pdf(ONE)
    assert len(list(tmp_path.glob("booklet-*.pdf"))) == 24
    assert (tmp_path / "matching-1.npz").exists()


async def test_a_folder_that_takes_nothing_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert read(await Press(tmp_path / "file" / "below").pdf(ONE)) == "Plainly invented"
    assert read(await Press(None).pdf(ONE)) == "Plainly invented"


async def test_a_page_that_asks_for_something_from_outside_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(PrintingError, match="from outside"):
        await Press(tmp_path).pdf(ONE.replace("<h1>", '<img alt="" src="https://www.anyshire.example/a.png"><h1>'))
    assert list(tmp_path.iterdir()) == []
