"""Looks at Telegram every minute: whether it answers, whether updates wait there, whether the webhook stands."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.content import Words
from bot.desk.tally import Tally
from bot.desk.turn import Turn
from bot.domain.chat import Lane, Outgoing
from bot.domain.errors import StorageError
from bot.domain.person import ADMINS
from bot.storage import Database

from .hook import Hook, put_up

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds
MANY = 20  # updates
#: Telegram tries again after two minutes at most: an error that is older than this was got over.
FRESH = timedelta(minutes=3)
TOLD = timedelta(hours=1)


class Lookout:
    """``reached_at`` is when Telegram answered last. ``hook`` is the webhook that should stand; None for polling."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        words: Words,
        tally: Tally,
        clock: Callable[[], datetime],
        hook: Hook | None,
    ) -> None:
        self.reached_at: datetime | None = None
        self._bot = bot
        self._database = database
        self._words = words
        self._tally = tally
        self._clock = clock
        self._hook = hook
        self._first = True
        self._troubled = False

    @property
    def has_hook(self) -> bool:
        """Whether Telegram brings updates; else they are fetched."""
        return self._hook is not None

    async def look(self) -> None:
        """One look. Trouble is an alarm when two looks in a row find it; what fails is tried at the next one."""
        try:
            found = await self._bot.get_webhook_info()
            self.reached_at = self._clock()
            self._tally.waiting(found.pending_update_count)
            await self._see_to_hook(found)
            before, self._troubled = self._troubled, self._is_trouble(found)
            if before and self._troubled:
                await self._alarm(found)
        except (TelegramError, StorageError) as error:
            log.warning("telegram.no-look", extra={"error": type(error).__name__})

    async def run(self) -> None:
        """Every minute, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def _see_to_hook(self, found: WebhookInfo) -> None:
        """The webhook is what the settings say: after a start, and whenever it is another or its secret is refused."""
        if self._hook is None:
            if found.url:
                log.warning("webhook.removed")  # what waits at Telegram comes by polling
                await self._bot.delete_webhook(drop_pending_updates=False)
            return
        refused = self._fails(found) and "401" in (found.last_error_message or "")
        if self._first or refused or found.url != self._hook.url:
            await self._put_up(self._hook)

    async def _put_up(self, hook: Hook) -> None:
        try:
            ours = await put_up(self._bot, self._database, hook, self._clock())
        except TelegramError as error:
            log.error("webhook.not-set", extra={"error": type(error).__name__})
            return
        self._first = False
        log.info("webhook.set", extra={"ours": ours})

    def _fails(self, found: WebhookInfo) -> bool:
        """Whether updates wait because the bot did not take one just now."""
        failed = found.last_error_date
        return found.pending_update_count > 0 and failed is not None and self._clock() - failed < FRESH

    def _is_trouble(self, found: WebhookInfo) -> bool:
        return found.pending_update_count > MANY or self._fails(found)

    async def _alarm(self, found: WebhookInfo) -> None:
        """Administrators are told once an hour, by whichever replica finds it first."""
        now, waiting = self._clock(), found.pending_update_count
        async with self._database.transaction() as tx:
            if not await tx.pace.take_turn("telegram:updates-wait", TOLD, now):
                return
            log.error("telegram.updates-wait", extra={"waiting": waiting, "fails": self._fails(found)})
            turn = Turn(tx, now)
            text = self._words("notice.updates-wait", count=waiting)
            for admin in await tx.people.with_role(*ADMINS):
                turn.send(Outgoing(admin.id, text=text, lane=Lane.URGENT, readers=ADMINS))
            await turn.close(f"w{int(now.timestamp())}")
