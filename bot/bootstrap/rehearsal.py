"""A rehearsal: the same bot against a local Telegram, with people ready to try it."""

import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.content import Knowledge
from bot.domain.entry import CouncilKind
from bot.domain.person import Invitation, Role
from bot.domain.text import one_line
from bot.paper.signing import PackKey
from bot.sandbox import LocalTelegram
from bot.sandbox.clock import MovableClock
from bot.sandbox.people import Person
from bot.storage import Database, Vault

from .app import App, build, real_time
from .means import Means
from .minds import Minds

#: Plainly invented people: their names, what the page adds to tell them apart, and what they are here.
PEOPLE = (
    ("Cllr Ada Example", "", Role.COUNCILLOR),
    ("Sam Specimen", " (safety officer)", Role.SAFETY),
    ("Cllr Bryn Sample", "", Role.COUNCILLOR),
    ("Kit Placeholder", " (communications)", Role.COMMS),
    ("Alex Template", " (administrator)", Role.ADMIN),
)
KEPT = "telegram.json"
INVITATION_LIFE = timedelta(days=7)


@dataclass(slots=True)
class Rehearsal:
    """A local Telegram, the bot at it, and the folder where both keep their state."""

    telegram: LocalTelegram
    app: App
    folder: Path

    async def people(self) -> None:
        """On a fresh start, let everybody come in by a one-time link, as they would in life."""
        if self.telegram.people:
            return
        joined: list[Person] = []
        for name, what, role in PEOPLE:
            person = self.telegram.person(name + what)
            token = await invite(self.app.database, role, name, self.app.knowledge.council.kind)
            await person.says(f"/start {token}")
            joined.append(person)
        self.telegram.group("Anyshire officers", members=[joined[-1], joined[1], joined[3]], forum=True)

    def save(self) -> None:
        """Keep the chats, so that a restart finds them."""
        self.telegram.save(self.folder / KEPT)

    async def keep(self) -> None:
        """Keep the chats all the while, so that even a kill finds them."""
        await self.telegram.keep(self.folder / KEPT)


async def open_rehearsal(
    stack: AsyncExitStack, knowledge: Knowledge, minds: Minds, folder: Path, port: int, cache_dir: Path | None = None
) -> Rehearsal:
    """Start the local Telegram and build the bot at it; the caller starts and runs the bot."""
    clock = MovableClock()
    telegram = LocalTelegram(clock=clock, on_move=clock.move, port=port)
    kept = folder / KEPT
    if kept.exists():
        telegram.load(kept)
    await stack.enter_async_context(telegram)
    app = build(
        knowledge,
        token=telegram.token,
        api_url=telegram.url,
        database_url=database_url(folder),
        vault=vault(folder),
        clock=clock,
        minds=minds,
        means=Means(pack_key=pack_key(folder), cache_dir=cache_dir),
    )
    return Rehearsal(telegram, app, folder)


def database_url(folder: Path) -> str:
    """Where a rehearsal keeps its cases."""
    return f"sqlite+aiosqlite:///{folder / 'wardlight.db'}"


def forget(folder: Path) -> None:
    """Remove what a rehearsal keeps, and nothing else that may be in the folder."""
    for name in (KEPT, "key", "pack-key", "wardlight.db", "wardlight.db-wal", "wardlight.db-shm"):
        (folder / name).unlink(missing_ok=True)


def vault(folder: Path) -> Vault:
    """A rehearsal's own key, made once."""
    return Vault.from_text(_secret(folder / "key"))


def pack_key(folder: Path) -> PackKey:
    """The key by which a rehearsal signs evidence packs, made once."""
    return PackKey.from_text(_secret(folder / "pack-key"))


def _secret(path: Path) -> str:
    if not path.exists():
        path.write_text(Vault.new_key())
        path.chmod(0o600)
    return path.read_text()


async def invite(database: Database, role: Role, name: str, council: CouncilKind, now: datetime | None = None) -> str:
    """Make a one-time invitation; the token that its link carries."""
    token, now = secrets.token_urlsafe(24), now or real_time()
    async with database.transaction() as tx:
        await tx.people.invite(token, Invitation(role, one_line(name), council, now + INVITATION_LIFE), now)
    return token
