"""The settings of the ways outside Telegram: checked at the start, and turned into one channel a recipient."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import phonenumbers

from bot.domain.hosts import is_loopback
from bot.domain.outside import Channel, Post

from .mail import LetterMail, Mail, MailServer
from .notify import Account, Notify
from .service import Service, opened

NOTIFY = "https://api.notifications.service.gov.uk"
_ADDRESS = re.compile(r"[^@\s<>,]+@[^@\s<>,]+\.[^@\s<>,]+")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"\S*{_UUID}-{_UUID}", re.IGNORECASE)
_TEMPLATE = re.compile(_UUID, re.IGNORECASE)

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ways:
    """Each part as the setting of its name has it, "" where it is not set."""

    emails: str = ""
    phones: str = ""
    smtp_url: str = field(default="", repr=False)
    smtp_from: str = ""
    notify_api_key: str = field(default="", repr=False)
    notify_api_url: str = NOTIFY
    notify_sms_template: str = ""
    notify_email_template: str = ""
    apprise_urls: str = field(default="", repr=False)

    def channels(self) -> tuple[Channel, ...]:
        """One channel a recipient: mail first, then text messages, then other services."""
        account = Account(self.notify_api_key, self.notify_api_url)
        made: list[Channel] = []
        for email in _listed(self.emails):
            if self.smtp_url:
                made.append(Mail(MailServer.of(self.smtp_url), self.smtp_from, email))
            else:
                made.append(Notify(account, "email", self.notify_email_template, email))
        made += [Notify(account, "sms", self.notify_sms_template, _number(phone)) for phone in _listed(self.phones)]
        return (*made, *(Service(url) for url in self.apprise_urls.split()))

    def post(self) -> Post | None:
        """Where letters are handed in, if the council has a mail server."""
        return LetterMail(MailServer.of(self.smtp_url), self.smtp_from) if self.smtp_url else None

    def mistakes(self) -> Found:
        """Everything that cannot be used, as (setting, what to do); no value is quoted, for some are secrets."""
        yield from self._of_recipients()
        yield from self._of_smtp()
        yield from self._of_notify()
        yield from self._of_apprise()

    def _of_recipients(self) -> Found:
        emails, phones = _listed(self.emails), _listed(self.phones)
        if not all(map(_ADDRESS.fullmatch, emails)):
            yield "OUTSIDE_EMAILS", "email addresses, separated by commas"
        if emails and not (self.smtp_url or self.notify_email_template):
            yield "OUTSIDE_EMAILS", "needs SMTP_URL, or NOTIFY_EMAIL_TEMPLATE"
        if not all(map(_number, phones)):
            yield "OUTSIDE_PHONES", "telephone numbers such as 07700 900123, separated by commas"
        if phones and not self.notify_sms_template:
            yield "OUTSIDE_PHONES", "needs NOTIFY_API_KEY and NOTIFY_SMS_TEMPLATE"

    def _of_smtp(self) -> Found:
        if not self.smtp_url:
            return
        try:
            MailServer.of(self.smtp_url)
        except ValueError:
            yield "SMTP_URL", "an address such as smtps://user:password@mail.council.example:465"
        if not _ADDRESS.fullmatch(self.smtp_from):
            yield "SMTP_FROM", "the email address that mail comes from"
        if not _listed(self.emails):
            yield "SMTP_URL", "needs OUTSIDE_EMAILS: to whom mail goes"
        if self.notify_email_template:
            yield "NOTIFY_EMAIL_TEMPLATE", "leave it out, or SMTP_URL: mail goes one way"

    def _of_notify(self) -> Found:
        templates = {
            "NOTIFY_SMS_TEMPLATE": (self.notify_sms_template, "OUTSIDE_PHONES", self.phones),
            "NOTIFY_EMAIL_TEMPLATE": (self.notify_email_template, "OUTSIDE_EMAILS", self.emails),
        }
        for name, (template, recipients, listed) in templates.items():
            if template and not _TEMPLATE.fullmatch(template):
                yield name, "is not a template's id: copy it from the template's page in Notify"
            if template and not _listed(listed):
                yield name, f"needs {recipients}: to whom it goes"
        used = any(template for template, *_ in templates.values())
        if used != bool(self.notify_api_key):
            yield "NOTIFY_API_KEY", "goes together with NOTIFY_SMS_TEMPLATE or NOTIFY_EMAIL_TEMPLATE"
        elif used and not _KEY.fullmatch(self.notify_api_key):
            yield "NOTIFY_API_KEY", "is not a key: copy all of it, with its name and its two ids"
        if self.notify_api_url != NOTIFY and not is_loopback(urlsplit(self.notify_api_url).hostname or ""):
            yield "NOTIFY_API_URL", f"leave it at {NOTIFY}: another is for trying it on this machine"

    def _of_apprise(self) -> Found:
        for place, url in enumerate(self.apprise_urls.split(), 1):
            try:
                usable = opened(url) is not None
            except ModuleNotFoundError:
                yield "APPRISE_URLS", "needs Apprise: pip install 'wardlight[apprise]'"
                return
            if not usable:
                yield "APPRISE_URLS", f"number {place} is not an address that Apprise knows"


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _number(text: str) -> str:
    """A telephone number with its country, "" where it is none."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
