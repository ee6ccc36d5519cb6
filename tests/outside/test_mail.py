"""Mail, against a server on this machine."""

from pathlib import Path

import pytest

from bot.domain.errors import RefusedError, TransportDownError
from bot.domain.outside import Email
from bot.outside.mail import LetterMail, Mail, MailServer, Security

from .notices import NOTICE
from .post import HOST, Post, certificate

FROM, TO = "wardlight@anyshire.example", "duty@anyshire.example"


def to(post: Post, security: Security = Security.NONE, **more: str) -> MailServer:
    return MailServer(HOST, post.port, security, **more)


async def test_a_message_says_that_a_case_waits() -> None:
    async with Post() as post:
        await Mail(to(post), FROM, TO).tell(NOTICE)
    (one,) = post.received
    assert one.to == one.message["To"] == TO
    assert one.message["From"] == FROM
    assert one.message["Subject"] == NOTICE.subject
    assert one.message["Auto-Submitted"] == "auto-generated"
    assert one.message.get_content().splitlines() == NOTICE.body.splitlines()


async def test_a_letter_is_no_alarm_and_is_answered_to_the_council() -> None:
    email = Email(
        "letter:1", TO, "Your case WL-0001", "Dear Edna Without,\n\nŵ – “we” look into it.", "safety@anyshire.example"
    )
    async with Post() as post:
        await LetterMail(to(post), FROM).send(email)
    (one,) = post.received
    assert one.to == one.message["To"] == TO
    assert (one.message["From"], one.message["Reply-To"]) == (FROM, "safety@anyshire.example")
    assert one.message["Subject"] == email.subject
    assert one.message.get_content().splitlines() == email.body.splitlines()
    assert (one.message["Auto-Submitted"], one.message["X-Priority"]) == (None, None)


async def test_what_is_tried_again_can_be_known_as_a_repeat() -> None:
    async with Post() as post:
        for _ in range(2):
            await Mail(to(post), FROM, TO).tell(NOTICE)
        await Mail(to(post), FROM, "other@anyshire.example").tell(NOTICE)
    first, again, other = (one.message["Message-ID"] for one in post.received)
    assert first == again != other


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_it_logs_in_over_an_encrypted_connection(security: Security, tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    account = ("wardlight", "p@ss word")
    async with Post(tls=shown, offers_starttls=security is Security.STARTTLS, account=account) as post:
        await Mail(to(post, security, user=account[0], password=account[1]), FROM, TO, trusted).tell(NOTICE)
    (one,) = post.received
    assert (one.encrypted, one.user) == (True, "wardlight")


async def test_nothing_is_sent_to_a_server_that_does_not_encrypt() -> None:
    async with Post() as post:
        with pytest.raises(RefusedError):
            await Mail(to(post, Security.STARTTLS), FROM, TO).tell(NOTICE)
    assert post.received == []


async def test_nothing_is_sent_to_a_server_that_nobody_vouches_for(tmp_path: Path) -> None:
    shown, _ = certificate(tmp_path)
    async with Post(tls=shown) as post:
        with pytest.raises(RefusedError):
            await Mail(to(post, Security.TLS), FROM, TO).tell(NOTICE)
    assert post.received == []


@pytest.mark.parametrize(
    ("verb", "reply", "error"),
    [
        ("MAIL", "451 try later", TransportDownError),
        ("RCPT", "450 mailbox busy", TransportDownError),
        ("RCPT", "550 no such mailbox", RefusedError),
        ("MAIL", "553 sender not allowed", RefusedError),
        ("DATA", "554 no", RefusedError),
    ],
)
async def test_what_may_be_better_later_is_told_from_what_will_not(verb: str, reply: str, error: type) -> None:
    async with Post(refusals={verb: [reply] * 2}) as post:
        with pytest.raises(error):
            await Mail(to(post), FROM, TO).tell(NOTICE)


async def test_a_wrong_password_is_not_tried_again() -> None:
    async with Post(account=("wardlight", "right")) as post:
        with pytest.raises(RefusedError) as caught:
            await Mail(to(post, user="wardlight", password="wrong"), FROM, TO).tell(NOTICE)
    assert str(caught.value) == "SMTP 535"


async def test_a_server_that_is_not_there_may_be_there_later() -> None:
    async with Post() as post:
        pass
    with pytest.raises(TransportDownError):
        await Mail(to(post), FROM, TO).tell(NOTICE)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://mail.example", MailServer("mail.example", 465, Security.TLS)),
        ("smtp://a:p%40ss@mail.example", MailServer("mail.example", 587, Security.STARTTLS, "a", "p@ss")),
        ("smtp://mail.example:25", MailServer("mail.example", 25, Security.STARTTLS)),
        ("smtp://localhost", MailServer("localhost", 25, Security.NONE)),
    ],
)
def test_an_address_says_how_the_connection_is_encrypted(url: str, server: MailServer) -> None:
    assert MailServer.of(url) == server


@pytest.mark.parametrize("url", ["mail.example", "https://mail.example", "smtp://", "smtp://mail.example:port"])
def test_what_is_no_address_of_a_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        MailServer.of(url)
