"""What the bot says of itself: who it is, its commands by scope and language, descriptions, menu button."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from .access import chat_named, chat_to_read
from .errors import bad_request
from .exchange import Exchange
from .shapes import Call, ChatId, Loaded, Strict
from .state import Account, Chat, Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = Literal[
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
]


class Scope(Strict):
    type: _SCOPES = "default"
    chat_id: ChatId | None = None
    user_id: int | None = None


class Command(Strict):
    command: str
    description: str


class OfScope(Call):
    scope: Annotated[Scope, Loaded] = Scope()
    language_code: str = ""


class SetMyCommands(OfScope):
    commands: Annotated[list[Command], Loaded]


class SetMyDescription(Call):
    description: str = Field(default="", max_length=512)
    language_code: str = ""


class SetMyShortDescription(Call):
    short_description: str = Field(default="", max_length=120)
    language_code: str = ""


class OfLanguage(Call):
    language_code: str = ""


class WebAppInfo(Strict):
    url: str = Field(pattern="^https://")


class MenuButton(Strict):
    type: Literal["commands", "web_app", "default"]
    text: str | None = None
    web_app: WebAppInfo | None = None


class SetChatMenuButton(Call):
    chat_id: int | None = None
    menu_button: Annotated[MenuButton, Loaded] = MenuButton(type="default")


class GetChatMenuButton(Call):
    chat_id: int | None = None


class Nothing(Call):
    """A method without parameters."""


def get_me(exchange: Exchange, _call: Nothing) -> Json:
    return exchange.state.bot.api() | {
        "can_join_groups": True,
        "can_read_all_group_messages": exchange.state.profile.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _language(code: str) -> str:
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _key(exchange: Exchange, scope: Scope, language: str) -> str:
    parts: list[object] = [scope.type]
    if scope.type in ("chat", "chat_administrators", "chat_member"):
        if scope.chat_id is None:
            raise bad_request('can\'t parse BotCommandScope: field "chat_id" is required')
        chat = chat_to_read(exchange, scope.chat_id)
        if chat.type == "private" and scope.type != "chat":
            raise bad_request("can't use specified scope in private chats")
        parts.append(chat.id)
    if scope.type == "chat_member":
        parts.append(scope.user_id)
    return f"{' '.join(map(str, parts))}|{_language(language)}"


def set_my_commands(exchange: Exchange, call: SetMyCommands) -> bool:
    if len(call.commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for given in call.commands:
        if not _COMMAND.fullmatch(given.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(given.description.strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    key = _key(exchange, call.scope, call.language_code)
    names = [given.command.removeprefix("/") for given in call.commands]
    if len(set(names)) < len(names):
        raise bad_request("the same command is given twice")
    if not call.commands:
        exchange.state.profile.commands.pop(key, None)
    else:
        exchange.state.profile.commands[key] = [
            {"command": name, "description": given.description.strip()}
            for name, given in zip(names, call.commands, strict=True)
        ]
    exchange.ring({"kind": "commands"})
    return True


def get_my_commands(exchange: Exchange, call: OfScope) -> list[Json]:
    return exchange.state.profile.commands.get(_key(exchange, call.scope, call.language_code), [])


def delete_my_commands(exchange: Exchange, call: OfScope) -> bool:
    exchange.state.profile.commands.pop(_key(exchange, call.scope, call.language_code), None)
    exchange.ring({"kind": "commands"})
    return True


def commands_for(exchange: Exchange, person: Account, chat: Chat) -> list[Json]:
    """The commands in force for a person in a chat: the narrowest scope that has any, own language first."""
    if chat.type == "private":
        scopes = [f"chat {chat.id}", "all_private_chats", "default"]
    else:
        admin = chat.members.get(person.id) in ("creator", "administrator")
        scopes = [f"chat_member {chat.id} {person.id}"]
        scopes += [f"chat_administrators {chat.id}"] * admin + [f"chat {chat.id}"]
        scopes += ["all_chat_administrators"] * admin + ["all_group_chats", "default"]
    for scope in scopes:
        for language in (person.language_code or "", ""):
            if found := exchange.state.profile.commands.get(f"{scope}|{language[:2]}"):
                return found
    return []


def set_my_description(exchange: Exchange, call: SetMyDescription) -> bool:
    exchange.state.profile.descriptions[_language(call.language_code)] = call.description
    exchange.ring({"kind": "commands"})
    return True


def get_my_description(exchange: Exchange, call: OfLanguage) -> Json:
    return {"description": _said(exchange.state.profile.descriptions, call.language_code)}


def set_my_short_description(exchange: Exchange, call: SetMyShortDescription) -> bool:
    exchange.state.profile.short_descriptions[_language(call.language_code)] = call.short_description
    return True


def get_my_short_description(exchange: Exchange, call: OfLanguage) -> Json:
    return {"short_description": _said(exchange.state.profile.short_descriptions, call.language_code)}


def _said(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("", "")


def set_chat_menu_button(exchange: Exchange, call: SetChatMenuButton) -> bool:
    button = call.menu_button.model_dump(exclude_none=True)
    if button["type"] == "web_app" and not (button.get("text") and button.get("web_app")):
        raise bad_request("can't parse menu button: text and web_app are required")
    if call.chat_id is None:
        exchange.state.profile.menu_button = button
        return True
    chat = chat_named(exchange, call.chat_id)
    if chat.type != "private":
        raise bad_request("menu button can be set only in private chats")
    chat.menu_button = None if button["type"] == "default" else button
    return True


def get_chat_menu_button(exchange: Exchange, call: GetChatMenuButton) -> Json:
    chat = chat_named(exchange, call.chat_id) if call.chat_id is not None else None
    return (chat.menu_button if chat else None) or exchange.state.profile.menu_button
