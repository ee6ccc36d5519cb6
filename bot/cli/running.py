"""Running the bot."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext

from rich.console import Console
from rich.markup import escape
from telegram.error import TelegramError

from bot.bootstrap.app import App, build
from bot.bootstrap.minds import Minds, hearing
from bot.config import Settings, read
from bot.content import Knowledge, load
from bot.domain.errors import Mistake, SettingsError
from bot.logs import set_up

log = logging.getLogger(__name__)
console = Console(highlight=False)
_LEARNING = {"learning": "Learning the toolkit: once, and again when it changes"}


def run_bot(*, fresh: bool) -> None:
    """Run until interrupted. Raises ``WardlightError`` where it cannot start."""
    settings = read()
    set_up("warning" if settings.rehearses and settings.log_level == "info" else settings.log_level)
    knowledge = load(settings.knowledge_dir)
    minds = Minds.of(knowledge, settings.cache_dir, learning)
    if reason := hearing().without:
        console.print(f"[yellow]Understanding by words alone:[/] {escape(reason)}.")
    if settings.rehearses:
        from .rehearsing import rehearse  # noqa: PLC0415  (its web server is slow to import)

        asyncio.run(rehearse(settings, knowledge, minds, fresh=fresh))
    else:
        asyncio.run(_run(app_of(settings, knowledge, minds), settings.health_port))


def learning(what: str) -> AbstractContextManager[object]:
    """Shows on a terminal that something is learnt; elsewhere nothing."""
    if not console.is_terminal:
        return nullcontext()
    return console.status(f"{_LEARNING[what]} …")


def collect_from_here() -> None:
    """What the start made stays for good: it is never looked through again, and collecting begins with what follows."""
    gc.freeze()
    gc.enable()


def app_of(settings: Settings, knowledge: Knowledge, minds: Minds) -> App:
    """The bot that the settings describe, not yet started."""
    return build(
        knowledge,
        token=settings.token,
        api_url=settings.telegram_api_url,
        database_url=settings.database_url,
        vault=settings.vault,
        minds=minds,
        channels=settings.ways.channels(),
    )


def stop_on_signals() -> asyncio.Event:
    """An event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _run(app: App, health_port: int | None) -> None:
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        if health_port is not None:
            await stack.enter_async_context(_health(health_port))
        stack.push_async_callback(app.stop)
        try:
            met = await app.start()
        except TelegramError as error:
            advice = f"Telegram did not accept it ({type(error).__name__}): check it, and TELEGRAM_API_URL"
            raise SettingsError([Mistake("TELEGRAM_BOT_TOKEN", 0, advice)]) from None
        if not app.watch.is_needed:
            log.warning("outside.none")
            console.print(
                "[yellow]No way outside Telegram is set up[/] (OUTSIDE_EMAILS, OUTSIDE_PHONES, APPRISE_URLS)."
            )
        if met:
            console.print(f"Wardlight is running as @{app.bot.username}. Stop it with Ctrl-C.")
        else:
            console.print(
                "[yellow]Telegram cannot be reached just now.[/] Wardlight runs and tries again; Ctrl-C stops."
            )
        collect_from_here()
        await app.run(stop)


@asynccontextmanager
async def _health(port: int) -> AsyncIterator[None]:
    from bot.web import Health, serving  # noqa: PLC0415  (its web server is slow to import)

    heard = hearing()
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(serving(Health(heard.word, heard.without), port))
        except OSError as error:
            advice = f"{port} cannot be used ({error.strerror}): set another, or stop what uses it"
            raise SettingsError([Mistake("HEALTH_PORT", 0, advice)]) from None
        yield
