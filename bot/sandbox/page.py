"""The page, with which a person tries the bot, and the GET half of its JSON surface.

GET /page/world: people, groups, faults, clock. GET /page/view?person=&chat=&topic=: a chat as a person sees it.
GET /page/events: server-sent notices {"kind": chat | people | commands | read | action | toast | closing}.
GET /page/file/{id}: a file's bytes. POST /page/{say, edit, press, vote, start, block, send, fault, clock}: see Acts.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from .page_acts import Acts
from .page_view import view, world

if TYPE_CHECKING:
    from .telegram import LocalTelegram

HERE = Path(__file__).parent
ASSETS = {
    "page.css": "text/css",
    **dict.fromkeys(("page.js", "pane.js", "bubble.js", "composer.js"), "text/javascript"),
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
#: Shown in the page; all else is offered for download only, since it may hold a script.
SHOWABLE = {"image/png", "image/jpeg", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "video/mp4"}
HEARTBEAT = 15.0


class Page:
    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram

    async def html(self, _request: Request) -> Response:
        return FileResponse(HERE / "page.html", headers=HEADERS)

    async def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return Response(status_code=404)
        return FileResponse(HERE / name, media_type=ASSETS[name], headers=HEADERS)

    async def world(self, _request: Request) -> Response:
        return JSONResponse(world(self._telegram), headers=HEADERS)

    async def view(self, request: Request) -> Response:
        state, query = self._telegram.exchange.state, request.query_params
        try:
            person, chat = state.people[int(query["person"])], state.chats[int(query["chat"])]
            topic = int(query["topic"]) if query.get("topic") else None
        except (KeyError, ValueError):
            return JSONResponse({"error": "no such person or chat"}, 404)
        return JSONResponse(view(self._telegram, person, chat, topic), headers=HEADERS)

    async def file(self, request: Request) -> Response:
        file = self._telegram.exchange.state.files.get(request.path_params["id"])
        if file is None:
            return Response(status_code=404)
        shown = file.mime in SHOWABLE and "download" not in request.query_params
        name = file.name.encode("ascii", "replace").decode().replace('"', "'").replace("\\", "_")
        headers = HEADERS | {"Content-Disposition": "inline" if shown else f'attachment; filename="{name}"'}
        media_type = file.mime if file.mime in SHOWABLE else "application/octet-stream"
        return Response(file.data, media_type=media_type, headers=headers)

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(self._notices(), media_type="text/event-stream", headers=HEADERS)

    async def _notices(self) -> AsyncIterator[str]:
        exchange = self._telegram.exchange
        listener = exchange.listen()
        try:
            yield 'data: {"kind": "people"}\n\n'
            while not exchange.closing:
                try:
                    notice = await asyncio.wait_for(listener.get(), HEARTBEAT)
                    yield f"data: {json.dumps(notice)}\n\n"
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            exchange.unlisten(listener)


def routes(telegram: LocalTelegram) -> list[BaseRoute]:
    page = Page(telegram)
    return [
        Route("/", page.html),
        Route("/page/world", page.world),
        Route("/page/view", page.view),
        Route("/page/events", page.events),
        Route("/page/file/{id}", page.file),
        *Acts(telegram).routes(),
        Route("/page/{name}", page.asset),
    ]
