"""Rehearsal tokens: shaped so that nobody can mistake one for a real bot's token."""

from __future__ import annotations

import re
import secrets

_REHEARSAL = re.compile(r"[1-9][0-9]{4,18}:REHEARSAL-[A-Za-z0-9_-]{20,}")


def rehearsal_token(bot_id: int = 4200000001) -> str:
    """A fresh token that only a local Telegram accepts."""
    return f"{bot_id}:REHEARSAL-{secrets.token_urlsafe(18)}"


def is_rehearsal(token: str) -> bool:
    return _REHEARSAL.fullmatch(token) is not None


def bot_id(token: str) -> int:
    return int(token.partition(":")[0])
