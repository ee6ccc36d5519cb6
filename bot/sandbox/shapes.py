"""How the parameters of a call are read: strictly, with refusals that say which one is wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo

#: What Telegram says when a parameter is missing.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "question": "poll question must be non-empty",
    "file_id": "invalid file_id: file_id is empty",
    "action": "wrong parameter action in request",
}


class Strict(BaseModel):
    """A JSON object in which unknown fields are a mistake."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Call(Strict):
    """The parameters of one method."""


@dataclass(frozen=True)
class Upload:
    """A file part of the request."""

    name: str
    mime: str
    data: bytes


def loaded(value: Any) -> Any:
    """Containers arrive in form fields as JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise ValueError(f"can't parse JSON: {error}") from error


def _chat(value: Any) -> Any:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,18}|@[A-Za-z][A-Za-z0-9_]{3,31}", text):
        raise ValueError("chat not found" if text else "chat_id is empty")
    return text if text.startswith("@") else int(text)


def _file(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, Upload):
        return value
    if not isinstance(value, str) or not value:
        raise ValueError("invalid file: a file part, attach://name or a file_id is expected")
    if value.startswith("attach://"):
        uploads: dict[str, Upload] = (info.context or {}).get("uploads", {})
        part = uploads.get(value.removeprefix("attach://"))
        if part is None:
            raise ValueError(f"can't find uploaded file for {value}")
        return part
    if re.match(r"https?://", value):
        raise ValueError("this local Telegram fetches nothing: upload the file or give a file_id")
    return value


ChatId = Annotated[int | str, BeforeValidator(_chat)]
InputFile = Annotated[Upload | str, BeforeValidator(_file)]
Loaded = BeforeValidator(loaded)


class Entity(Strict):
    """MessageEntity as a bot may send it."""

    type: str
    offset: int = Field(ge=0)
    length: int = Field(ge=1)
    url: str | None = None
    user: dict[str, Any] | None = None
    language: str | None = None
    custom_emoji_id: str | None = None


class LinkPreview(Strict):
    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class ReplyParameters(Strict):
    message_id: int
    chat_id: ChatId | None = None
    allow_sending_without_reply: bool = False
    quote: str | None = None
    quote_parse_mode: str | None = None
    quote_entities: list[Entity] | None = None
    quote_position: int | None = None


Entities = Annotated[list[Entity] | None, Loaded]


def plain(entities: list[Entity] | None) -> list[dict[str, Any]] | None:
    return None if entities is None else [entity.model_dump(exclude_none=True) for entity in entities]


def explained(error: ValidationError, method: str = "") -> str:
    """The first thing wrong, as the description of a refusal has it."""
    first = error.errors(include_url=False)[0]
    path = ".".join(str(part) for part in first["loc"])
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        where = f" of {method}" if method and len(first["loc"]) == 1 else ""
        return f'unknown parameter "{path}"{where} (Telegram ignores it; this local Telegram does not)'
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return _MISSING.get(name, f'parameter "{name}" is required')
    if first["type"] in ("value_error", "assertion_error"):
        return str(first["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return f'wrong parameter "{path}": {first["msg"]}'
