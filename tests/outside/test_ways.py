"""The settings of the ways outside Telegram: all mistakes at once, no secret quoted, one channel a recipient."""

import pytest

from bot.outside import Ways

from .standin import EMAIL, KEY, SMS

MAIL = {
    "emails": "duty@anyshire.example, deputy@anyshire.example",
    "smtp_url": "smtps://wardlight:secret@mail.anyshire.example",
    "smtp_from": "wardlight@anyshire.example",
}
TEXTS = {"phones": "07700 900123,+44 7700 900124", "notify_api_key": KEY, "notify_sms_template": SMS}


def named(**settings: str) -> set[str]:
    return {name for name, _ in Ways(**settings).mistakes()}


def test_where_nothing_is_set_nothing_is_wrong_and_nobody_is_told() -> None:
    assert named() == set()
    assert Ways().channels() == ()


def test_each_recipient_has_a_channel_of_their_own() -> None:
    ways = Ways(**MAIL, **TEXTS, apprise_urls="json://127.0.0.1:9 json://127.0.0.1:10")
    assert list(ways.mistakes()) == []
    assert [channel.kind for channel in ways.channels()] == ["email"] * 2 + ["sms"] * 2 + ["service"] * 2


def test_mail_can_go_through_notify_instead() -> None:
    ways = Ways(emails="duty@anyshire.example", notify_api_key=KEY, notify_email_template=EMAIL)
    assert list(ways.mistakes()) == []
    assert [channel.kind for channel in ways.channels()] == ["email"]


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"emails": "duty"}, {"OUTSIDE_EMAILS"}),
        ({"emails": "duty@anyshire.example"}, {"OUTSIDE_EMAILS"}),
        ({**MAIL, "emails": ""}, {"SMTP_URL"}),
        ({**MAIL, "smtp_url": "mail.anyshire.example", "smtp_from": ""}, {"SMTP_URL", "SMTP_FROM"}),
        ({**MAIL, "notify_email_template": EMAIL, "notify_api_key": KEY}, {"NOTIFY_EMAIL_TEMPLATE"}),
        ({"phones": "07700 900123"}, {"OUTSIDE_PHONES"}),
        ({**TEXTS, "phones": "the duty phone"}, {"OUTSIDE_PHONES"}),
        ({**TEXTS, "phones": ""}, {"NOTIFY_SMS_TEMPLATE"}),
        ({**TEXTS, "notify_sms_template": "urgent"}, {"NOTIFY_SMS_TEMPLATE"}),
        ({**TEXTS, "notify_api_key": ""}, {"NOTIFY_API_KEY"}),
        ({**TEXTS, "notify_api_key": "secret"}, {"NOTIFY_API_KEY"}),
        ({"notify_api_key": KEY}, {"NOTIFY_API_KEY"}),
        ({"notify_api_url": "https://notify.example"}, {"NOTIFY_API_URL"}),
        ({"apprise_urls": "json://127.0.0.1:9 nothing://secret"}, {"APPRISE_URLS"}),
        ({"emails": "x", "phones": "y", "smtp_url": "z", "apprise_urls": "q"},
         {"OUTSIDE_EMAILS", "OUTSIDE_PHONES", "SMTP_URL", "SMTP_FROM", "APPRISE_URLS"}),
    ],
)  # fmt: skip
def test_all_mistakes_are_told_at_once_without_the_secrets(settings: dict[str, str], wrong: set[str]) -> None:
    found = list(Ways(**settings).mistakes())
    assert {name for name, _ in found} == wrong
    assert "secret" not in str(found)
    assert "secret" not in repr(Ways(**settings))
