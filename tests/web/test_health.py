"""What whoever watches over the bot gets at /healthz, over real HTTP on this machine."""

import asyncio
import signal
import socket
from dataclasses import asdict

import httpx
import pytest
from starlette.routing import BaseRoute

from bot.storage import Database, Vault
from bot.web import Checks, Health, health_routes, serving

from .watched import NOW

HOST = "127.0.0.1"
ABSENT = Health("words", "onnxruntime is not installed")


def pages(health: Health) -> list[BaseRoute]:
    """With a database that is not there: whether the process lives does not hang on it."""
    database = Database("sqlite+aiosqlite:////not/there/at/all.db", Vault.from_text(Vault.new_key()))
    return [*health_routes(health, Checks(database, 231, lambda: None, lambda: NOW))]


async def got(port: int, path: str = "/healthz") -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen()
        except OSError:
            return False
        return True


async def test_it_tells_that_the_bot_runs_and_how_it_understands() -> None:
    async with serving(pages(Health("meanings")), HOST, 0) as port:
        answer = await got(port)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {"status": "ok", "understanding": "meanings", "why": ""}


async def test_it_tells_why_the_bot_understands_by_words_alone() -> None:
    async with serving(pages(ABSENT), HOST, 0) as port:
        answer = await got(port)
    assert answer.json() == {"status": "ok", "understanding": "words", "why": "onnxruntime is not installed"}


@pytest.mark.parametrize("path", ["/", "/health", "/healthz/more", "/docs"])
async def test_there_is_nothing_else(path: str) -> None:
    async with serving(pages(Health("meanings")), HOST, 0) as port:
        assert (await got(port, path)).status_code == 404
        assert (await got(port)).status_code == 200


async def test_nothing_can_be_sent_to_it() -> None:
    async with serving(pages(Health("meanings")), HOST, 0) as port, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"http://127.0.0.1:{port}/healthz", json=asdict(ABSENT))
        assert answer.status_code == 405
        assert (await got(port)).json()["understanding"] == "meanings"


async def test_many_may_ask_at_once() -> None:
    async with serving(pages(ABSENT), HOST, 0) as port:
        answers = await asyncio.gather(*(got(port) for _ in range(20)))
    assert [answer.json()["understanding"] for answer in answers] == ["words"] * 20


async def test_it_is_served_at_the_port_that_was_asked_for_and_to_this_machine_only() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        wanted = probe.getsockname()[1]
    async with serving(pages(ABSENT), HOST, wanted) as port:
        assert port == wanted
        assert (await got(wanted)).status_code == 200
        with pytest.raises(OSError, match=r"refused|timed out|unreachable|assign"):
            socket.create_connection(("127.0.0.2", wanted), timeout=1)


async def test_a_port_in_use_raises_and_is_left_to_whoever_uses_it() -> None:
    async with serving(pages(Health("meanings")), HOST, 0) as port:
        await got(port)
        with pytest.raises(OSError, match="in use"):
            async with serving(pages(ABSENT), HOST, port):
                pass
        assert (await got(port)).json()["understanding"] == "meanings"


async def test_of_two_at_one_port_the_second_is_refused_even_where_the_first_has_only_begun() -> None:
    async with serving(pages(Health("meanings")), HOST, 0) as port:
        with pytest.raises(OSError, match="in use"):
            await serving(pages(ABSENT), HOST, port).__aenter__()
        assert (await got(port)).json()["understanding"] == "meanings"
    assert is_free(port)


async def test_whoever_connects_at_once_is_answered() -> None:
    async with asyncio.timeout(10), serving(pages(ABSENT), HOST, 0) as port:
        # Before anything else can run: nobody but the kernel can have listened.
        early = socket.create_connection(("127.0.0.1", port), timeout=1)
        reader, writer = await asyncio.open_connection(sock=early)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"onnxruntime is not installed" in answer


async def test_the_port_is_free_again_afterwards() -> None:
    async with serving(pages(Health("meanings")), HOST, 0) as port:
        await got(port)
        assert not is_free(port)
    assert is_free(port)
    async with serving(pages(ABSENT), HOST, port) as again:
        assert (again, (await got(port)).json()["understanding"]) == (port, "words")


async def test_the_port_is_free_again_after_a_failure_and_after_no_time_at_all() -> None:
    ports = []

    async def failing() -> None:
        async with serving(pages(ABSENT), HOST, 0) as port:
            ports.append(port)
            raise ZeroDivisionError((await got(port)).status_code)

    with pytest.raises(ZeroDivisionError, match="200"):
        await failing()
    async with serving(pages(ABSENT), HOST, 0) as port:
        ports.append(port)
    assert [is_free(port) for port in ports] == [True, True]


async def test_a_caller_who_never_comes_to_the_point_does_not_hold_up_the_end() -> None:
    async with asyncio.timeout(10), serving(pages(ABSENT), HOST, 0) as port:
        await got(port)
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HT")
        await writer.drain()
        await got(port)
    assert is_free(port)
    writer.close()
    await writer.wait_closed()


async def test_the_signals_that_stop_the_bot_stay_the_bots() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    async with serving(pages(ABSENT), HOST, 0) as port:
        await got(port)
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
