"""Mail by SMTP (RFC 5321): the standard library's client, in a thread."""

import asyncio
import hashlib
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from bot.domain.errors import RefusedError, SendError, TransportDownError
from bot.domain.hosts import is_loopback
from bot.domain.outside import Email, Notice

TIMEOUT = 10.0  # seconds for each answer of the server


class Security(StrEnum):
    """How the connection is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> "MailServer":
        """Read ``smtps://user:password@host:465``. Raises ``ValueError`` where it is not that."""
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("not an address of a mail server")
        security = Security.TLS if parts.scheme == "smtps" else Security.STARTTLS
        if security is Security.STARTTLS and is_loopback(parts.hostname):
            security = Security.NONE
        secrets = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, parts.port or _PORTS[security], security, *secrets)


class Counter:
    """Where mail is handed in. ``trusted`` says whose certificates are believed."""

    def __init__(self, server: MailServer, sender: str, trusted: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._sender = sender
        self._trusted = trusted

    def addressed(self, id: str, to: str, subject: str, body: str) -> EmailMessage:
        """A message with what every message has; ``id`` makes a repeat one that a mailbox may know."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message["Date"] = formatdate()
        name = hashlib.sha256(f"{id} {to}".encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{name}@{self._sender.rpartition('@')[2]}>"
        message.set_content(body)
        return message

    async def hand_in(self, message: EmailMessage) -> None:
        """Hand one message to the server. Raises a ``SendError``."""
        await asyncio.to_thread(self._send, message)

    def _send(self, message: EmailMessage) -> None:
        try:
            with self._opened() as smtp:
                if self._server.security is Security.STARTTLS:
                    smtp.starttls(context=self._trust())
                if self._server.user:
                    smtp.login(self._server.user, self._server.password)
                smtp.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise _kind(error) from None  # the error quotes what the server said

    def _opened(self) -> smtplib.SMTP:
        place = self._server.host, self._server.port
        if self._server.security is Security.TLS:
            return smtplib.SMTP_SSL(*place, timeout=TIMEOUT, context=self._trust())
        return smtplib.SMTP(*place, timeout=TIMEOUT)

    def _trust(self) -> ssl.SSLContext:
        return self._trusted or ssl.create_default_context()


class Mail:
    """Alarms to one address."""

    kind = "email"

    def __init__(self, server: MailServer, sender: str, to: str, trusted: ssl.SSLContext | None = None) -> None:
        self._counter = Counter(server, sender, trusted)
        self._to = to

    async def tell(self, notice: Notice) -> None:
        """Hand one message to the server. Raises a ``SendError``."""
        message = self._counter.addressed(notice.id, self._to, notice.subject, notice.body)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answers, please
        message["X-Priority"] = "1"
        await self._counter.hand_in(message)


class LetterMail:
    """Letters to whomever an officer writes to; an answer goes to the council's office, not to the bot."""

    def __init__(self, server: MailServer, sender: str, trusted: ssl.SSLContext | None = None) -> None:
        self._counter = Counter(server, sender, trusted)

    async def send(self, email: Email) -> None:
        """Hand a letter to the server. Raises a ``SendError``."""
        message = self._counter.addressed(email.id, email.to, email.subject, email.body)
        message["Reply-To"] = email.reply_to
        await self._counter.hand_in(message)


def _kind(error: Exception) -> SendError:
    """A reply of 4xx may be better later, one of 5xx will not (RFC 5321, 4.2.1); nor will a server without TLS."""
    codes: list[int] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    final = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)
    if final or any(code >= 500 for code in codes):
        return RefusedError(f"SMTP {codes[0]}" if codes else type(error).__name__)
    return TransportDownError(type(error).__name__)
