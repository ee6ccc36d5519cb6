"""Serving some routes on a port for as long as the bot runs."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

LEAVE = 1  # second in which requests under way are answered at the end


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute], host: str, port: int) -> AsyncIterator[int]:
    """Serve them for as long as the context lasts; the port, which is chosen where 0 is given.

    Raises:
        OSError: the host or the port cannot be used.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
        config = uvicorn.Config(
            Starlette(routes=routes),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=LEAVE,
        )
        server = uvicorn.Server(config)
        # Not ``serve``, which would take the process's signals from the bot.
        task = asyncio.create_task(server._serve([listening]))
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            await task
