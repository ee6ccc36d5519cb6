"""The HTTP server: routes put together and uvicorn run inside the loop that is there, on loopback only."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Generator

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from .api import BotApi
from .loopback import LoopbackOnly, is_loopback
from .wire import Wires


class _Quiet(uvicorn.Server):
    """uvicorn without its signal handlers: the loop belongs to somebody else."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def application(api: BotApi, page: list[BaseRoute]) -> LoopbackOnly:
    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", api.endpoint, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.download),
        *page,
    ]
    return LoopbackOnly(Starlette(routes=routes))


class Server:
    def __init__(self, app: LoopbackOnly, wires: Wires, host: str, port: int) -> None:
        if not is_loopback(host):
            raise ValueError(f"{host} is not an address of this computer alone; use 127.0.0.1")
        self.host = host
        self._wires = wires
        self._socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        config = uvicorn.Config(
            app,
            http=wires.protocol(),
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = _Quiet(config)
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    async def start(self) -> None:
        # A cut connection leaves its request without an answer, which uvicorn would report as an error.
        logging.getLogger("uvicorn.error").addFilter(_not_a_cut)
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started:
            if self._task.done():
                await self._task
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        self._server.should_exit = True
        self._wires.cut_all()
        if self._task is not None:
            await self._task
        self._socket.close()


def _not_a_cut(record: logging.LogRecord) -> bool:
    return "without completing response" not in record.getMessage()
