"""The connections of the server, kept so that a fault can cut one as a broken line would."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class Wires:
    """Open connections by the client's address."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def add(self, transport: asyncio.Transport) -> None:
        if peer := transport.get_extra_info("peername"):
            self._open[peer[0], peer[1]] = transport

    def remove(self, transport: asyncio.Transport) -> None:
        self._open = {peer: known for peer, known in self._open.items() if known is not transport}

    def cut(self, host: str, port: int) -> None:
        """Reset the connection."""
        if transport := self._open.pop((host, port), None):
            transport.abort()

    def cut_all(self) -> None:
        for host, port in list(self._open):
            self.cut(host, port)

    def protocol(self) -> type[H11Protocol]:
        """uvicorn's protocol, keeping its connections here."""
        wires = self

        class Wire(H11Protocol):
            def connection_made(self, transport: Any) -> None:
                wires.add(transport)
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                wires.remove(self.transport)
                super().connection_lost(exc)

        return Wire
