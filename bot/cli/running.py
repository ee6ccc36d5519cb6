"""Running the bot."""

import asyncio
import gc
import logging
import signal
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext

from rich.console import Console
from rich.markup import escape
from telegram.error import TelegramError

from bot.bootstrap.app import App, build
from bot.bootstrap.means import Means
from bot.bootstrap.minds import Minds, hearing
from bot.config import Settings, read
from bot.content import Knowledge, load
from bot.desk.tally import Tally
from bot.domain.errors import Mistake, SettingsError
from bot.logs import set_up
from bot.telegram.hook import Hook

log = logging.getLogger(__name__)
console = Console(highlight=False)
_LEARNING = {"learning": "Learning the toolkit: once, and again when it changes"}


def run_bot(*, fresh: bool, webhook: bool) -> None:
    """Run until interrupted. Raises ``WardlightError`` where it cannot start."""
    settings = read(webhook=webhook)
    set_up("warning" if settings.rehearses and settings.log_level == "info" else settings.log_level)
    knowledge = load(settings.knowledge_dir)
    minds = Minds.of(knowledge, settings.cache_dir, learning)
    if reason := hearing().without:
        console.print(f"[yellow]Understanding by words alone:[/] {escape(reason)}.")
    if settings.rehearses:
        from .rehearsing import rehearse  # noqa: PLC0415  (its web server is slow to import)

        asyncio.run(rehearse(settings, knowledge, minds, fresh=fresh))
    else:
        asyncio.run(_run(settings, knowledge, minds, webhook=webhook))


def learning(what: str) -> AbstractContextManager[object]:
    """Shows on a terminal that something is learnt; elsewhere nothing."""
    if not console.is_terminal:
        return nullcontext()
    return console.status(f"{_LEARNING[what]} …")


def collect_from_here() -> None:
    """What the start made stays for good: it is never looked through again, and collecting begins with what follows."""
    gc.freeze()
    gc.enable()


def app_of(
    settings: Settings, knowledge: Knowledge, minds: Minds, *, hook: Hook | None = None, tally: Tally | None = None
) -> App:
    """The bot that the settings describe, not yet started."""
    return build(
        knowledge,
        token=settings.token,
        api_url=settings.telegram_api_url,
        database_url=settings.database_url,
        vault=settings.vault,
        minds=minds,
        means=Means(settings.ways.channels(), settings.ways.post(), settings.pack_key, settings.cache_dir),
        hook=hook,
        tally=tally,
    )


def stop_on_signals() -> asyncio.Event:
    """An event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _run(settings: Settings, knowledge: Knowledge, minds: Minds, *, webhook: bool) -> None:
    stop, watching = stop_on_signals(), None
    if settings.health_port is not None:
        from .serving import Watching  # noqa: PLC0415  (its web server is slow to import)

        watching = Watching(settings, settings.health_port)
    hook = Hook(settings.webhook_url, settings.webhook_secrets[0]) if webhook else None
    app = app_of(settings, knowledge, minds, hook=hook, tally=watching.metrics if watching else None)
    async with AsyncExitStack() as stack:
        if watching:
            await stack.enter_async_context(watching.over(app))
        stack.push_async_callback(app.stop)
        await _start(app)
        if webhook:
            from .serving import receiving  # noqa: PLC0415  (likewise)

            await stack.enter_async_context(receiving(settings, app))
        collect_from_here()
        await app.run(stop, *(watching.signs_of_life(app) if watching else ()))


async def _start(app: App) -> None:
    try:
        met = await app.start()
    except TelegramError as error:
        advice = f"Telegram did not accept it ({type(error).__name__}): check it, and TELEGRAM_API_URL"
        raise SettingsError([Mistake("TELEGRAM_BOT_TOKEN", 0, advice)]) from None
    if not app.watch.is_needed:
        log.warning("outside.none")
        console.print("[yellow]No way outside Telegram is set up[/] (OUTSIDE_EMAILS, OUTSIDE_PHONES, APPRISE_URLS).")
    if met:
        console.print(f"Wardlight is running as @{app.bot.username}. Stop it with Ctrl-C.")
    else:
        console.print("[yellow]Telegram cannot be reached just now.[/] Wardlight runs and tries again; Ctrl-C stops.")
    if app.lookout.has_hook and app.url.startswith("sqlite"):
        console.print("SQLite is for one process: for several replicas set DATABASE_URL to PostgreSQL.")
