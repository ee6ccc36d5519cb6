"""Where mail of a bot that is killed goes: alarms to the council's duty officer, and letters."""

from typing import Any

from bot.outside.mail import LetterMail, Mail, MailServer, Security
from tests.outside.post import HOST

DUTY, SENDER = "duty@anyshire.example", "wardlight@anyshire.example"


def ways(port: int) -> dict[str, Any]:
    """The means (``Means``) of a council with a mail server on this machine."""
    server = MailServer(HOST, port, Security.NONE)
    return {"channels": [Mail(server, SENDER, DUTY)], "post": LetterMail(server, SENDER)}
