"""The commands that work on the bot's database without running it."""

import asyncio
import secrets
from datetime import UTC, datetime

from telegram import Bot
from telegram.error import TelegramError

from bot.bootstrap.rehearsal import database_url, invite, vault
from bot.config import Settings, read
from bot.content import load
from bot.desk.alarms import Alarms
from bot.desk.casework import Casework
from bot.desk.leaving import Leaving
from bot.desk.turn import Turn
from bot.domain.entry import CouncilKind
from bot.domain.errors import Mistake, RoleError, SettingsError
from bot.domain.person import Role
from bot.sandbox import USERNAME
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date
from bot.storage.migrate import migrate as apply_migrations


def settings_and_database() -> tuple[Settings, Database]:
    """The settings, and the database that they name: the rehearsal's, where there is no token."""
    settings = read()
    if settings.rehearses:
        settings.rehearsal_dir.mkdir(parents=True, exist_ok=True)
        return settings, Database(database_url(settings.rehearsal_dir), vault_of(settings))
    return settings, Database(settings.database_url, vault_of(settings))


def vault_of(settings: Settings) -> Vault:
    """The vault that seals the database that the settings name."""
    return vault(settings.rehearsal_dir) if settings.rehearses else settings.vault


def invitation_link(role: Role, name: str, council: CouncilKind | None) -> str:
    """Make an invitation; its link."""
    settings, database = settings_and_database()
    knowledge = load(settings.knowledge_dir)

    async def make() -> str:
        try:
            await bring_up_to_date(database)
            token = await invite(database, role, name, council or knowledge.council.kind)
        finally:
            await database.close()
        return f"https://t.me/{await _username(settings)}?start={token}"

    return asyncio.run(make())


def take_roles_away(person_id: int) -> str:
    """Somebody has left: their roles end, and all that hangs on them; what was done, in a sentence.

    Raises:
        RoleError: the person has no role, or is the last administrator.
    """
    settings, database = settings_and_database()
    knowledge = load(settings.knowledge_dir)
    leaving = Leaving(knowledge, Casework(knowledge, Alarms(len(settings.ways.channels()))))

    async def take() -> str:
        try:
            await bring_up_to_date(database)
            async with database.transaction() as tx:
                person = await tx.people.find(person_id)
                if person is None or not person.roles:
                    raise RoleError(f"nobody with the id {person_id} has a role: /people in the chat lists who has")
                turn = Turn(tx, datetime.now(UTC))
                if not await leaving.leave(turn, person):
                    raise RoleError("this is the last administrator: invite another one first")
                await turn.close(f"revoke:{secrets.token_hex(8)}")
        finally:
            await database.close()
        return f"{person.name} has no role any more."

    return asyncio.run(take())


async def _username(settings: Settings) -> str:
    if settings.rehearses:
        return USERNAME
    if settings.telegram_bot_username:
        return settings.telegram_bot_username.removeprefix("@")
    try:
        async with Bot(settings.token, f"{settings.telegram_api_url.rstrip('/')}/bot") as bot:
            return bot.username
    except TelegramError:
        advice = "set it: Telegram could not be asked for it"
        raise SettingsError([Mistake("TELEGRAM_BOT_USERNAME", 0, advice)]) from None


def migrate_database() -> None:
    """Apply pending migrations."""
    _, database = settings_and_database()

    async def apply() -> None:
        try:
            await apply_migrations(database)
        finally:
            await database.close()

    asyncio.run(apply())
