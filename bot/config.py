"""Settings from the environment and `.env`: read once at the start, all mistakes told at once."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import Mistake, SettingsError
from bot.storage import Vault

REHEARSAL = "REHEARSAL-"  # how the secret of a rehearsal's token begins: bot/sandbox/tokens.py
TELEGRAM = "https://api.telegram.org"
LEVELS = ("debug", "info", "warning", "error")


class Settings(BaseSettings):
    """Every setting, by the name of its variable in lower case. `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = None
    telegram_bot_username: str = ""
    telegram_api_url: str = TELEGRAM
    database_url: str = "sqlite+aiosqlite:///var/wardlight.db"
    wardlight_key: SecretStr | None = None
    knowledge_dir: Path = Path("knowledge")
    cache_dir: Path = Path("var/cache")
    log_level: str = "info"
    health_port: int | None = Field(None, ge=0, le=65535)
    rehearsal_dir: Path = Path("var/rehearsal")
    rehearsal_port: int = Field(8080, ge=0, le=65535)

    @property
    def token(self) -> str:
        """The bot's token, "" where none is set: then the bot rehearses."""
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""

    @property
    def rehearses(self) -> bool:
        """Whether the bot runs against a local Telegram of its own."""
        return not self.token

    @property
    def vault(self) -> Vault:
        """The vault of the keys. Raises ``ValueError`` where there is none that works."""
        return Vault.from_text(self.wardlight_key.get_secret_value() if self.wardlight_key else "")


def read(**given: Any) -> Settings:
    """Read and check the settings; ``given`` overrides, for tests.

    Raises:
        SettingsError: with every mistake, each under the name of its variable.
    """
    wrong: dict[str, str] = {}
    try:
        settings = Settings(**given)
    except ValidationError as error:  # not passed on: it quotes values, which may be secrets
        wrong = {str(one["loc"][0]): one["msg"] for one in error.errors(include_input=False)}
        settings = Settings(**given, **{name: Settings.model_fields[name].default for name in wrong})
    found = [(name.upper(), text) for name, text in wrong.items()] + _mistakes(settings)
    if found:
        raise SettingsError([Mistake(name, 0, text) for name, text in found])
    return settings


def _mistakes(settings: Settings) -> list[tuple[str, str]]:
    found = []
    if not settings.knowledge_dir.is_dir():
        found.append(("KNOWLEDGE_DIR", f"{settings.knowledge_dir} is not a folder"))
    if settings.log_level not in LEVELS:
        found.append(("LOG_LEVEL", f"one of {', '.join(LEVELS)}"))
    if not settings.database_url.startswith(("sqlite+aiosqlite:///", "postgresql+psycopg://")):
        found.append(("DATABASE_URL", "begins with sqlite+aiosqlite:/// or postgresql+psycopg://"))
    if not settings.rehearses:
        found += _of_telegram(settings)
    return found


def _of_telegram(settings: Settings) -> list[tuple[str, str]]:
    found = []
    url = urlsplit(settings.telegram_api_url)
    if url.scheme not in ("http", "https") or not url.hostname:
        found.append(("TELEGRAM_API_URL", f"an address such as {TELEGRAM}"))
    elif url.scheme == "http" and not is_loopback(url.hostname):
        found.append(("TELEGRAM_API_URL", "must be https unless the server is on this machine"))
    number, _, secret = settings.token.partition(":")
    if not number.isdigit() or len(secret) < 20:
        found.append(("TELEGRAM_BOT_TOKEN", "is not a token: copy all of what @BotFather gave you"))
    elif secret.startswith(REHEARSAL) and not is_loopback(url.hostname or ""):
        found.append(("TELEGRAM_BOT_TOKEN", "is a rehearsal's token, and works only with a local Telegram"))
    try:
        _ = settings.vault
    except ValueError:
        advice = "32 bytes in base64, several separated by commas; `python -m bot keys new` makes one"
        found.append(("WARDLIGHT_KEY", advice))
    return found


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
