"""Settings from the environment and `.env`: read once at the start, all mistakes told at once."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import Mistake, SettingsError
from bot.domain.hosts import is_loopback
from bot.outside import NOTIFY, Ways
from bot.paper.signing import PackKey
from bot.storage import Vault

REHEARSAL = "REHEARSAL-"  # how the secret of a rehearsal's token begins: bot/sandbox/tokens.py
WEBHOOK_PATH = "/telegram"  # bot/web/webhook.py
TELEGRAM = "https://api.telegram.org"
#: Telegram sets 1-256 of these; fewer than 32 could be guessed.
SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
LEVELS = ("debug", "info", "warning", "error")


class Settings(BaseSettings):
    """Every setting, by the name of its variable in lower case. `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = None
    telegram_bot_username: str = ""
    telegram_api_url: str = TELEGRAM
    database_url: str = "sqlite+aiosqlite:///var/wardlight.db"
    wardlight_key: SecretStr | None = None
    wardlight_pack_key: SecretStr | None = None
    knowledge_dir: Path = Path("knowledge")
    cache_dir: Path = Path("var/cache")
    log_level: str = "info"
    webhook_url: str = ""
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(8081, ge=0, le=65535)
    webhook_secret: SecretStr | None = None
    health_host: str = "127.0.0.1"
    health_port: int | None = Field(None, ge=0, le=65535)
    outside_emails: str = ""
    outside_phones: str = ""
    smtp_url: SecretStr | None = None
    smtp_from: str = ""
    notify_api_key: SecretStr | None = None
    notify_api_url: str = NOTIFY
    notify_sms_template: str = ""
    notify_email_template: str = ""
    apprise_urls: SecretStr | None = None
    heartbeat_url: str = ""
    rehearsal_dir: Path = Path("var/rehearsal")
    rehearsal_port: int = Field(8080, ge=0, le=65535)

    @property
    def token(self) -> str:
        """The bot's token, "" where none is set: then the bot rehearses."""
        return _opened(self.telegram_bot_token)

    @property
    def rehearses(self) -> bool:
        """Whether the bot runs against a local Telegram of its own."""
        return not self.token

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """What Telegram may show, the first being what it is told to show; made from the keys where none is set.

        All keys count, so that a change of key refuses nothing from one replica to the next.
        """
        given = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        return (given,) if given else self.vault.secrets_for("wardlight webhook")

    @property
    def vault(self) -> Vault:
        """The vault of the keys. Raises ``ValueError`` where there is none that works."""
        return Vault.from_text(_opened(self.wardlight_key))

    @property
    def pack_key(self) -> PackKey | None:
        """What signs evidence packs; None where none is set. Raises ``ValueError`` where it is not one that works."""
        text = _opened(self.wardlight_pack_key)
        return PackKey.from_text(text) if text else None

    @property
    def ways(self) -> Ways:
        """The ways outside Telegram."""
        return Ways(
            emails=self.outside_emails,
            phones=self.outside_phones,
            smtp_url=_opened(self.smtp_url),
            smtp_from=self.smtp_from,
            notify_api_key=_opened(self.notify_api_key),
            notify_api_url=self.notify_api_url,
            notify_sms_template=self.notify_sms_template,
            notify_email_template=self.notify_email_template,
            apprise_urls=_opened(self.apprise_urls),
        )


def _opened(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def read(*, webhook: bool = False, **given: Any) -> Settings:
    """Read and check the settings, and with ``webhook`` that there is one; ``given`` overrides, for tests.

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
    if webhook and settings.rehearses:
        found.append(("TELEGRAM_BOT_TOKEN", "a rehearsal has no webhook: set the token, or leave --webhook out"))
    if webhook and not settings.webhook_url:
        found.append(("WEBHOOK_URL", "set it: --webhook needs the address to which Telegram brings updates"))
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
    found += _of_serving(settings)
    if not settings.rehearses:
        found += [*_of_telegram(settings), *settings.ways.mistakes()]
    return found


def _of_serving(settings: Settings) -> list[tuple[str, str]]:
    found = []
    if settings.webhook_url and not (_is_safe(settings.webhook_url) and settings.webhook_url.endswith(WEBHOOK_PATH)):
        found.append(("WEBHOOK_URL", f"https://, a host and a path that ends in {WEBHOOK_PATH}"))
    if settings.webhook_secret and not SECRET.fullmatch(settings.webhook_secret.get_secret_value()):
        found.append(
            ("WEBHOOK_SECRET", "32 to 256 of A-Z, a-z, 0-9, _ and -; leave it empty for one made from the key")
        )
    if settings.heartbeat_url and not _is_safe(settings.heartbeat_url):
        found.append(("HEARTBEAT_URL", "https:// and a host, unless it is on this machine"))
    if settings.heartbeat_url and settings.health_port is None:
        found.append(("HEALTH_PORT", "set it: the heartbeat tells what /readyz tells"))
    return found


def _is_safe(address: str) -> bool:
    """Whether an address is https, or of this machine."""
    try:
        url = urlsplit(address)
        _ = url.port  # ValueError where it is no number
    except ValueError:
        return False
    return bool(url.hostname) and (url.scheme == "https" or (url.scheme == "http" and is_loopback(url.hostname or "")))


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
    try:
        _ = settings.pack_key
    except ValueError:
        found.append(("WARDLIGHT_PACK_KEY", "32 bytes in base64; `python -m bot keys new` makes one"))
    return found
