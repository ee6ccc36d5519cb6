"""What an answer tells of a message that was sent: only a clear refusal means that it did not arrive."""

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.domain.chat import Outgoing
from bot.domain.errors import AnswerLostError
from bot.telegram.transport import TelegramTransport


@pytest.mark.parametrize(
    ("code", "body"), [(200, b""), (200, b"<html>"), (502, b"<html>"), (504, b""), (500, b'{"ok": false}')]
)
async def test_an_answer_that_says_nothing_leaves_a_doubt(code: int, body: bytes) -> None:
    def request() -> HTTPXRequest:
        answers = httpx.MockTransport(lambda _: httpx.Response(code, content=body))
        return HTTPXRequest(httpx_kwargs={"transport": answers})

    bot = Bot("1:a", "http://telegram.invalid/bot", request=request(), get_updates_request=request())
    with pytest.raises(AnswerLostError):
        await TelegramTransport(bot).send(Outgoing(1, text="Hello"))
