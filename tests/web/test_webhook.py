"""What Telegram's webhook gets for what it brings, over real HTTP on this machine."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.domain.errors import StorageDownError
from bot.web import serving, webhook_routes

from .watched import HOST

SECRET = "a-secret-that-nobody-can-guess-at-all"
OLDER = "another-secret-made-from-the-older-key"
UPDATE = {"update_id": 7, "message": {"text": "Café ☕"}}


@dataclass
class Committed:
    """Where updates go. ``down``: they cannot be kept."""

    port: int = 0
    updates: list[dict[str, Any]] = field(default_factory=list)
    down: bool = False

    async def take_in(self, update: dict[str, Any]) -> None:
        if self.down:
            raise StorageDownError
        self.updates.append(update)

    async def brings(self, body: bytes, secret: str | None = SECRET, method: str = "POST") -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret.encode()} if secret is not None else {}
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.request(method, f"http://{HOST}:{self.port}/telegram", content=body, headers=headers)
        assert answer.content == b"" or answer.status_code == 405
        return answer.status_code


@pytest.fixture
async def committed() -> AsyncIterator[Committed]:
    committed = Committed()
    async with serving(webhook_routes(committed.take_in, [SECRET, OLDER]), HOST, 0) as committed.port:
        yield committed


async def test_200_means_that_it_is_committed(committed: Committed) -> None:
    assert await committed.brings(json.dumps(UPDATE).encode()) == 200
    assert committed.updates == [UPDATE]


async def test_what_could_not_be_committed_must_come_again(committed: Committed) -> None:
    committed.down = True
    assert await committed.brings(json.dumps(UPDATE).encode()) == 503
    committed.down = False
    assert await committed.brings(json.dumps(UPDATE).encode()) == 200
    assert committed.updates == [UPDATE]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", SECRET.upper(), "é"])
async def test_nothing_is_taken_from_whoever_does_not_know_the_secret(committed: Committed, secret: str | None) -> None:
    assert await committed.brings(json.dumps(UPDATE).encode(), secret) == 401
    assert committed.updates == []


async def test_the_secret_of_an_older_key_still_opens(committed: Committed) -> None:
    assert await committed.brings(json.dumps(UPDATE).encode(), OLDER) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 1, "text": "\xff"}',
        b'{"update_id": 1, "deep": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    ],
)
async def test_what_is_no_update_is_refused(committed: Committed, body: bytes) -> None:
    assert await committed.brings(body) == 400
    assert committed.updates == []


async def test_half_a_character_is_no_reason_to_be_brought_the_same_again(committed: Committed) -> None:
    assert await committed.brings(b'{"update_id": 1, "message": {"text": "\\ud800"}}') == 200


async def test_what_is_too_long_is_refused_before_it_is_read_to_the_end(committed: Committed) -> None:
    assert await committed.brings(b'{"update_id": 1, "text": "' + b"x" * 1_000_000 + b'"}') == 413
    assert await committed.brings(b'{"update_id": 1, "text": "' + b"x" * 900_000 + b'"}') == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_nothing_else_can_be_done_there(committed: Committed, method: str) -> None:
    assert await committed.brings(b"", method=method) == 405


async def test_many_are_taken_at_once(committed: Committed) -> None:
    bodies = [json.dumps({"update_id": number}).encode() for number in range(30)]
    assert await asyncio.gather(*map(committed.brings, bodies)) == [200] * 30
    assert sorted(update["update_id"] for update in committed.updates) == list(range(30))


async def test_a_caller_who_goes_away_in_the_middle_is_no_trouble(committed: Committed) -> None:
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\r\n"
    )
    with socket.create_connection((HOST, committed.port)) as caller:
        caller.sendall(head.encode() + b'{"update_id": 1')
    assert await committed.brings(json.dumps(UPDATE).encode()) == 200
    assert committed.updates == [UPDATE]
