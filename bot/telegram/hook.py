"""The webhook at Telegram: put up by one replica for all, taken down by a bot that polls."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from telegram import Bot

from bot.storage import Database

from .translate import ALLOWED_UPDATES

#: Time for one replica to put it up before another tries.
TURN = timedelta(seconds=55)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, and the secret that it shows there."""

    url: str
    secret: str

    @property
    def turn(self) -> str:
        """The name of the turn to put it up: replicas with other settings take turns of their own."""
        return f"hook:{sha256(f'{self.url} {self.secret}'.encode()).hexdigest()[:16]}"


async def put_up(bot: Bot, database: Database, hook: Hook, now: datetime) -> bool:
    """Tell Telegram of the webhook, unless another replica just did; whether it was us. Pending updates are kept.

    Raises:
        TelegramError: Telegram cannot be reached, or refuses.
        StorageError: nobody knows whose turn it is.
    """
    async with database.transaction() as tx:
        ours = await tx.pace.take_turn(hook.turn, TURN, now)
    if ours:
        await bot.set_webhook(hook.url, allowed_updates=ALLOWED_UPDATES, secret_token=hook.secret)
    return ours
