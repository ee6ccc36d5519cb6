"""Any service that Apprise speaks: an extra that not every council needs."""

from typing import Any

from bot.domain.errors import TransportDownError
from bot.domain.outside import Notice


def opened(url: str) -> Any:
    """Apprise with one service; None where it knows none of that address.

    Raises:
        ModuleNotFoundError: Apprise is not installed.
    """
    import apprise  # noqa: PLC0415  (an extra, and slow to import)

    one = apprise.Apprise(asset=apprise.AppriseAsset(secure_logging=True))
    return one if one.add(url) else None


class Service:
    """Messages to one address of Apprise's. Apprise does not tell why one failed: each is tried again."""

    kind = "service"

    def __init__(self, url: str) -> None:
        self._url = url

    async def tell(self, notice: Notice) -> None:
        """Hand one message over. Raises ``TransportDownError``."""
        if not await opened(self._url).async_notify(title=notice.subject, body=notice.todo):
            raise TransportDownError("apprise")
