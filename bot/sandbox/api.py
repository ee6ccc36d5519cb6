"""The Bot API: from an HTTP request to a method's answer, with the faults on order in between."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from . import files
from .errors import ApiError, bad_request, not_found, unauthorized
from .exchange import ApiCall, Exchange
from .faults import Fault
from .methods import BY_NAME, METHODS
from .shapes import Call, Upload, explained
from .state import Json
from .tokens import is_rehearsal
from .updates import GetUpdates, Poller
from .webhooks import DeleteWebhook, Deliveries, SetWebhook
from .wire import Wires

_CALL_FAULTS = ("refuse", "fail_after", "hang_before", "hang_after", "drop_before", "drop_after")


class Nothing(Call):
    """A method without parameters."""


class _CutError(Exception):
    """The connection is gone; there is nobody to answer."""


class _Silence(Response):
    """Sends nothing at all."""

    async def __call__(self, _scope: Scope, _receive: Receive, _send: Send) -> None:
        return


class BotApi:
    def __init__(self, exchange: Exchange, wires: Wires) -> None:
        self.exchange = exchange
        self.deliveries = Deliveries(exchange, self._called_by_webhook)
        self._wires = wires
        self._poller = Poller(exchange)
        self._waiting: dict[str, type[Call]] = {
            "getUpdates": GetUpdates,
            "setWebhook": SetWebhook,
            "deleteWebhook": DeleteWebhook,
            "getWebhookInfo": Nothing,
            "logOut": Nothing,
            "close": Nothing,
        }
        self._names = {name.lower(): name for name in (*self._waiting, *(method.name for method in METHODS))}

    async def endpoint(self, request: Request) -> Response:
        """/bot{token}/{method}"""
        entry = ApiCall(request.path_params["method"], {}, self.exchange.now())
        self.exchange.calls.append(entry)
        try:
            self._check_token(request.path_params["token"])
            entry.method = self._name(entry.method)
            given, uploads = await self._read(request)
            entry.params = given | {name: f"<{len(part.data)} bytes>" for name, part in uploads.items()}
            return await self._answer(request, entry, given, uploads)
        except ApiError as error:
            return self._told(entry, error.payload())
        except (_CutError, ClientDisconnect):
            return _Silence()

    async def download(self, request: Request) -> Response:
        """/file/bot{token}/{path}"""
        try:
            self._check_token(request.path_params["token"])
            file = files.fetched(self.exchange, request.path_params["path"])
        except ApiError as error:
            return JSONResponse(error.payload(), error.code)
        return Response(file.data, media_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        if not is_rehearsal(token) or token != self.exchange.state.token:
            raise unauthorized()

    def _name(self, given: str) -> str:
        name = self._names.get(given.lower())
        if name is None:
            raise not_found()
        return name

    @staticmethod
    async def _read(request: Request) -> tuple[Json, dict[str, Upload]]:
        """Parameters from the query, a form, a multipart form or JSON; files from a multipart form."""
        given: Json = dict(request.query_params)
        uploads: dict[str, Upload] = {}
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            try:
                body = await request.json()
            except ValueError as error:
                raise bad_request("can't parse JSON body") from error
            if not isinstance(body, dict):
                raise bad_request("object expected as JSON body")
            given |= {name: value for name, value in body.items() if value is not None}
        elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
            async with request.form(max_part_size=files.UPLOAD_LIMIT) as form:
                for name, value in form.multi_items():
                    if isinstance(value, UploadFile):
                        mime = value.content_type or ""
                        uploads[name] = Upload(value.filename or "", mime, await value.read())
                    else:
                        given[name] = value
        return given, uploads

    async def _answer(self, request: Request, entry: ApiCall, given: Json, uploads: dict[str, Upload]) -> Response:
        chat = str(given.get("chat_id", ""))
        number = int(chat) if chat.lstrip("-").isdigit() else None
        fault = self.exchange.faults.strike(entry.method, number, self.exchange.now(), _CALL_FAULTS)
        if fault is not None:
            self.exchange.ring()
            if fault.kind == "refuse":
                raise fault.error(self.exchange.now())
            await self._cut(request, fault, "before")
        result = await self.run(entry.method, given, uploads)
        if fault is not None:
            if fault.kind == "fail_after":
                raise fault.error(self.exchange.now())
            await self._cut(request, fault, "after")
        return self._told(entry, {"ok": True, "result": result})

    async def _cut(self, request: Request, fault: Fault, moment: str) -> None:
        """Hang for a while when the fault says so, then cut the connection."""
        if not fault.kind.endswith(moment):
            return
        if fault.kind.startswith("hang"):
            await self.exchange.until(lambda: None, fault.seconds)
        if request.client is not None:
            self._wires.cut(request.client.host, request.client.port)
        await asyncio.sleep(0)
        raise _CutError

    def _told(self, entry: ApiCall, payload: Json) -> Response:
        entry.answer = payload
        self.exchange.ring()
        headers = {}
        if "parameters" in payload and "retry_after" in payload["parameters"]:
            headers["Retry-After"] = str(payload["parameters"]["retry_after"])
        return JSONResponse(payload, payload.get("error_code", 200), headers)

    async def run(self, name: str, given: Json, uploads: dict[str, Upload] | None = None) -> object:
        """Make the call; raises ApiError."""
        method = BY_NAME.get(name.lower())
        shape = method.call if method else self._waiting[name]
        parts = uploads or {}
        whole = given | {part: upload for part, upload in parts.items() if part in shape.model_fields}
        try:
            call: Any = shape.model_validate(whole, context={"uploads": parts})
        except ValidationError as error:
            raise bad_request(explained(error, name)) from error
        self._check_used(given, parts, shape)
        result = method.answer(self.exchange, call) if method else self._run_waiting(name, call)
        return await result if inspect.isawaitable(result) else result

    @staticmethod
    def _check_used(given: Json, uploads: dict[str, Upload], shape: type[Call]) -> None:
        text = " ".join(str(value) for value in given.values())
        for part in uploads:
            if part not in shape.model_fields and f"attach://{part}" not in text:
                raise bad_request(f'file part "{part}" is not used by the request')

    def _run_waiting(self, name: str, call: Any) -> object:
        if name == "getUpdates":
            return self._poller.poll(call)
        if name == "setWebhook":
            self._poller.end()
            return self.deliveries.set(call)
        if name == "deleteWebhook":
            return self.deliveries.delete(call)
        return self.deliveries.info() if name == "getWebhookInfo" else True

    async def _called_by_webhook(self, method: str, given: Json) -> object:
        entry = ApiCall(method, given, self.exchange.now())
        self.exchange.calls.append(entry)
        try:
            entry.method = self._name(method)
            result = await self.run(entry.method, given)
        except ApiError as error:
            entry.answer = error.payload()
            return None
        entry.answer = {"ok": True, "result": result}
        return result
