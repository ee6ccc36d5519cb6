"""Bad calls, and what the server says to them."""

import json
from typing import Any

import httpx
import pytest

from bot.sandbox import LocalTelegram, Person

from .conftest import Call
from .pictures import png

CHAT = 700000001


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def message(**changed: Any) -> dict[str, Any]:
    return {"chat_id": CHAT, "text": "Hello", **changed}


def html(text: str) -> dict[str, Any]:
    return message(text=text, parse_mode="HTML")


TABLE: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": CHAT}, "message text is empty"),
    ("sendMessage", message(text="  \n "), "message text is empty"),
    ("sendMessage", message(text="x" * 4097), "message is too long"),
    ("sendMessage", message(text="😀" * 2049), "message is too long"),
    ("sendMessage", message(chat_id=5), "chat not found"),
    ("sendMessage", message(chat_id="@nobody"), "chat not found"),
    ("sendMessage", message(chat_id="what?"), "chat not found"),
    ("sendMessage", message(colour="red"), 'unknown parameter "colour" of sendMessage'),
    ("sendMessage", message(reply_to_message_id=4), 'unknown parameter "reply_to_message_id"'),
    ("sendMessage", message(parse_mode="RTF"), "unsupported parse_mode"),
    ("sendMessage", html("<b>x"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ("sendMessage", html("<p>x</p>"), 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ("sendMessage", html("é</b>"), "can't parse entities: Unexpected end tag at byte offset 2"),
    ("sendMessage", html("<b>x</i>"), 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("sendMessage", html('<span class="x">x</span>'), 'Tag "span" must have class "tg-spoiler"'),
    ("sendMessage", html("1 < 2"), 'Unsupported start tag "" at byte offset 2'),
    ("sendMessage", message(reply_markup="{"), "can't parse JSON"),
    ("sendMessage", message(reply_markup=[]), "object expected as reply markup"),
    ("sendMessage", message(reply_markup={"buttons": []}), "can't parse reply markup JSON object"),
    ("sendMessage", message(reply_markup=inline({"text": "x"})), "text buttons are unallowed"),
    ("sendMessage", message(reply_markup=inline({"text": " ", "callback_data": "x"})), "text must be non-empty"),
    ("sendMessage", message(reply_markup=inline({"text": "x", "callback_data": "é" * 33})), "BUTTON_DATA_INVALID"),
    ("sendMessage", message(reply_markup=inline({"text": "x", "callback_data": ""})), "BUTTON_DATA_INVALID"),
    ("sendMessage", message(reply_markup=inline({"text": "x", "url": "no link"})), "Wrong HTTP URL"),
    (
        "sendMessage",
        message(reply_markup=inline({"text": "x", "data": "y"})),
        'unknown parameter "inline_keyboard.0.0.data"',
    ),
    (
        "sendMessage",
        message(reply_markup=inline({"text": "x", "url": "a.org", "callback_data": "y"})),
        "of one kind only",
    ),
    ("sendMessage", message(reply_markup={"keyboard": [[""]]}), "text must be non-empty"),
    ("sendMessage", message(reply_parameters={"message_id": 999}), "message to be replied not found"),
    ("sendMessage", message(message_thread_id=3), "message thread not found"),
    ("sendMessage", message(entities=[{"type": "bold", "offset": 0}]), 'wrong parameter "entities.0.length"'),
    ("sendPhoto", {"chat_id": CHAT}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": CHAT, "photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": CHAT, "photo": "https://a.org/x.png"}, "this local Telegram fetches nothing"),
    ("sendPhoto", {"chat_id": CHAT, "photo": "attach://x"}, "can't find uploaded file"),
    ("sendDocument", {"chat_id": CHAT, "document": "x", "caption": "x" * 1025}, "message caption is too long"),
    ("sendMediaGroup", {"chat_id": CHAT, "media": []}, "must contain at least one item"),
    ("sendMediaGroup", {"chat_id": CHAT, "media": [{"type": "photo", "media": "x"}]}, "an album has 2 to 10 items"),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": [{"type": "photo", "media": "x"}] * 11},
        "an album has 2 to 10 items",
    ),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": [{"type": "photo", "media": "x"}, {"type": "document", "media": "x"}]},
        "grouped only with their own kind",
    ),
    ("sendPoll", {"chat_id": CHAT, "question": "?", "options": ["one"]}, "at least 2 option"),
    ("sendPoll", {"chat_id": CHAT, "question": "?", "options": ["x" * 101, "y"]}, "must not exceed 100"),
    ("sendPoll", {"chat_id": CHAT, "question": "?", "options": ["a", "b"], "type": "quiz"}, "wrong correct option ID"),
    ("sendChatAction", {"chat_id": CHAT, "action": "dancing"}, 'wrong parameter "action"'),
    ("editMessageText", message(message_id=999), "message to edit not found"),
    ("editMessageText", message(message_id=1), "message can't be edited"),
    ("editMessageText", message(message_id=2, reply_markup={"keyboard": [["x"]]}), "inline keyboard expected"),
    ("editMessageText", message(message_id=2, text="Asked"), "message is not modified"),
    ("editMessageCaption", {"chat_id": CHAT, "message_id": 2, "caption": "x"}, "there is no caption in the message"),
    ("editMessageReplyMarkup", {"chat_id": CHAT, "message_id": 2}, "message is not modified"),
    ("deleteMessage", {"chat_id": CHAT, "message_id": 999}, "message to delete not found"),
    ("deleteMessages", {"chat_id": CHAT, "message_ids": []}, 'wrong parameter "message_ids"'),
    ("copyMessage", {"chat_id": CHAT, "from_chat_id": CHAT, "message_id": 999}, "message to copy not found"),
    ("copyMessages", {"chat_id": CHAT, "from_chat_id": CHAT, "message_ids": [2, 1]}, "strictly increasing order"),
    ("forwardMessage", {"chat_id": CHAT, "from_chat_id": CHAT, "message_id": 999}, "message to forward not found"),
    ("pinChatMessage", {"chat_id": CHAT, "message_id": 999}, "message to pin not found"),
    ("unpinChatMessage", {"chat_id": CHAT}, "message to unpin not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout expired"),
    (
        "setMessageReaction",
        {"chat_id": CHAT, "message_id": 2, "reaction": [{"type": "emoji", "emoji": "x"}]},
        "REACTION_INVALID",
    ),
    ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    ("getChatMember", {"chat_id": CHAT, "user_id": 3}, "user not found"),
    ("setMyCommands", {"commands": [{"command": "Start!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, 'field "chat_id" is required'),
    ("setMyCommands", {"commands": [], "language_code": "welsh"}, "invalid language code"),
    ("setMyDescription", {"description": "x" * 513}, 'wrong parameter "description"'),
    ("setMyShortDescription", {"short_description": "x" * 121}, 'wrong parameter "short_description"'),
    ("createForumTopic", {"chat_id": CHAT, "name": "x"}, "the chat is not a forum"),
    ("leaveChat", {"chat_id": CHAT}, "available only for groups"),
    ("setWebhook", {"url": "https://example.org/hook"}, "addresses on this computer only"),
    ("setWebhook", {"url": "http://127.0.0.1:9/x", "secret_token": "a b"}, "unallowed characters"),
    ("getUpdates", {"limit": 0}, 'wrong parameter "limit"'),
    ("getUpdates", {"allowed_updates": ["mesage"]}, 'unknown update type "mesage"'),
]


@pytest.fixture
async def asked(telegram: LocalTelegram, ann: Person, call: Call) -> None:
    assert ann.id == CHAT
    assert (await call("sendMessage", chat_id=CHAT, text="Asked"))["result"]["message_id"] == 2


@pytest.mark.usefixtures("asked")
async def test_bad_calls_are_refused_in_telegrams_words(call: Call) -> None:
    said = {}
    for method, params, words in TABLE:
        answer = await call(method, **params)
        if answer["ok"] or words not in answer["description"]:
            said[f"{method} {json.dumps(params)[:80]}"] = answer
        else:
            assert answer["error_code"] == 400
    assert said == {}


@pytest.mark.usefixtures("asked")
async def test_forms_queries_and_json_are_all_read(telegram: LocalTelegram, web: httpx.AsyncClient) -> None:
    path = f"/bot{telegram.token}/sendMessage"
    given = {
        "chat_id": str(CHAT),
        "text": "Hi",
        "reply_markup": json.dumps(inline({"text": "x", "callback_data": "y"})),
    }
    answers = [
        await web.get(path, params=given),
        await web.post(path, data=given),
        await web.post(path, files={name: (None, value) for name, value in given.items()}),
        await web.post(path.replace("sendMessage", "SENDmessage"), json=given),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["Hi"] * 4


@pytest.mark.usefixtures("asked")
async def test_files_are_checked(telegram: LocalTelegram, web: httpx.AsyncClient) -> None:
    async def refusal(method: str, fields: dict[str, Any], **files: bytes) -> str:
        answer = await web.post(f"/bot{telegram.token}/{method}", data={"chat_id": CHAT, **fields}, files=files)
        return str(answer.json()["description"])

    assert "IMAGE_PROCESS_FAILED" in await refusal("sendPhoto", {}, photo=b"no picture")
    assert "PHOTO_INVALID_DIMENSIONS" in await refusal("sendPhoto", {}, photo=png(500, 10))
    assert "must be non-empty" in await refusal("sendDocument", {}, document=b"")
    assert 'file part "other" is not used' in await refusal("sendDocument", {}, document=b"x", other=b"y")


async def test_unknown_methods_are_not_found(call: Call) -> None:
    answer = await call("sendMesage", chat_id=CHAT)
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_texts_are_measured_after_parsing(call: Call, ann: Person) -> None:
    long = "<b>" + "x" * 4096 + "</b>"
    assert (await call("sendMessage", chat_id=ann.id, text=long, parse_mode="HTML"))["ok"]
    assert (await call("sendMessage", chat_id=ann.id, text="😀" * 2048))["ok"]


async def test_the_bot_may_not_write_first_nor_to_the_blocked(telegram: LocalTelegram, call: Call) -> None:
    bob = telegram.person("Bob Sample")
    say = lambda: call("sendMessage", chat_id=bob.id, text="Hello")  # noqa: E731
    assert (await say())["description"] == "Forbidden: bot can't initiate conversation with a user"
    await bob.starts()
    assert (await say())["ok"]
    await bob.blocks()
    assert (await say())["description"] == "Forbidden: bot was blocked by the user"
    await bob.unblocks()
    telegram.deactivate(bob)
    assert (await say())["error_code"] == 403
