"""Who holds a row: a worker that is gone holds nothing, and one that waits holds up nobody else."""

import asyncio
from pathlib import Path

from bot.bootstrap.app import build
from bot.content import Knowledge
from bot.desk.worker import LEASE
from bot.sandbox import Fault, LocalTelegram
from bot.storage import Vault
from bot.storage.row import Kind, Row
from tests.world import KEY, World, a_world, minds_of


async def test_what_a_killed_process_held_is_taken_up_at_the_next_start(knowledge: Knowledge, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'kept.db'}"
    async with a_world(knowledge, tmp_path, url) as world:
        await world.stranger().telegram.says("how do i report a post on facebook")
        await world.app.intake.poll(wait=0)
        held = await _take(world, "killed")
        assert (len(held), await _take(world, "another")) == (1, [])
    async with a_world(knowledge, tmp_path, url) as world:
        assert [row.key for row in await _take(world, "next")] == [row.key for row in held]


async def _take(world: World, worker: str) -> list[Row]:
    async with world.app.database.transaction() as tx:
        return await tx.queue.take(Kind.UPDATE, worker, world.now, LEASE)


async def test_a_message_that_hangs_holds_up_no_other_chat(knowledge: Knowledge, tmp_path: Path) -> None:
    stop = asyncio.Event()
    async with LocalTelegram() as telegram:
        app = build(
            knowledge,
            token=telegram.token,
            api_url=telegram.url,
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}",
            vault=Vault.from_text(KEY),
            minds=minds_of(knowledge),
        )
        await app.start()
        running = asyncio.create_task(app.run(stop))
        ann, bob = telegram.person("Ann Example"), telegram.person("Bob Sample")
        hanging = telegram.faults.add(Fault("hang_before", "sendMessage", chat=ann.id))
        await ann.says("/start")
        await telegram.until(lambda: hanging.struck)
        await bob.says("He is at my door with a knife")
        await bob.receives("call 999 now")
        stop.set()
    await running
    await app.stop()
