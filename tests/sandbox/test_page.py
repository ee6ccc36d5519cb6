"""The page's JSON surface: what it shows, what a person does by it, and what it refuses."""

import json
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import LocalTelegram, Person
from bot.sandbox.clock import MovableClock

from .pictures import png

GO = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


async def view(web: httpx.AsyncClient, person: Person, chat: int | None = None, topic: int | None = None) -> Any:
    query = {"person": person.id, "chat": chat or person.id, "topic": topic or ""}
    return (await web.get("/page/view", params=query)).json()


async def test_the_page_and_its_parts_fetch_nothing_from_outside(web: httpx.AsyncClient) -> None:
    page = await web.get("/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Rehearsal: this is not Telegram." in page.text
    for name in ("page.css", "page.js", "pane.js", "bubble.js", "composer.js"):
        asset = await web.get(f"/page/{name}")
        assert asset.status_code == 200
        assert "innerHTML" not in asset.text
        assert "//cdn" not in asset.text
    assert (await web.get("/page/state.py")).status_code == 404


async def test_the_world(telegram: LocalTelegram, web: httpx.AsyncClient, ann: Person) -> None:
    group = telegram.group("Officers", [ann], forum=True)
    topic = telegram.topic(group, "Urgent")
    telegram.notice = "Two invitations"
    world = (await web.get("/page/world")).json()
    assert (world["notice"], world["clock"]["movable"]) == ("Two invitations", True)
    assert [person["name"] for person in world["people"]] == ["Ann Example"]
    assert world["groups"][0]["topics"] == [{"id": topic.id, "name": "Urgent", "closed": False}]


async def test_a_chat_as_a_person_sees_it(web: httpx.AsyncClient, bot: Bot, ann: Person) -> None:
    await bot.send_message(ann.id, "<b>Hello</b>", parse_mode="HTML", reply_markup=GO)
    seen = await view(web, ann)
    start, hello = seen["messages"]
    assert (start["mine"], start["unread"], hello["bot"]) == (True, False, True)
    assert hello["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert hello["buttons"] == [[{"text": "Go", "data": "go", "url": None, "copies": None}]]
    assert (await web.get("/page/view?person=1&chat=2")).status_code == 404


async def test_what_a_person_does(web: httpx.AsyncClient, bot: Bot, ann: Person) -> None:
    await bot.send_message(ann.id, "?", reply_markup=GO)
    where = {"person": ann.id, "chat": ann.id}
    message = (await view(web, ann))["messages"][-1]["id"]
    said = (await web.post("/page/say", json={**where, "text": "Hello", "reply_to": message})).json()
    await web.post("/page/edit", json={**where, "message": said["message"], "text": "Hello!"})
    pressed = (await web.post("/page/press", json={**where, "message": message, "data": "go"})).json()
    first, second, third = await bot.get_updates()
    assert first.message.reply_to_message.message_id == message
    assert second.edited_message.text == "Hello!"
    assert third.callback_query.id == pressed["query"]


async def test_files_sent_and_shown(web: httpx.AsyncClient, ann: Person) -> None:
    where = {"person": str(ann.id), "chat": str(ann.id)}
    files = [("files", ("a.png", png(), "image/png")), ("files", ("b.png", png(), "image/png"))]
    await web.post("/page/send", data={**where, "caption": "Two"}, files=files)
    await web.post("/page/send", data=where, files=[("files", ("x.html", b"<script>", "text/html"))])
    *album, document = (await view(web, ann))["messages"][1:]
    assert len({item["album"] for item in album}) == 1
    assert (await web.get(album[0]["file"]["url"])).content == png()
    served = await web.get(document["file"]["url"])
    assert served.headers["content-type"] == "application/octet-stream"
    assert served.headers["content-disposition"].startswith("attachment")


async def test_refusals_are_words_for_a_person(web: httpx.AsyncClient, ann: Person) -> None:
    where = {"person": ann.id, "chat": ann.id}
    for act, body, words in [
        ("say", {**where, "text": " "}, "message text is empty"),
        ("say", {**where, "text": "x" * 4097}, "message is too long"),
        ("say", {"person": 5, "chat": 5, "text": "x"}, "nobody has this number"),
        ("press", {**where, "text": "Nothing"}, "no button"),
        ("edit", {**where, "message": 99, "text": "x"}, "the message is gone"),
        ("fault", {"kind": "flood"}, "no such fault"),
        ("clock", {"minutes": -5}, "forward only"),
        ("say", {"text": "x"}, "not understood"),
    ]:
        answer = await web.post(f"/page/{act}", json=body)
        assert answer.status_code == 400
        assert words in answer.json()["error"]


async def test_faults_and_the_clock(telegram: LocalTelegram, web: httpx.AsyncClient, clock: MovableClock) -> None:
    before = clock()
    await web.post("/page/clock", json={"minutes": 15})
    assert (clock() - before).total_seconds() == 900
    await web.post("/page/fault", json={"kind": "lost-answer"})
    assert [fault.kind for fault in telegram.faults.listed()] == ["drop_after"]
    await web.post("/page/fault", json={"kind": "none"})
    assert telegram.faults.listed() == []


async def test_events_tell_of_changes(telegram: LocalTelegram, web: httpx.AsyncClient, bot: Bot, ann: Person) -> None:
    async with web.stream("GET", "/page/events") as stream:
        lines = (line async for line in stream.aiter_lines() if line.startswith("data: "))
        assert json.loads((await anext(lines))[6:]) == {"kind": "people"}
        await ann.says("Hello")
        assert json.loads((await anext(lines))[6:]) == {"kind": "chat", "chat": ann.id}
        await bot.send_chat_action(ann.id, "typing")
        assert json.loads((await anext(lines))[6:])["action"] == "typing"
