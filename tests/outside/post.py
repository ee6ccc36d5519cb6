"""A stand-in for a mail server: it speaks enough of SMTP (RFC 5321, 3207, 4954), and fails on order."""

from __future__ import annotations

import asyncio
import base64
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"


@dataclass
class Received:
    """One message, and how it came."""

    message: EmailMessage
    to: str
    encrypted: bool
    user: str


@dataclass
class Post:
    """Takes mail while it is open. ``refusals``: what to answer to a verb instead, in order."""

    tls: ssl.SSLContext | None = None
    offers_starttls: bool = False
    account: tuple[str, str] | None = None
    refusals: dict[str, list[str]] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Post:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> None:
        implicit = None if self.offers_starttls else self.tls
        self._server = await asyncio.start_server(self._serve, HOST, self.port, ssl=implicit)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    @property
    def subjects(self) -> list[str]:
        return [one.message["Subject"] for one in self.received]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            await _Visit(self, reader, writer).serve()
        writer.close()
        with suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()


class _Visit:
    """One connection."""

    def __init__(self, post: Post, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.post, self.reader, self.writer = post, reader, writer
        self.to = self.user = ""

    async def serve(self) -> None:
        await self.say("220 post.example ready")
        while line := (await self.reader.readline()).decode().strip():
            verb = line.split()[0].upper()
            if refusals := self.post.refusals.get(verb):
                await self.say(refusals.pop(0))
            elif verb == "QUIT":
                await self.say("221 bye")
                return
            else:
                await self.answer(verb, line)

    async def say(self, *lines: str) -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self.writer.drain()

    @property
    def encrypted(self) -> bool:
        return self.writer.get_extra_info("ssl_object") is not None

    async def answer(self, verb: str, line: str) -> None:
        match verb:
            case "EHLO" | "HELO":
                offers = ["STARTTLS"] if self.post.offers_starttls and not self.encrypted else []
                offers += ["AUTH PLAIN"] if self.post.account else []
                await self.say(*(f"250-{offer}" for offer in ("post.example", *offers)), "250 SIZE 100000")
            case "STARTTLS":
                await self.say("220 go on")
                assert self.post.tls is not None
                await self.writer.start_tls(self.post.tls)
            case "AUTH":
                _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                right = (user, password) == self.post.account
                self.user = user if right else ""
                await self.say("235 welcome" if right else "535 5.7.8 wrong name or password")
            case "RCPT":
                self.to = line.partition("<")[2].partition(">")[0]
                await self.say("250 fine")
            case "DATA":
                await self.say("354 end with a dot")
                text = (await self.reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
                message = message_from_bytes(text, policy=policy.default)
                assert isinstance(message, EmailMessage)
                self.post.received.append(Received(message, self.to, self.encrypted, self.user))
                await self.say("250 taken")
            case _:
                await self.say("250 fine")


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server on this machine shows, and what a client believes that trusts it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption(), serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, plain[1], plain[0]))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem, secret)
    return server, ssl.create_default_context(cafile=str(pem))
