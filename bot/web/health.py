"""``/healthz`` on a port of this machine: that the bot runs, and how it understands."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Health:
    """``understanding`` is ``meanings``, or ``words`` where the encoder cannot be used, and then ``why``."""

    understanding: str
    why: str = ""


@asynccontextmanager
async def serving(health: Health, port: int) -> AsyncIterator[int]:
    """Serve it for as long as the context lasts; the port, which is chosen where 0 is given.

    Raises:
        OSError: the port cannot be used.
    """

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", **asdict(health)})

    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_HOST, port))
        listening.listen()
        site = Starlette(routes=[Route("/healthz", healthz)])
        server = uvicorn.Server(uvicorn.Config(site, log_config=None, access_log=False, lifespan="off"))
        # Not ``serve``, which would take the process's signals from the bot.
        task = asyncio.create_task(server._serve([listening]))
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            await task
