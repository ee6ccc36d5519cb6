"""``POST /telegram``: an update that Telegram brings. 200 means that it is committed, and nothing else does."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.errors import StorageError

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (its name)
#: Bytes. Telegram's own updates stay far below.
LONGEST = 1_000_000
#: Telegram counts updates in 32 bits; more than a database's key holds is none.
HIGHEST_ID = 2**63

TakeIn = Callable[[dict[str, Any]], Awaitable[None]]


def webhook_routes(take_in: TakeIn, secrets: Sequence[str]) -> list[Route]:
    """``take_in`` commits an update, and raises ``StorageError`` where it could not; any of ``secrets`` opens.

    Answers: 200 committed; 401 wrong secret; 400 no update; 413 too long; 503 not committed, bring it again.
    """

    async def telegram(request: Request) -> Response:
        if not _knows(request, secrets):
            return Response(status_code=401)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        try:
            await take_in(update)
        except StorageError:
            return Response(status_code=503)
        return Response()

    return [Route(PATH, telegram, methods=["POST"])]


def _knows(request: Request, secrets: Sequence[str]) -> bool:
    """Whether the caller knows a secret; how long the comparison takes tells nothing about any."""
    given = request.headers.get(SECRET_HEADER, "").encode()
    return sum(hmac.compare_digest(given, secret.encode()) for secret in secrets) > 0


async def _body(request: Request) -> bytes | None:
    """The body; None as soon as it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    """A JSON object with a number of its own, which can be kept; None else. Bad content is set aside when read."""
    try:
        update = json.loads(body)
        json.dumps(update)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if type(number) is int and 0 <= number < HIGHEST_ID else None
