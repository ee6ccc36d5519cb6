"""The bot's web servers on their ports: for Telegram, and for whoever watches over the bot."""

from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.routing import BaseRoute

from bot.bootstrap.app import App
from bot.bootstrap.minds import hearing
from bot.config import Settings
from bot.domain.errors import Mistake, SettingsError
from bot.web import Checks, Health, Heartbeat, Metrics, health_routes, serving, webhook_routes


class Watching:
    """``/healthz``, ``/readyz`` and ``/metrics``, and the heartbeat where one is wanted."""

    def __init__(self, settings: Settings, port: int) -> None:
        self._settings = settings
        self._port = port
        self._heard = hearing()
        self.metrics = Metrics(by_words_alone=bool(self._heard.without))

    @asynccontextmanager
    async def over(self, app: App) -> AsyncIterator[None]:
        """Serve for as long as the context lasts. Raises ``SettingsError`` where the port cannot be used."""
        health = Health(self._heard.word, self._heard.without)
        routes = [*health_routes(health, self._checks(app)), *self.metrics.routes(app.database, app.clock)]
        async with _served("HEALTH_PORT", routes, self._settings.health_host, self._port):
            yield

    def signs_of_life(self, app: App) -> list[Coroutine[None, None, None]]:
        """What runs beside the bot."""
        url = self._settings.heartbeat_url
        return [Heartbeat(url, self._checks(app)).run()] if url else []

    def _checks(self, app: App) -> Checks:
        return Checks(app.database, len(app.knowledge.catalogue), lambda: app.lookout.reached_at, app.clock)


@asynccontextmanager
async def receiving(settings: Settings, app: App) -> AsyncIterator[None]:
    """Let Telegram bring updates. Raises ``SettingsError`` where the port cannot be used."""
    routes = webhook_routes(app.intake.take_in, settings.webhook_secrets)
    async with _served("WEBHOOK_PORT", routes, settings.webhook_host, settings.webhook_port):
        yield


@asynccontextmanager
async def _served(name: str, routes: Sequence[BaseRoute], host: str, port: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(serving(routes, host, port))
        except OSError as error:
            advice = f"{host}:{port} cannot be used ({error.strerror}): set another, or stop what uses it"
            raise SettingsError([Mistake(name, 0, advice)]) from None
        yield
