"""Who is let in: this computer, rehearsal tokens, and no foreign page."""

import httpx
import pytest
from starlette.datastructures import Headers
from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.sandbox import LocalTelegram, is_rehearsal, rehearsal_token
from bot.sandbox.loopback import refusal


def test_rehearsal_tokens_look_like_no_real_one() -> None:
    assert is_rehearsal(rehearsal_token())
    assert rehearsal_token() != rehearsal_token()
    for token in ("123456:AAF-real-looking_token_of_35_chars00", "1:REHEARSAL-short", "x:REHEARSAL-" + "a" * 24, ""):
        assert not is_rehearsal(token)


@pytest.mark.parametrize("token", ["123456:AAFreal", "999999:REHEARSAL-aaaaaaaaaaaaaaaaaaaaaaaa"])
async def test_any_other_token_is_refused(telegram: LocalTelegram, web: httpx.AsyncClient, token: str) -> None:
    assert (await web.get(f"/bot{token}/getMe")).status_code == 401
    assert (await web.get(f"/file/bot{token}/photos/file_1.jpg")).status_code == 401
    async with HTTPXRequest() as request:
        with pytest.raises(InvalidToken):
            await Bot(token, base_url=f"{telegram.url}/bot", request=request).get_me()


def test_a_real_looking_token_or_an_open_address_starts_nothing() -> None:
    with pytest.raises(ValueError, match="not a rehearsal token"):
        LocalTelegram("123456:AAF-real-looking_token_of_35_chars00")
    for host in ("0.0.0.0", "192.168.1.5", "::", "example.org"):  # noqa: S104
        with pytest.raises(ValueError, match="use 127"):
            LocalTelegram(host=host)


@pytest.mark.parametrize(
    ("client", "headers", "reason"),
    [
        ("127.0.0.1", {"host": "127.0.0.1:80"}, None),
        ("::1", {"host": "[::1]:80", "origin": "http://[::1]:80"}, None),
        ("127.0.0.1", {"host": "localhost:5", "origin": "http://localhost:5", "sec-fetch-site": "same-origin"}, None),
        ("192.168.1.9", {"host": "127.0.0.1"}, "only this computer may ask"),
        ("127.0.0.1", {"host": "evil.example:80"}, "the Host header names another computer"),
        ("127.0.0.1", {"host": "127.0.0.1.evil.example"}, "the Host header names another computer"),
        ("127.0.0.1", {}, "the Host header names another computer"),
        ("127.0.0.1", {"host": "127.0.0.1:80", "origin": "http://evil.example"}, "another page may not ask"),
        ("127.0.0.1", {"host": "127.0.0.1:80", "origin": "http://127.0.0.1:81"}, "another page may not ask"),
        ("127.0.0.1", {"host": "127.0.0.1:80", "origin": "null"}, "another page may not ask"),
        ("127.0.0.1", {"host": "127.0.0.1:80", "sec-fetch-site": "cross-site"}, "another page may not ask"),
    ],
)
def test_requests_turned_away(client: str, headers: dict[str, str], reason: str | None) -> None:
    assert refusal(client, Headers(headers)) == reason


async def test_a_forwarded_for_header_makes_nobody_local(telegram: LocalTelegram, web: httpx.AsyncClient) -> None:
    assert (await web.get("/page/world", headers={"X-Forwarded-For": "8.8.8.8"})).status_code == 200
    assert (await web.get("/page/world", headers={"Host": "evil.example"})).status_code == 403
    foreign = await web.post(
        "/page/block", json={"person": 1, "blocked": True}, headers={"Origin": "http://evil.example"}
    )
    assert foreign.status_code == 403
