"""Nothing that people wrote can be read in what the bot leaves behind: its database, its logs, its whole folder."""

import base64
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import Base

from bot.bootstrap.rehearsal import invite
from bot.content import Knowledge
from bot.domain.entry import CouncilKind
from bot.domain.person import Role
from bot.sandbox import LocalTelegram, Person
from bot.sandbox.faults import Fault
from bot.storage import Database
from bot.storage.row import Kind, State
from tests.process import BotProcess
from tests.sandbox.pictures import png
from tests.shipped import ROOT
from tests.web.watched import HOST, got

#: Words that stand nowhere else, by where they are planted.
PLANTED = {
    "councillor": "Zephyrine",
    "officer": "Snodgrass",
    "username": "umbrelliferous",
    "report": "xylophonist",
    "contact": "01632960942",
    "caption": "marzipanned",
    "content": "rhubarbarian",
    "camera": "gardyloo",
    "file": "kumquattery",
    "draft": "bumfuzzlement",
    "question": "flibbertigibbet",
    "reply": "pettifoggery",
    "note": "lollygagging",
    "poison": "snollygoster",
    "refused": "taradiddlish",
}
QUIET = 30.0  # seconds in which a busy machine has answered


def forms(word: str) -> Iterator[bytes]:
    """How a word may stand in a file: two encodings, and base64 from each of the three places it can begin at."""
    yield word.lower().encode()
    yield word.encode("utf-16-le")
    for before in range(3):
        coded = base64.b64encode(b"x" * before + word.encode())
        yield coded[4 if before else 0 : -4]  # without what depends on its neighbours


def readable(folder: Path) -> list[str]:
    """Which planted words can be read in a folder, and where."""
    contents = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return [
        f"{place} in {file.name}"
        for place, word in PLANTED.items()
        for file, content in contents.items()
        if any(form in content or form in content.lower() for form in forms(word))
    ]


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


class Told:
    """Tells a story to a bot in a process of its own, and waits at each step for what it answers."""

    def __init__(self, telegram: LocalTelegram, knowledge: Knowledge) -> None:
        self._telegram = telegram
        self._words = knowledge.words

    async def hears(self, who: Person, *words: str) -> None:
        def heard() -> bool:
            texts = [message.text.lower() for message in who.chat.messages if message.from_bot]
            return any(all(word.lower() in text for word in words) for text in texts)

        await self._telegram.until(heard, QUIET)

    async def says(self, who: Person, text: str, *answer: str) -> None:
        await who.says(text)
        await self.hears(who, *answer)

    async def presses(self, who: Person, key: str, *answer: str) -> None:
        await who.presses(self._words.plain(key))
        await self.hears(who, *answer)


def photographed(owner: str) -> bytes:
    """A picture into which a camera wrote whose it is."""
    exif, file = Image.Exif(), BytesIO()
    exif[Base.Artist] = owner
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


async def comes_in(told: Told, person: Person, database: Database, role: Role, name: str) -> None:
    token = await invite(database, role, name, CouncilKind.PRINCIPAL, datetime.now(UTC))
    await told.says(person, f"/start {token}", "welcome", name)


async def story(told: Told, telegram: LocalTelegram, database: Database) -> None:
    """Words in all that a person can write; one update cannot be read, and one message is refused."""
    ann, sam = telegram.person("Ann", username=PLANTED["username"]), telegram.person("Sam")
    await comes_in(told, sam, database, Role.SAFETY, PLANTED["officer"])
    await comes_in(told, ann, database, Role.COUNCILLOR, PLANTED["councillor"])
    await told.says(ann, f"what about a {PLANTED['question']}", "person")
    await told.says(ann, f"/check Vote for {PLANTED['draft']}, you fools", "fools")
    await told.says(ann, f"He will kill me, {PLANTED['report']}. Ring {PLANTED['contact']}", "safety officer")
    await told.presses(ann, "button.tell-officer", "WL-0001")
    await told.hears(sam, "WL-0001", PLANTED["report"])
    content = png() + PLANTED["content"].encode()
    await ann.sends_document(content, name=f"{PLANTED['file']}.png", caption=f"the {PLANTED['caption']} post")
    await told.hears(sam, PLANTED["caption"])
    await ann.sends_photo(photographed(PLANTED["camera"]), caption="and the whole of it")
    await told.hears(sam, "whole of it")
    await told.presses(sam, "button.take", "since")
    await told.hears(ann, "taken by", PLANTED["officer"])
    await told.presses(sam, "button.reply", "write your reply")
    telegram.faults.add(Fault(method="sendMessage", chat=ann.id, code=400, description="Bad Request: no"))
    await told.says(sam, f"We look into the {PLANTED['refused']}", "sent")
    await told.presses(sam, "button.reply", "write your reply")
    await told.says(sam, f"And the {PLANTED['reply']}", "sent")
    await told.hears(ann, PLANTED["reply"])
    await told.presses(sam, "button.note", "note")
    await told.says(sam, f"Mere {PLANTED['note']}", "noted")
    telegram.raw_update({"message": {"text": PLANTED["poison"], "chat": {"id": ann.id, "type": "private"}}})
    await told.says(ann, "/mycases", "your cases", "press one")


async def kept(database: Database) -> str:
    """What the bot knows: the planted words must have got that far."""
    async with database.transaction() as tx:
        lines = [line.text for line in await tx.cases.thread(1)]
        item, photo = await tx.evidence.of_case(1)
        content = [await tx.evidence.content(each.id) for each in (item, photo)]
        questions = [question.text for question in await tx.feedback.questions()]
        people = await tx.people.with_role(*Role)
        assert await tx.queue.count(State.QUARANTINED, Kind.UPDATE, Kind.SEND) == 2
        return f"{lines} {item} {content!r} {questions} {people} {await tx.cases.find(1)}"


async def test_nothing_that_was_planted_can_be_read_anywhere(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    async with LocalTelegram() as telegram:
        port = free_port()
        bot = BotProcess(telegram, tmp_path, ROOT / "knowledge", HEALTH_PORT=str(port))
        async with bot.opened() as database:
            await story(Told(telegram, knowledge), telegram, database)
            known = await kept(database)
            nowhere = {"username", "draft", "poison"}
            assert [place for place, word in PLANTED.items() if place not in nowhere and word not in known] == []
            assert "row.quarantined" in bot.log()
            for path in ("metrics", "healthz", "readyz"):
                answer = await got(port, f"/{path}")
                assert answer.status_code == 200
                (tmp_path / path).write_bytes(answer.content)
            assert readable(tmp_path) == []
        assert readable(tmp_path) == []


def test_a_word_in_any_form_would_be_found(tmp_path: Path) -> None:
    for form in (str.encode, lambda word: word.encode("utf-16-le"), lambda word: base64.b64encode(word.encode())):
        (tmp_path / "leak").write_bytes(b"some " + form(f"more {PLANTED['note']} words"))
        assert readable(tmp_path) == ["note in leak"]
