"""Cases, what was said about them, and the messages that show them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Case, Outcome, Status
from bot.domain.errors import ConflictError
from bot.domain.report import Desk, Report
from bot.domain.severity import Level

from .places import CASES, THREADS
from .rows import upsert
from .schema import absent, cases, letters, marks, messages, threads
from .vault import Vault

_REPORT = TypeAdapter(Report)
_ONE = select(cases).where(cases.c.id == bindparam("its"))


class Said(StrEnum):
    """Who a line of a case's thread is from, and what it is."""

    ANSWER = "answer"
    REPORTER = "reporter"
    EDIT = "edit"
    OFFICER = "officer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a case's thread."""

    at: datetime
    author_id: int
    kind: Said
    text: str
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A message in some chat that shows a case, remembered by name."""

    ref: str
    chat_id: int
    message_id: int
    case_id: int = 0


class Cases:
    """Cases inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def _values(self, case: Case) -> dict[str, Any]:
        values = asdict(case)
        for name in ("id", "report"):
            del values[name]
        return {**values, "level": int(case.level), "kind": case.report.kind}

    def read(self, record: Any) -> Case:
        """A case from its row."""
        report = _REPORT.validate_json(self._vault.open(record["sealed"], CASES.where(**record)))
        values = {name: record[name] for name in Case.__dataclass_fields__ if name != "report"}
        return Case(
            **{
                **values,
                "level": Level(record["level"]),
                "desk": Desk(record["desk"]),
                "status": Status(record["status"]),
                "outcome": Outcome(record["outcome"]) if record["outcome"] else None,
                "report": report,
                "place": record["place"] or "",
            }
        )

    async def open(self, case: Case) -> Case:
        """Add a case; it comes back with its id."""
        values = {**self._values(case), "version": 1, "sealed": b""}
        number = await self._db.scalar(insert(cases).values(**values).returning(cases.c.id))
        opened = replace(case, id=int(number or 0), version=1)
        await self._db.execute(update(cases).where(cases.c.id == opened.id).values(sealed=self._seal(opened)))
        return opened

    def _seal(self, case: Case) -> bytes:
        return self._vault.seal(_REPORT.dump_json(case.report), CASES.where(id=case.id))

    async def save(self, case: Case) -> Case:
        """Keep a changed case. Raises ``ConflictError`` where somebody changed it since it was loaded."""
        mine = (cases.c.id == case.id) & (cases.c.version == case.version)
        values = {**self._values(case), "version": case.version + 1, "sealed": self._seal(case)}
        if (await self._db.execute(update(cases).where(mine).values(**values))).rowcount != 1:
            raise ConflictError
        return replace(case, version=case.version + 1)

    async def find(self, case_id: int) -> Case | None:
        """The case with that id."""
        record = (await self._db.execute(_ONE, {"its": case_id})).mappings().first()
        return self.read(record) if record else None

    async def hold(self, case_id: int) -> Case | None:
        """The case as it is now; whoever changes it waits for the end of this transaction, or was waited for.

        For whatever may change it: a case that was only found may be another by the time when it is saved, again and
        again where much happens to it.
        """
        query = select(cases).where(cases.c.id == case_id).with_for_update(key_share=True)
        record = (await self._db.execute(query)).mappings().first()
        return self.read(record) if record else None

    async def of_reporter(self, reporter_id: int, limit: int | None = 10) -> list[Case]:
        """A councillor's latest cases (None: all of them), the newest first."""
        query = select(cases).where(cases.c.reporter_id == reporter_id)
        query = query.order_by(cases.c.id.desc()).limit(limit)
        return [self.read(record) for record in (await self._db.execute(query)).mappings()]

    async def latest_unfinished(self, reporter_id: int, since: datetime) -> Case | None:
        """The councillor's newest case that is not closed and was opened since then; it is held."""
        query = (
            select(cases)
            .where(
                cases.c.reporter_id == reporter_id,
                cases.c.status.in_((Status.OPEN, Status.TAKEN)),
                cases.c.opened_at >= since,
            )
            .order_by(cases.c.id.desc())
            .limit(1)
            .with_for_update(key_share=True)
        )
        record = (await self._db.execute(query)).mappings().first()
        return self.read(record) if record else None

    async def has_unfinished(self, reporter_id: int, level: Level) -> bool:
        """Whether the councillor has a case of at least that level that is not closed."""
        query = select(func.count()).where(
            cases.c.reporter_id == reporter_id,
            cases.c.status.in_((Status.OPEN, Status.TAKEN)),
            cases.c.level >= int(level),
        )
        return bool(await self._db.scalar(query))

    async def say(self, case_id: int, line: Line) -> None:
        """Add a line to a case's thread."""
        values = {
            "at": line.at,
            "author_id": line.author_id,
            "kind": line.kind,
            "message_id": line.message_id,
        }
        sealed = self._vault.seal_json(line.text, THREADS.where(case_id=case_id, message_id=line.message_id))
        await self._db.execute(insert(threads).values(case_id=case_id, sealed=sealed, **values))

    async def thread(self, case_id: int) -> list[Line]:
        """What was said about a case, in order."""
        query = select(threads).where(threads.c.case_id == case_id).order_by(threads.c.id)
        return [self._line(record) for record in (await self._db.execute(query)).mappings()]

    def _line(self, record: Any) -> Line:
        text = self._vault.open_json(record["sealed"], THREADS.where(**record))
        return Line(record["at"], record["author_id"], Said(record["kind"]), text, record["message_id"])

    async def case_of_message(self, author_id: int, message_id: int) -> int:
        """The case that a councillor's message belongs to, 0 where none."""
        query = select(func.max(threads.c.case_id)).where(
            threads.c.author_id == author_id, threads.c.message_id == message_id
        )
        return await self._db.scalar(query) or 0

    async def show(self, shown: Shown) -> None:
        """Remember under a name where a message was sent."""
        await upsert(self._db, messages, asdict(shown), "ref")

    async def shown(self, ref: str) -> Shown | None:
        """The message remembered under that name."""
        record = (await self._db.execute(select(messages).where(messages.c.ref == ref))).mappings().first()
        return Shown(**record) if record else None

    async def shown_for(self, case_id: int) -> list[Shown]:
        """All messages that show a case."""
        query = select(messages).where(messages.c.case_id == case_id).order_by(messages.c.ref)
        return [Shown(**record) for record in (await self._db.execute(query)).mappings()]

    async def shown_in(self, chat_id: int, case_ids: Iterable[int] | None = None) -> list[Shown]:
        """All messages in a chat that show a case; of these cases only, where some are given."""
        query = select(messages).where(messages.c.chat_id == chat_id).order_by(messages.c.ref)
        if case_ids is not None:
            query = query.where(messages.c.case_id.in_(list(case_ids)))
        return [Shown(**record) for record in (await self._db.execute(query)).mappings()]

    async def shown_at(self, chat_id: int, message_id: int) -> Shown | None:
        """What is remembered of the message with that id."""
        query = select(messages).where(messages.c.chat_id == chat_id, messages.c.message_id == message_id)
        record = (await self._db.execute(query)).mappings().first()
        return Shown(**record) if record else None

    async def ids(self) -> list[int]:
        """The ids of all cases, erased ones too."""
        return list(await self._db.scalars(select(cases.c.id).order_by(cases.c.id)))

    async def due_for_erasure(self, closed_before: datetime, limit: int) -> list[int]:
        """The ids of cases that were closed before then and are not erased yet, the oldest first."""
        due = (cases.c.closed_at < closed_before) & cases.c.erased_at.is_(None)
        return list(await self._db.scalars(select(cases.c.id).where(due).order_by(cases.c.closed_at).limit(limit)))

    async def erase(self, case_id: int, now: datetime) -> None:
        """Keep a case's numbers only: its words, who reported it and who had it are gone, and where it was shown.

        Nothing of it is opened, so that a record that cannot be is erased like any other.
        """
        one = cases.c.id == case_id
        kind = await self._db.scalar(select(cases.c.kind).where(one)) or ""
        empty = self._vault.seal(_REPORT.dump_json(Report(kind)), f"cases:{case_id}")
        values = {"sealed": empty, "reporter_id": 0, "holder": 0, "erased_at": now, "version": cases.c.version + 1}
        await self._db.execute(update(cases).where(one).values(**values))
        for table in (threads, messages, absent, letters, marks):
            await self._db.execute(delete(table).where(table.c.case_id == case_id))

    async def forget_shown(self, ref: str) -> None:
        """The message is gone."""
        await self._db.execute(delete(messages).where(messages.c.ref == ref))
