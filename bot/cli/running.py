"""Running the bot, and the commands that need its database."""

import asyncio
import signal
from contextlib import AsyncExitStack

from rich.console import Console
from telegram.error import TelegramError

from bot.bootstrap.app import App, build
from bot.bootstrap.rehearsal import Rehearsal, database_url, forget, invite, open_rehearsal, vault
from bot.config import Settings, read
from bot.content import Knowledge, load
from bot.domain.entry import CouncilKind
from bot.domain.errors import Mistake, SettingsError
from bot.domain.person import Role
from bot.logs import set_up
from bot.sandbox import USERNAME
from bot.storage import Database
from bot.storage.migrate import bring_up_to_date
from bot.storage.migrate import migrate as apply_migrations

console = Console(highlight=False)


def run_bot(*, fresh: bool) -> None:
    """Run until interrupted. Raises ``WardlightError`` where it cannot start."""
    settings = read()
    set_up("warning" if settings.rehearses and settings.log_level == "info" else settings.log_level)
    knowledge = load(settings.knowledge_dir)
    if settings.rehearses:
        if fresh:
            forget(settings.rehearsal_dir)
        asyncio.run(_rehearse(settings, knowledge))
    else:
        asyncio.run(_run(_app(settings, knowledge)))


def _app(settings: Settings, knowledge: Knowledge) -> App:
    return build(
        knowledge,
        token=settings.token,
        api_url=settings.telegram_api_url,
        database_url=settings.database_url,
        vault=settings.vault,
    )


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _run(app: App) -> None:
    stop = _stop_on_signals()
    try:
        try:
            await app.start()
        except TelegramError as error:
            advice = f"Telegram did not accept it ({type(error).__name__}): check it, and TELEGRAM_API_URL"
            raise SettingsError([Mistake("TELEGRAM_BOT_TOKEN", 0, advice)]) from None
        console.print(f"Wardlight is running as @{app.bot.username}. Stop it with Ctrl-C.")
        await app.run(stop)
    finally:
        await app.stop()


async def _rehearse(settings: Settings, knowledge: Knowledge) -> None:
    stop = _stop_on_signals()
    async with AsyncExitStack() as stack:
        try:
            settings.rehearsal_dir.mkdir(parents=True, exist_ok=True)
            rehearsal = await open_rehearsal(stack, knowledge, settings.rehearsal_dir, settings.rehearsal_port)
        except OSError as error:
            advice = f"{settings.rehearsal_port} cannot be used ({error.strerror}): set another, or stop what uses it"
            raise SettingsError([Mistake("REHEARSAL_PORT", 0, advice)]) from None
        stack.callback(rehearsal.save)
        stack.push_async_callback(rehearsal.app.stop)
        await rehearsal.app.start()
        await rehearsal.people()
        _announce(rehearsal)
        keeping = asyncio.create_task(rehearsal.keep())
        stack.callback(keeping.cancel)
        await rehearsal.app.run(stop)


def _announce(rehearsal: Rehearsal) -> None:
    console.print("[bold white on red] Rehearsal [/] This is not Telegram: nothing leaves this computer.")
    console.print(f"Open [bold]{rehearsal.telegram.url}[/] and be a councillor on the left, an officer on the right.")
    console.print("Stop it with Ctrl-C. It carries on where it was; start with --fresh to forget.")


def _settings_for_database() -> tuple[Settings, Database, str]:
    settings = read()
    if settings.rehearses:
        settings.rehearsal_dir.mkdir(parents=True, exist_ok=True)
        url = database_url(settings.rehearsal_dir)
        return settings, Database(url, vault(settings.rehearsal_dir)), url
    return settings, Database(settings.database_url, settings.vault), settings.database_url


def invitation_link(role: Role, name: str, council: CouncilKind | None) -> str:
    """Make an invitation; its link."""
    settings, database, url = _settings_for_database()
    knowledge = load(settings.knowledge_dir)

    async def make() -> str:
        try:
            await bring_up_to_date(database)
            token = await invite(database, role, name, council or knowledge.council.kind)
        finally:
            await database.close()
        return f"https://t.me/{await _username(settings, knowledge)}?start={token}"

    return asyncio.run(make())


async def _username(settings: Settings, knowledge: Knowledge) -> str:
    if settings.rehearses:
        return USERNAME
    if settings.telegram_bot_username:
        return settings.telegram_bot_username.removeprefix("@")
    app = _app(settings, knowledge)
    try:
        me = await app.bot.get_me()
        return me.username or ""
    except TelegramError:
        advice = "set it: Telegram could not be asked for it"
        raise SettingsError([Mistake("TELEGRAM_BOT_USERNAME", 0, advice)]) from None
    finally:
        await app.bot.shutdown()


def migrate_database() -> None:
    """Apply pending migrations."""
    _, database, _ = _settings_for_database()

    async def apply() -> None:
        try:
            await apply_migrations(database)
        finally:
            await database.close()

    asyncio.run(apply())
