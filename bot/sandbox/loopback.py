"""Who may ask: only this computer, by its own names, and no foreign web page."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send


def is_loopback(host: str) -> bool:
    """An address or name that cannot lead off this computer."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _host_of(authority: str) -> str:
    """A Host header without its port."""
    if authority.startswith("["):
        return authority.partition("]")[0] + "]"
    return authority.partition(":")[0]


def refusal(client: str | None, headers: Headers) -> str | None:
    """Why a request is turned away, or None.

    The Host header is checked because a foreign name may be made to point here (DNS rebinding); Origin and
    Sec-Fetch-Site because a foreign page in the same browser can post here.
    """
    if client is not None and not is_loopback(client):
        return "only this computer may ask"
    host = headers.get("host", "")
    if not is_loopback(_host_of(host)):
        return "the Host header names another computer"
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return "another page may not ask"
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return "another page may not ask"
    return None


class LoopbackOnly:
    """Turns away, before anything else is looked at, every request that `refusal` objects to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        client = scope.get("client")
        reason = refusal(client[0] if client else None, Headers(scope=scope))
        if reason is None:
            await self._app(scope, receive, send)
            return
        answer = {"ok": False, "error_code": 403, "description": f"Forbidden: {reason}"}
        await JSONResponse(answer, 403)(scope, receive, send)
