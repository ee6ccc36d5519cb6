"""The database and its transactions, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import StorageDownError, StorageError

from .absent import Absents
from .ahead import Ahead
from .audit import Audit
from .cases import Cases
from .documents import Documents
from .erasing import Erasing
from .evidence import Evidence
from .exclusions import Exclusions
from .feedback import Feedback
from .floods import Floods
from .learning import Learning
from .listing import Listing
from .marks import Marks
from .pace import Pace
from .people import People
from .places import PLACES
from .queue import Queue
from .removals import Removals
from .sessions import Sessions
from .taught import TaughtSessions
from .trends import Trends
from .vault import Vault
from .wellbeing import Wellbeing
from .wrong_tokens import WrongTokens


class Transaction:
    """All stores on one connection: what is done through them happens together or not at all."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.queue = Queue(connection, vault)
        self.ahead = Ahead(connection)
        self.pace = Pace(connection)
        self.floods = Floods(connection)
        self.people = People(connection, vault)
        self.sessions = Sessions(connection, vault)
        self.wrong_tokens = WrongTokens(connection)
        self.cases = Cases(connection, vault)
        self.listing = Listing(connection, self.cases)
        self.exclusions = Exclusions(connection)
        self.evidence = Evidence(connection, vault)
        self.documents = Documents(connection, vault)
        self.removals = Removals(connection, vault)
        self.absent = Absents(connection, vault)
        self.marks = Marks(connection, vault)
        self.audit = Audit(connection)
        self.learning = Learning(connection)
        self.taught = TaughtSessions(connection, vault)
        self.feedback = Feedback(connection, vault)
        self.wellbeing = Wellbeing(connection)
        self.erasing = Erasing(connection)
        self.trends = Trends(connection)


#: The database's own trouble. A PostgreSQL that has become a standby (read-only) answers with an ``InternalError``.
_DOWN = (OperationalError, InterfaceError, InternalError, NoConnectionFreeError)
#: A replica that hangs or is cut off in the middle of a transaction lets go of its locks by then (milliseconds).
_SILENT = "-c idle_in_transaction_session_timeout=60000"

#: At most 8 connections a process, of the 100 that PostgreSQL allows as it ships: who finds none free waits its turn.
_POOL = {"pool_size": 8, "max_overflow": 0}

#: What a transaction that only reads says to SQLite's engine, and to PostgreSQL.
_READS = "wardlight_reads"
_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _engine(url: str) -> AsyncEngine:
    if not url.startswith("sqlite"):
        try:
            return create_async_engine(url, **_POOL, pool_pre_ping=True, connect_args={"options": _SILENT})
        except ModuleNotFoundError as error:
            raise StorageError("PostgreSQL needs its driver: pip install 'wardlight[postgres]'") from error
    engine = create_async_engine(url, connect_args={"timeout": 15})

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions itself, see below
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred BEGIN that reads and then writes fails with "database is locked" under contention.
        # What only reads says so, and keeps nobody from writing.
        reads = connection.get_execution_options().get(_READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def _as_storage_errors() -> Iterator[None]:
    try:
        yield
    except (*_DOWN, TimeoutError, OSError) as error:
        raise StorageDownError(type(error).__name__) from error
    except SQLAlchemyError as error:
        raise StorageError(type(error).__name__) from error


class Database:
    """Opens transactions. Every error of the driver leaves as a ``StorageError``."""

    def __init__(self, url: str, vault: Vault) -> None:
        self.engine = _engine(url)
        self._vault = vault
        # SQLite has one writer: waiting here is fair, and cheaper than its busy loop.
        self._turn = asyncio.Lock() if url.startswith("sqlite") else nullcontext()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction: committed at the end, rolled back on any error."""
        async with self.begin() as connection:
            yield Transaction(connection, self._vault)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction without the stores: for what goes through all tables."""
        with _as_storage_errors():
            async with self._turn, self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """The database as it is at one moment, to be read only, beside whoever writes."""
        options = {_READS: True} if self.engine.dialect.name == "sqlite" else _SNAPSHOT
        with _as_storage_errors():
            async with self.engine.connect() as connection:
                yield await connection.execution_options(**options)

    async def check_keys(self) -> None:
        """Raise ``StorageError`` where something is sealed with a key that is not there."""
        lacking = set()
        async with self.engine.connect() as connection:
            for place in PLACES:
                query = select(place.key_id).where(place.column.is_not(None)).distinct()
                found = await connection.scalars(query)
                lacking |= {place.column.table.name for key in found if not self._vault.has_key(key)}
        if lacking:
            tables = ", ".join(sorted(lacking))
            raise StorageError(f"no key in WARDLIGHT_KEY opens some of what is in {tables}: put the old key back")

    async def close(self) -> None:
        """Let go of all connections."""
        await self.engine.dispose()
