"""What a person does on the page: the POST half of its JSON surface."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.domain import pictures

from . import faults, files
from .errors import ApiError
from .people import Person
from .sight import Message, seen
from .state import Json

if TYPE_CHECKING:
    from .telegram import LocalTelegram

#: What the drawer offers.
FAULTS: dict[str, Callable[[], faults.Fault]] = {
    "busy": lambda: faults.too_many_requests(10, sticky=True),
    "busy-send": lambda: faults.too_many_requests(10, method="sendMessage", sticky=True),
    "broken": lambda: faults.server_error(502, method="sendMessage", times=3),
    "down": lambda: faults.server_error(503, times=None),
    "lost-answer": lambda: faults.drop("sendMessage", after=True),
    "slow": lambda: faults.hang(20, "sendMessage"),
    "twice": lambda: faults.duplicate_updates(1),
    "forgotten": lambda: faults.forgotten_confirmation(1),
}


class Where(BaseModel):
    person: int
    chat: int
    topic: int | None = None


class Said(Where):
    text: str
    reply_to: int | None = None


class Edited(Where):
    message: int
    text: str


class Pressed(Where):
    """A button of a message, by data or else by text; or a key of the reply keyboard."""

    message: int | None = None
    text: str | None = None
    data: str | None = None


class Voted(Where):
    message: int
    choices: list[int]


class Started(BaseModel):
    person: int
    payload: str = ""


class Blocked(BaseModel):
    person: int
    blocked: bool


class Ordered(BaseModel):
    kind: str


class Moved(BaseModel):
    minutes: int


class Acts:
    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[BaseRoute]:
        acts = (self.say, self.edit, self.press, self.vote, self.start, self.block, self.send, self.fault, self.clock)
        return [Route(f"/page/{act.__name__}", _guarded(act), methods=["POST"]) for act in acts]

    def _person(self, number: int) -> Person:
        if number not in self._telegram.exchange.state.people:
            raise ValueError("nobody has this number")
        return Person(self._telegram.exchange, number)

    def _message(self, chat: int, number: int | None) -> Message | None:
        post = self._telegram.exchange.state.post(chat, number) if number is not None else None
        return seen(self._telegram.exchange, post) if post else None

    async def say(self, request: Request) -> Json:
        said = Said.model_validate(await request.json())
        message = await self._person(said.person).says(
            said.text, chat=said.chat, topic=said.topic, reply_to=self._message(said.chat, said.reply_to)
        )
        return {"message": message.id}

    async def edit(self, request: Request) -> Json:
        edited = Edited.model_validate(await request.json())
        message = self._message(edited.chat, edited.message)
        if message is None:
            raise ValueError("the message is gone")
        return {"message": (await self._person(edited.person).edits(message, edited.text)).id}

    async def press(self, request: Request) -> Json:
        pressed = Pressed.model_validate(await request.json())
        on = self._message(pressed.chat, pressed.message)
        if pressed.message is not None and on is None:
            raise ValueError("the message is gone")
        press = await self._person(pressed.person).presses(pressed.text, data=pressed.data, on=on, chat=pressed.chat)
        return {"query": press.query_id, "message": press.message.id if press.message else None}

    async def vote(self, request: Request) -> Json:
        voted = Voted.model_validate(await request.json())
        message = self._message(voted.chat, voted.message)
        if message is None:
            raise ValueError("the poll is gone")
        await self._person(voted.person).votes(message, *voted.choices)
        return {}

    async def start(self, request: Request) -> Json:
        started = Started.model_validate(await request.json())
        return {"message": (await self._person(started.person).starts(started.payload)).id}

    async def block(self, request: Request) -> Json:
        wanted = Blocked.model_validate(await request.json())
        person = self._person(wanted.person)
        await (person.blocks() if wanted.blocked else person.unblocks())
        return {}

    async def send(self, request: Request) -> Json:
        """Files: one goes as a photo or a document, several go as albums of up to ten."""
        async with request.form(max_part_size=files.UPLOAD_LIMIT) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str) and value}
            parts = [part for part in form.getlist("files") if isinstance(part, UploadFile)]
            items = [(part.filename or "file", await part.read()) for part in parts]
        where = Where.model_validate(fields)
        person, caption = self._person(where.person), fields.get("caption", "")
        as_file = fields.get("as_file") == "true" or any(pictures.size(data) is None for _, data in items)
        for at in range(0, len(items), 10):
            await _sent(person, items[at : at + 10], caption if at == 0 else "", as_file, where)
        return {"sent": len(items)}

    async def fault(self, request: Request) -> Json:
        """Order a fault; "none" takes all back."""
        wanted = Ordered.model_validate(await request.json()).kind
        if wanted == "none":
            self._telegram.faults.clear()
        elif wanted in FAULTS:
            self._telegram.faults.add(FAULTS[wanted]())
        else:
            raise ValueError("no such fault")
        self._telegram.exchange.ring({"kind": "people"})
        return {}

    async def clock(self, request: Request) -> Json:
        moved = Moved.model_validate(await request.json())
        if self._telegram.on_move is None:
            raise ValueError("this clock cannot be moved")
        if moved.minutes <= 0:
            raise ValueError("the clock goes forward only")
        self._telegram.on_move(timedelta(minutes=moved.minutes))
        self._telegram.exchange.ring({"kind": "people"})
        return {}


async def _sent(person: Person, items: list[tuple[str, bytes]], caption: str, as_file: bool, where: Where) -> None:
    if len(items) > 1:
        names = [name for name, _ in items]
        await person.sends_album(
            [data for _, data in items], caption, as_files=as_file, names=names, chat=where.chat, topic=where.topic
        )
        return
    name, data = items[0]
    if as_file:
        await person.sends_document(data, name, caption, chat=where.chat, topic=where.topic)
    else:
        await person.sends_photo(data, caption, name=name, chat=where.chat, topic=where.topic)


def _guarded(act: Callable[[Request], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
    """What a person may not do comes back as words for them, not as a server error."""

    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await act(request))
        except ValidationError:
            return JSONResponse({"error": "not understood"}, 400)
        except (ValueError, AssertionError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400)
        except ApiError as error:
            return JSONResponse({"error": error.description.removeprefix("Bad Request: ")}, 400)

    return endpoint
