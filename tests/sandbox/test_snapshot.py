"""The state over a restart: saved, loaded, and the same."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot

from bot.sandbox import LocalTelegram, Person, rehearsal_token
from bot.sandbox.clock import MovableClock
from bot.sandbox.snapshot import loaded, saved

from .conftest import Call
from .pictures import png

_deeds = st.lists(
    st.one_of(
        st.tuples(st.just("says"), st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip()))),
        st.tuples(st.just("document"), st.binary(min_size=1, max_size=40)),
        st.tuples(st.just("blocks"), st.booleans()),
        st.tuples(st.just("group"), st.text("abc", min_size=1, max_size=5)),
    ),
    max_size=8,
)


@given(_deeds)
@settings(max_examples=40, deadline=None)
def test_whatever_happened_is_the_same_after_loading(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[Any]
) -> None:
    telegram = LocalTelegram()
    ann = telegram.person("Ann Example")

    async def do() -> None:
        for deed, value in deeds:
            if deed == "blocks":
                await (ann.blocks() if value else ann.unblocks())
            elif deed == "group":
                telegram.group(value, [ann], forum=True)
            elif not ann.account.blocked:
                await (ann.says(value) if deed == "says" else ann.sends_document(value))

    asyncio.run(do())
    path = tmp_path_factory.mktemp("snapshot") / "state.json"
    saved(telegram.exchange.state, path)
    assert loaded(path) == telegram.exchange.state
    assert path.stat().st_mode & 0o077 == 0


async def test_a_conversation_goes_on_after_a_restart(
    telegram: LocalTelegram, call: Call, ann: Person, clock: MovableClock, tmp_path: Path
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await call("sendMessage", chat_id=ann.id, text="Ready?", reply_markup=keyboard)
    picture = await ann.sends_photo(png(), "Proof")
    telegram.save(tmp_path / "state.json")

    after = LocalTelegram(clock=clock)
    after.load(tmp_path / "state.json")
    async with after, Bot(after.token, base_url=f"{after.url}/bot", base_file_url=f"{after.url}/file/bot") as bot:
        [again] = after.people
        assert (again.name, after.token, after.waiting()) == ("Ann Example", telegram.token, 1)
        press = await again.presses("Go")
        photo, callback = await bot.get_updates()
        assert callback.callback_query.id == press.query_id
        file = await bot.get_file(photo.message.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == png() == picture.media.data


def test_a_snapshot_of_another_bot_is_not_taken_over(tmp_path: Path) -> None:
    first = LocalTelegram()
    first.save(tmp_path / "state.json")
    second = LocalTelegram(rehearsal_token(77777))
    with pytest.raises(ValueError, match="another bot's"):
        second.load(tmp_path / "state.json")


async def test_changes_are_kept_while_it_runs(
    telegram: LocalTelegram, ann: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = asyncio.Event()
    monkeypatch.setattr(telegram, "save", lambda _path: kept.set())
    keeping = asyncio.create_task(telegram.keep(tmp_path / "state.json"))
    await asyncio.sleep(0)
    await ann.says("Do not lose this")
    await asyncio.wait_for(kept.wait(), 5)
    keeping.cancel()
