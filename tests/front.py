"""What stands before several replicas: each connection goes to the next one."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle

HOST = "127.0.0.1"


@asynccontextmanager
async def shared_out(ports: Sequence[int], port: int = 0) -> AsyncIterator[int]:
    """Listen for as long as the context lasts; the port, which is any free one unless it is given."""
    turns = cycle(ports)

    async def passes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(HOST, next(turns))
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))

    async with await asyncio.start_server(passes, HOST, port) as server:
        yield int(server.sockets[0].getsockname()[1])


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):  # whoever was there is dead
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
