"""A sign of life to somebody outside, who raises the alarm when it stops coming."""

import asyncio
import logging

import httpx

from .health import Checks

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds
PATIENCE = 10.0  # seconds


class Heartbeat:
    """Asks for an address while the bot is ready."""

    def __init__(self, url: str, checks: Checks) -> None:
        self._url = url
        self._checks = checks

    async def beat(self) -> bool:
        """One sign of life; whether it was given and taken."""
        if not await self._checks.ready():
            return False
        try:
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                (await client.get(self._url)).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:  # its text holds the address, which may be a secret
            log.warning("heartbeat.failed", extra={"error": type(error).__name__})
            return False
        return True

    async def run(self) -> None:
        """Every minute, until cancelled."""
        while True:
            await self.beat()
            await asyncio.sleep(EVERY)
