"""One HTTP POST to a server on this computer: all that leaves the local Telegram."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from .loopback import is_loopback
from .state import Json


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


async def post_json(url: str, body: Json, headers: dict[str, str]) -> Reply:
    """Post and read the answer; OSError when nobody listens, ValueError when the answer is no HTTP."""
    parts = urlsplit(url)
    if not parts.hostname or not is_loopback(parts.hostname):
        raise ValueError("only this computer is reached")
    data = json.dumps(body).encode()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"POST {path} HTTP/1.1", f"Host: {parts.netloc}", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(data)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    try:
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        await writer.drain()
        return await _read(reader)
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ")[1])
    found = dict(line.split(":", 1) for line in head[1:] if ":" in line)
    headers = {name.lower(): value.strip() for name, value in found.items()}
    if headers.get("transfer-encoding") == "chunked":
        return Reply(status, headers, await _chunks(reader))
    length = headers.get("content-length")
    return Reply(status, headers, await (reader.readexactly(int(length)) if length else reader.read()))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    out = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        out += await reader.readexactly(size)
        await reader.readline()
    return out
