"""The HTTP server: routes put together and uvicorn run inside the loop that is there, on loopback only."""

from __future__ import annotations

import asyncio
import socket
from functools import partial

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route
from uvicorn.server import ServerState

from .api import BotApi
from .loopback import LoopbackOnly, is_loopback
from .wire import Wires


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
        self.port = port
        self._config = uvicorn.Config(
            app,
            http=wires.protocol(),
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            date_header=False,
            server_header=False,
            # Longer than any client keeps an idle connection, or both would close it at once.
            timeout_keep_alive=300,
        )
        self._state = ServerState()
        self._listening: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Known once the server listens, or before that when it was given a port."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    async def start(self) -> None:
        """Listen, without `uvicorn.Server`: it takes the process's signals, and 0.2 s to stop."""
        self._config.load()
        protocol = self._config.http_protocol_class
        make = partial(protocol, config=self._config, server_state=self._state, app_state={})  # type: ignore[call-arg]
        self._listening = await asyncio.get_running_loop().create_server(make, sock=self._bound())
        self.port = int(self._listening.sockets[0].getsockname()[1])

    def _bound(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        # With the protocol named, asyncio turns Nagle's delay off: 40 ms a call otherwise.
        made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((self.host, self.port))
        return made

    async def stop(self) -> None:
        if self._listening is not None:
            self._listening.close()
        self._wires.cut_all()
        if self._state.tasks:
            _, slow = await asyncio.wait(self._state.tasks, timeout=1)
            for task in slow:
                task.cancel()
