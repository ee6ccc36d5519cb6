"""Stand-ins over real HTTP: GOV.UK Notify as its documentation describes it, and a server that takes any JSON.

Real services were not contacted. Notify: https://docs.notifications.service.gov.uk/rest-api.html
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"duty-{SERVICE}-{SECRET}"
SMS, EMAIL = "8f1a7c0e-1111-4222-8333-444455556666", "8f1a7c0e-7777-4888-8999-aaaabbbbcccc"
CLOCK = "Error: Your system clock must be accurate to within 30 seconds"
_PLACEHOLDERS = {"level", "number", "what_to_do"}
Answer = tuple[int, Any]


@dataclass
class StandIn:
    """Takes what is posted. ``refusals`` are answered first, in order."""

    posted: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Answer] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str, token: str, body: dict[str, Any]) -> Answer:  # noqa: ARG002
        """Take it."""
        self.posted.append(body)
        return 200, {}


class Notify(StandIn):
    """The two calls that send. Problems come as Notify's ``errors``."""

    def answer(self, path: str, token: str, body: dict[str, Any]) -> Answer:
        if problem := self._unauthorised(token):
            return _error(403, "AuthError", problem)
        kind = {"/v2/notifications/sms": "sms", "/v2/notifications/email": "email"}.get(path)
        if kind is None:
            return 404, {"result": "error", "message": "The requested URL was not found on the server."}
        recipient, template = ("phone_number", SMS) if kind == "sms" else ("email_address", EMAIL)
        if not body.get(recipient):
            return _error(400, "ValidationError", f"{recipient} is a required property")
        if kind == "sms" and not re.fullmatch(r"\+?[\d ()-]{7,20}", body[recipient]):
            return _error(400, "ValidationError", "phone_number Must not contain letters or symbols")
        if body.get("template_id") != template:
            return _error(400, "BadRequestError", "Template not found")
        if missing := _PLACEHOLDERS - set(body.get("personalisation", {})):
            return _error(400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}")
        self.posted.append(body)
        id_ = str(uuid.uuid4())
        made = {"id": id_, "reference": body.get("reference"), "uri": f"{self.url}/v2/notifications/{id_}"}
        return 201, {**made, "template": {"id": template, "version": 1}, "scheduled_for": None}

    def _unauthorised(self, token: str) -> str:
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})
        except jwt.InvalidTokenError:
            return "Invalid token: signature, api token not found"
        if claims["iss"] != SERVICE:
            return "Invalid token: service not found"
        return "" if abs(time.time() - claims["iat"]) <= 30 else CLOCK


def _error(code: int, name: str, message: str) -> Answer:
    return code, {"status_code": code, "errors": [{"error": name, "message": message}]}


RATE_LIMIT = _error(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds")
SEND_LIMIT = _error(429, "TooManyRequestsError", "Exceeded send limits (250,000) for today")
ILL = _error(500, "Exception", "Internal server error")
TEAM_ONLY = _error(400, "BadRequestError", "Can't send to this recipient using a team-only API key")


@contextmanager
def serving(standin: StandIn) -> Iterator[StandIn]:
    """Serve it on this machine for as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            refused = standin.refusals.pop(0) if standin.refusals else None
            code, said = refused or standin.answer(self.path, token, body)
            text = json.dumps(said).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    standin.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield standin
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
