"""`bot keys`: a fresh key, and everything sealed anew with it."""

import asyncio
from pathlib import Path

from bot.domain.person import Person
from bot.storage import Database, Vault
from bot.storage.migrate import bring_up_to_date

from .test_lines import bot
from .test_start import TOKEN


async def save(url: str, key: str) -> None:
    database = Database(url, Vault.from_text(key))
    await bring_up_to_date(database)
    async with database.transaction() as tx:
        await tx.people.save(Person(1, "Ann Example"))
    await database.close()


async def name(url: str, key: str) -> str:
    database = Database(url, Vault.from_text(key))
    async with database.transaction() as tx:
        ann = await tx.people.find(1)
    await database.close()
    assert ann is not None
    return ann.name


def test_a_key_is_changed_and_the_old_one_may_go(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'wardlight.db'}"
    old, new = Vault.new_key(), bot("keys", "new").stdout.decode().strip()
    asyncio.run(save(url, old))
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": url}
    refused = bot("keys", "rotate", WARDLIGHT_KEY=new, **given)
    assert (refused.returncode, "put the old key back" in refused.stderr.decode()) == (1, True)
    done = bot("keys", "rotate", WARDLIGHT_KEY=f"{new},{old}", **given)
    assert "Sealed anew: 1." in done.stdout.decode()
    assert "the old one may go" in done.stdout.decode()
    assert done.returncode == 0
    assert asyncio.run(name(url, new)) == "Ann Example"
