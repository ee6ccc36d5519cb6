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
from bot.domain.outside import Notice

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


class Mail:
    """Mail to one address. ``trusted`` says whose certificates are believed."""

    kind = "email"

    def __init__(self, server: MailServer, sender: str, to: str, trusted: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._sender = sender
        self._to = to
        self._trusted = trusted

    async def tell(self, notice: Notice) -> None:
        """Hand one message to the server. Raises a ``SendError``."""
        await asyncio.to_thread(self._send, self._message(notice))

    def _message(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, self._to, notice.subject
        message["Date"] = formatdate()
        # The same each time that it is tried again, so that a mailbox may know a repeat.
        name = hashlib.sha256(f"{notice.id} {self._to}".encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{name}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answers, please
        message["X-Priority"] = "1"
        message.set_content(notice.body)
        return message

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
