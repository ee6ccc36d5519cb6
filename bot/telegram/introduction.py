"""How the bot introduces itself in Telegram: its commands, by who sees them, and what it is for."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.content import Words
from bot.conversation.enrolment import COUNCILLOR_COMMANDS, GROUP_COMMANDS

log = logging.getLogger(__name__)


async def introduce(bot: Bot, words: Words) -> None:
    """Set commands and descriptions. Officers' own commands are set when they join."""

    def described(names: tuple[str, ...]) -> list[BotCommand]:
        return [BotCommand(name, words.plain(f"command.{name}")) for name in names]

    try:
        await bot.set_my_commands(described(COUNCILLOR_COMMANDS), BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(described(GROUP_COMMANDS), BotCommandScopeAllGroupChats())
        await bot.set_my_description(words.plain("introduction.long"))
        await bot.set_my_short_description(words.plain("introduction.short"))
    except TelegramError as error:
        log.warning("introduction.failed", extra={"error": type(error).__name__})  # the next start tries again
