"""Text messages and mail through Notify's own client, against a stand-in that follows its documentation."""

import re
from collections.abc import Iterator

import pytest

from bot.content import Knowledge
from bot.domain.errors import RefusedError, TransportDownError
from bot.domain.outside import Reason
from bot.outside.notify import Account
from bot.outside.notify import Notify as Channel

from . import standin
from .notices import NOTICE
from .standin import EMAIL, ILL, KEY, RATE_LIMIT, SEND_LIMIT, SMS, TEAM_ONLY, Notify, serving

PHONE = "+447700900123"
#: The template for text messages that docs/operations.md advises.
ADVISED = "((level)) ((number)): ((what_to_do))"
GSM_7 = re.compile(r"[A-Za-z0-9 @£$¥èéùìòÇØøÅå_ÆæßÉ!\"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n]*")


@pytest.fixture
def notify() -> Iterator[Notify]:
    with serving(Notify()) as served:
        assert isinstance(served, Notify)
        yield served


def sms(notify: Notify, key: str = KEY, to: str = PHONE) -> Channel:
    return Channel(Account(key, notify.url), "sms", SMS, to)


async def test_a_text_message_says_level_number_and_what_to_do(notify: Notify) -> None:
    await sms(notify).tell(NOTICE)
    values = {"level": "EMERGENCY", "number": "WL-0007", "what_to_do": "Nobody has taken it."}
    expected = {"phone_number": PHONE, "template_id": SMS, "personalisation": values, "reference": NOTICE.id}
    assert notify.posted == [expected]


async def test_mail_goes_by_its_own_template(notify: Notify) -> None:
    await Channel(Account(KEY, notify.url), "email", EMAIL, "duty@anyshire.example").tell(NOTICE)
    assert notify.posted[0]["email_address"] == "duty@anyshire.example"


@pytest.mark.parametrize("trouble", [RATE_LIMIT, SEND_LIMIT, ILL, (503, {}), (502, "no JSON that Notify knows")])
async def test_limits_and_illness_may_be_over_later(notify: Notify, trouble: standin.Answer) -> None:
    notify.refusals.append(trouble)
    with pytest.raises(TransportDownError):
        await sms(notify).tell(NOTICE)
    await sms(notify).tell(NOTICE)
    assert len(notify.posted) == 1


async def test_a_wrong_key_and_a_recipient_who_is_not_allowed_are_final(notify: Notify) -> None:
    with pytest.raises(RefusedError, match="Notify 403"):
        await sms(notify, key=f"{KEY[:-1]}1").tell(NOTICE)
    notify.refusals.append(TEAM_ONLY)
    with pytest.raises(RefusedError, match="Notify 400"):
        await sms(notify).tell(NOTICE)
    with pytest.raises(RefusedError, match="Notify 400"):
        await sms(notify, to="nobody").tell(NOTICE)
    assert notify.posted == []


async def test_no_answer_may_come_later() -> None:
    with serving(Notify()) as gone:
        pass
    with pytest.raises(TransportDownError):
        await Channel(Account(KEY, gone.url), "sms", SMS, PHONE).tell(NOTICE)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("level", ["none", "concern", "urgent", "emergency", "drill"])
def test_the_template_that_the_docs_advise_makes_one_text_message(
    knowledge: Knowledge, reason: Reason, level: str
) -> None:
    words = knowledge.words
    text = ADVISED.replace("((level))", words.plain(f"outside.level.{level}")).replace("((number))", "DRILL-123456")
    text = text.replace("((what_to_do))", words.plain(f"outside.todo.{reason}"))
    assert len(text) <= 160
    assert GSM_7.fullmatch(text)
