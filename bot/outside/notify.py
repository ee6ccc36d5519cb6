"""GOV.UK Notify: text messages and mail through its own client, in a thread."""

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.errors import RefusedError, TransportDownError
from bot.domain.outside import Notice

TIMEOUT = 10  # seconds
#: A rate limit is over in a minute; a send limit at midnight, by when other alarms have followed.
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Account:
    """Which service of Notify's sends, and where Notify is."""

    key: str = field(repr=False)
    url: str


class Notify:
    """Messages to one number or address, by a template with ``level``, ``number`` and ``what_to_do`` in it."""

    def __init__(self, account: Account, kind: Literal["sms", "email"], template: str, to: str) -> None:
        self._account = account
        self.kind = kind
        self._template = template
        self._to = to

    async def tell(self, notice: Notice) -> None:
        """Hand one message over. Raises a ``SendError``."""
        await asyncio.to_thread(self._send, notice)

    def _send(self, notice: Notice) -> None:
        # Slow to import, and not for every council.
        from notifications_python_client.errors import APIError  # noqa: PLC0415
        from notifications_python_client.notifications import NotificationsAPIClient  # noqa: PLC0415

        client = NotificationsAPIClient(self._account.key, self._account.url, TIMEOUT)
        send = client.send_sms_notification if self.kind == "sms" else client.send_email_notification
        values = {"level": notice.level, "number": notice.number, "what_to_do": notice.todo}
        try:
            with client.request_session:
                send(self._to, self._template, values, notice.id)
        except APIError as error:
            # No answer at all counts as 503. What Notify says may quote the number.
            if error.status_code == _TOO_MANY or error.status_code >= 500:
                raise TransportDownError(f"Notify {error.status_code}") from None
            raise RefusedError(f"Notify {error.status_code}") from None
