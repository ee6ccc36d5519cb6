"""Keyboards as a bot sends them: their shape, limits and refusals."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, field_validator, model_validator

from .shapes import Strict, explained, loaded

_URL = re.compile(r"(?:https?|tg|ton)://\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", re.I)


class CopyText(Strict):
    text: str = Field(min_length=1, max_length=256)


class WebApp(Strict):
    url: str = Field(pattern=r"^https://")


class InlineButton(Strict):
    text: str
    url: str | None = None
    callback_data: str | None = None
    copy_text: CopyText | None = None
    web_app: WebApp | None = None
    style: Literal["danger", "success", "primary"] | None = None
    icon_custom_emoji_id: str | None = None

    @model_validator(mode="after")
    def sound(self) -> InlineButton:
        if not self.text.strip():
            raise ValueError("can't parse inline keyboard button: inline keyboard button text must be non-empty")
        kinds = [k for k in ("url", "callback_data", "copy_text", "web_app") if getattr(self, k) is not None]
        if not kinds:
            raise ValueError("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
        if len(kinds) > 1:
            raise ValueError(f"can't parse inline keyboard button: of one kind only, not {' and '.join(kinds)}")
        if self.callback_data is not None and not 1 <= len(self.callback_data.encode()) <= 64:
            raise ValueError("BUTTON_DATA_INVALID")
        if self.url is not None and not _URL.fullmatch(self.url):
            raise ValueError(f"inline keyboard button URL '{self.url}' is invalid: Wrong HTTP URL")
        return self


class InlineKeyboard(Strict):
    inline_keyboard: list[list[InlineButton]]

    @field_validator("inline_keyboard")
    @classmethod
    def fits(cls, rows: list[list[InlineButton]]) -> list[list[InlineButton]]:
        if sum(map(len, rows)) > 100:
            raise ValueError("reply markup is too long: at most 100 buttons")
        if any(len(row) > 8 for row in rows):
            raise ValueError("a row of an inline keyboard shows at most 8 buttons")
        return [row for row in rows if row]


class PollKind(Strict):
    type: Literal["quiz", "regular"] | None = None


class ReplyButton(Strict):
    text: str
    request_contact: bool = False
    request_location: bool = False
    request_poll: PollKind | None = None
    web_app: WebApp | None = None
    style: Literal["danger", "success", "primary"] | None = None
    icon_custom_emoji_id: str | None = None

    @model_validator(mode="before")
    @classmethod
    def from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @field_validator("text")
    @classmethod
    def said(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("can't parse keyboard button: text must be non-empty")
        return text


class ReplyKeyboard(Strict):
    keyboard: list[list[ReplyButton]] = Field(min_length=1)
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: str | None = Field(default=None, min_length=1, max_length=64)
    selective: bool = False

    @field_validator("keyboard")
    @classmethod
    def fits(cls, rows: list[list[ReplyButton]]) -> list[list[ReplyButton]]:
        if sum(map(len, rows)) > 300:
            raise ValueError("reply markup is too long: at most 300 buttons")
        return [row for row in rows if row]


class NoKeyboard(Strict):
    remove_keyboard: Literal[True]
    selective: bool = False


class ForceReply(Strict):
    force_reply: Literal[True]
    input_field_placeholder: str | None = Field(default=None, min_length=1, max_length=64)
    selective: bool = False


Markup = InlineKeyboard | ReplyKeyboard | NoKeyboard | ForceReply
_KINDS: dict[str, type[Markup]] = {
    "inline_keyboard": InlineKeyboard,
    "keyboard": ReplyKeyboard,
    "remove_keyboard": NoKeyboard,
    "force_reply": ForceReply,
}


def _validated(kind: type[Markup], value: dict[str, Any]) -> Markup:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        raise ValueError(explained(error)) from error


def _keyboard(value: Any) -> Any:
    value = loaded(value)
    if value is None or isinstance(value, BaseModel):
        return value
    if not isinstance(value, dict):
        raise ValueError("object expected as reply markup")
    for key, kind in _KINDS.items():
        if key in value:
            return _validated(kind, value)
    if not value:
        return None
    raise ValueError(f"can't parse reply markup JSON object: no keyboard among {', '.join(sorted(value))}")


def _inline(value: Any) -> Any:
    found = _keyboard(value)
    if found is not None and not isinstance(found, InlineKeyboard):
        raise ValueError("inline keyboard expected")
    return found


ReplyMarkup = Annotated[Markup | None, BeforeValidator(_keyboard)]
InlineMarkup = Annotated[InlineKeyboard | None, BeforeValidator(_inline)]


def as_json(markup: BaseModel | None) -> dict[str, Any] | None:
    """As it is kept and sent back: without what was not given; an empty inline keyboard is none."""
    if markup is None or (isinstance(markup, InlineKeyboard) and not markup.inline_keyboard):
        return None
    return markup.model_dump(exclude_none=True, exclude_defaults=not isinstance(markup, NoKeyboard | ForceReply))
