"""Running a rehearsal: the bot with a local Telegram of its own."""

import asyncio
from contextlib import AsyncExitStack

from bot.bootstrap.minds import Minds
from bot.bootstrap.rehearsal import Rehearsal, forget, open_rehearsal
from bot.config import Settings
from bot.content import Knowledge
from bot.domain.errors import Mistake, SettingsError

from .running import collect_from_here, console, stop_on_signals


async def rehearse(settings: Settings, knowledge: Knowledge, minds: Minds, *, fresh: bool) -> None:
    """Rehearse until interrupted, on from the last time unless ``fresh``. Raises ``SettingsError``."""
    stop = stop_on_signals()
    if fresh:
        forget(settings.rehearsal_dir)
    async with AsyncExitStack() as stack:
        try:
            settings.rehearsal_dir.mkdir(parents=True, exist_ok=True)
            place, port = settings.rehearsal_dir, settings.rehearsal_port
            rehearsal = await open_rehearsal(stack, knowledge, minds, place, port, settings.cache_dir)
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
        collect_from_here()
        await rehearsal.app.run(stop)


def _announce(rehearsal: Rehearsal) -> None:
    console.print("[bold white on red] Rehearsal [/] This is not Telegram: nothing leaves this computer.")
    console.print(f"Open [bold]{rehearsal.telegram.url}[/] and be a councillor on the left, an officer on the right.")
    console.print("Stop it with Ctrl-C. It carries on where it was; `make run ARGS=--fresh` forgets.")
