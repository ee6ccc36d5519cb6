"""Running the bot."""

import asyncio
import gc
import signal

from rich.console import Console
from telegram.error import TelegramError

from bot.bootstrap.app import App, build
from bot.config import Settings, read
from bot.content import Knowledge, load
from bot.domain.errors import Mistake, SettingsError
from bot.logs import set_up

console = Console(highlight=False)


def run_bot(*, fresh: bool) -> None:
    """Run until interrupted. Raises ``WardlightError`` where it cannot start."""
    settings = read()
    set_up("warning" if settings.rehearses and settings.log_level == "info" else settings.log_level)
    knowledge = load(settings.knowledge_dir)
    if settings.rehearses:
        from .rehearsing import rehearse  # noqa: PLC0415  (its web server is slow to import)

        asyncio.run(rehearse(settings, knowledge, fresh=fresh))
    else:
        asyncio.run(_run(app_of(settings, knowledge)))


def collect_from_here() -> None:
    """What the start made stays for good: it is never looked through again, and collecting begins with what follows."""
    gc.freeze()
    gc.enable()


def app_of(settings: Settings, knowledge: Knowledge) -> App:
    """The bot that the settings describe, not yet started."""
    return build(
        knowledge,
        token=settings.token,
        api_url=settings.telegram_api_url,
        database_url=settings.database_url,
        vault=settings.vault,
    )


def stop_on_signals() -> asyncio.Event:
    """An event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _run(app: App) -> None:
    stop = stop_on_signals()
    try:
        try:
            await app.start()
        except TelegramError as error:
            advice = f"Telegram did not accept it ({type(error).__name__}): check it, and TELEGRAM_API_URL"
            raise SettingsError([Mistake("TELEGRAM_BOT_TOKEN", 0, advice)]) from None
        console.print(f"Wardlight is running as @{app.bot.username}. Stop it with Ctrl-C.")
        collect_from_here()
        await app.run(stop)
    finally:
        await app.stop()
