"""Faults on order: a list of what should go wrong, with which call, how often."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from .errors import NOT_MODIFIED, OTHER_POLLER, TOO_OLD, WEBHOOK_ACTIVE, ApiError

Kind = Literal[
    "refuse",
    "fail_after",
    "hang_before",
    "hang_after",
    "drop_before",
    "drop_after",
    "duplicate",
    "reverse",
    "forget",
    "unheard",
]


@dataclass
class Fault:
    """What goes wrong, and with which calls.

    refuse: answered with `code` and `description`, nothing done. fail_after: the same, but the call took effect.
    hang_before, hang_after: no answer for `seconds`, then the connection is cut. drop_before, drop_after: cut at once.
    For getUpdates: duplicate (each update twice), reverse (last first), forget (the confirmation is lost).
    unheard: a webhook delivery arrives but its answer counts as `code` (a pseudo-method named "webhook").
    """

    kind: Kind = "refuse"
    method: str | None = None
    chat: int | None = None
    #: Strikes left; None is for ever.
    times: int | None = 1
    #: Matching calls to let pass first.
    skip: int = 0
    probability: float = 1.0
    code: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, int] = field(default_factory=dict)
    seconds: float = 60.0
    #: After the first strike, every matching call is refused until this long has passed.
    sticky: timedelta | None = None
    struck: int = 0
    until: datetime | None = None

    def fits(self, method: str, chat: int | None) -> bool:
        if self.method is None and method == "webhook":
            return False
        named = self.method is None or self.method.lower() == method.lower()
        return named and (self.chat is None or self.chat == chat)

    def error(self, now: datetime) -> ApiError:
        """The refusal; a sticky one counts its retry_after down."""
        parameters, description = dict(self.parameters), self.description
        if self.until is not None and "retry_after" in parameters:
            left = max(1, math.ceil((self.until - now).total_seconds()))
            parameters["retry_after"] = left
            description = f"Too Many Requests: retry after {left}"
        return ApiError(self.code, description, parameters)


class Faults:
    """The list. The first fault that fits a call strikes it."""

    def __init__(self, seed: int = 1) -> None:
        self._list: list[Fault] = []
        self._random = random.Random(seed)

    def add(self, *faults: Fault) -> Fault:
        """Order the faults; gives back the last one, so that a test can ask how often it struck."""
        self._list.extend(faults)
        return faults[-1]

    def clear(self) -> None:
        self._list.clear()

    def listed(self) -> list[Fault]:
        return list(self._list)

    def strike(self, method: str, chat: int | None, now: datetime, only: Iterable[str] = ()) -> Fault | None:
        wanted = set(only)
        for fault in list(self._list):
            if fault.fits(method, chat) and (not wanted or fault.kind in wanted) and self._due(fault, now):
                fault.struck += 1
                return fault
        return None

    def _due(self, fault: Fault, now: datetime) -> bool:
        if fault.until is not None:
            if now < fault.until:
                return True
            self._list.remove(fault)
            return False
        if fault.skip > 0:
            fault.skip -= 1
            return False
        if self._random.random() >= fault.probability:
            return False
        if fault.sticky is not None:
            fault.until = now + fault.sticky
        elif fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._list.remove(fault)
        return True


def too_many_requests(
    retry_after: int = 3,
    method: str | None = None,
    chat: int | None = None,
    times: int | None = 1,
    sticky: bool = False,
) -> Fault:
    """A 429; when sticky, all that fits is refused until retry_after seconds have passed on the clock."""
    return Fault(
        method=method,
        chat=chat,
        times=times,
        code=429,
        description=f"Too Many Requests: retry after {retry_after}",
        parameters={"retry_after": retry_after},
        sticky=timedelta(seconds=retry_after) if sticky else None,
    )


def server_error(code: int = 502, method: str | None = None, times: int | None = 1, after: bool = False) -> Fault:
    words = {
        500: "Internal Server Error",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
    }
    kind: Kind = "fail_after" if after else "refuse"
    return Fault(kind=kind, method=method, times=times, code=code, description=words.get(code, "Server Error"))


def hang(seconds: float, method: str | None = None, after: bool = False, times: int | None = 1) -> Fault:
    return Fault(kind="hang_after" if after else "hang_before", method=method, seconds=seconds, times=times)


def drop(method: str | None = None, after: bool = True, times: int | None = 1, chat: int | None = None) -> Fault:
    """Cut the connection; with `after`, when the call has taken effect."""
    return Fault(kind="drop_after" if after else "drop_before", method=method, times=times, chat=chat)


def refused(code: int, text: str, method: str | None = None, chat: int | None = None, times: int | None = 1) -> Fault:
    """A 400, 401, 403 or 409 with these very words."""
    return Fault(code=code, description=text, method=method, chat=chat, times=times)


#: Refusals in Telegram's own words: `refused(*WORDS["blocked"], method="sendMessage")`.
WORDS: dict[str, tuple[int, str]] = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "kicked": (403, "Forbidden: bot was kicked from the supergroup chat"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "not modified": (400, f"Bad Request: {NOT_MODIFIED}"),
    "edit not found": (400, "Bad Request: message to edit not found"),
    "delete not found": (400, "Bad Request: message to delete not found"),
    "query too old": (400, f"Bad Request: {TOO_OLD}"),
    "can't parse": (400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
    "thread not found": (400, "Bad Request: message thread not found"),
    "topic closed": (400, "Bad Request: TOPIC_CLOSED"),
    "file expired": (400, "Bad Request: wrong file_id or the file is temporarily unavailable"),
    "two pollers": (409, OTHER_POLLER),
    "webhook active": (409, WEBHOOK_ACTIVE),
    "unauthorized": (401, "Unauthorized"),
}


def duplicate_updates(times: int = 1) -> Fault:
    return Fault(kind="duplicate", method="getUpdates", times=times)


def reversed_batch(times: int = 1) -> Fault:
    return Fault(kind="reverse", method="getUpdates", times=times)


def forgotten_confirmation(times: int = 1) -> Fault:
    return Fault(kind="forget", method="getUpdates", times=times)


def unheard_webhook(code: int = 500, times: int = 1) -> Fault:
    """The delivery reaches the bot, but Telegram takes the answer for `code` and delivers again."""
    return Fault(kind="unheard", method="webhook", code=code, times=times)
