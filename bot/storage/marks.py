"""What cases have in common: keyed digests, so that nobody without the key can tell of what."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, and_, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Case
from bot.domain.marks import MarkKind, is_alike

from .places import MARKS
from .rows import insert_new
from .schema import cases, marks
from .vault import Vault

#: Reports of longer ago belong to no campaign of now; their marks are erased.
WINDOW = timedelta(days=30)
_PURPOSE = "wardlight marks"


class Marks:
    """Marks inside one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def add(self, case_id: int, kind: MarkKind, value: str, now: datetime) -> None:
        """A case has an account or a link; during a change of key it is kept under both."""
        for digest in self._digests(kind, value):
            values = {"case_id": case_id, "kind": kind, "digest": digest, "at": now}
            await insert_new(self._db, marks, values)

    def _digests(self, kind: MarkKind, value: str) -> tuple[str, ...]:
        return self._vault.digests(_PURPOSE, f"{kind}:{value}")

    async def add_picture(self, case_id: int, likeness: str, now: datetime) -> None:
        """A case has a picture that looks so: it gets the digest of the first that looked like it."""
        known = await self.pictures(now - WINDOW)
        same = [digest for digest, other in known.items() if is_alike(likeness, other)]
        digest = same[0] if same else self._digests(MarkKind.PICTURE, likeness)[0]
        sealed = self._vault.seal_json(likeness, MARKS.where(case_id=case_id, digest=digest))
        values = {"case_id": case_id, "kind": MarkKind.PICTURE, "digest": digest, "at": now, "sealed": sealed}
        await insert_new(self._db, marks, values)

    async def pictures(self, since: datetime) -> Mapping[str, str]:
        """How the pictures since then look, by digest; of those that are alike, the first."""
        query = select(marks).where(marks.c.kind == MarkKind.PICTURE, marks.c.at >= since).order_by(marks.c.id.desc())
        records = (await self._db.execute(query)).mappings()
        return {each["digest"]: self._vault.open_json(each["sealed"], MARKS.where(**each)) for each in records}

    async def alike(self, case: Case) -> Mapping[int, frozenset[MarkKind]]:
        """Other councillors' cases within the window that have something in common with a case, and what, by id."""
        mine, other = marks.alias("mine"), marks.alias("other")
        between = type_coerce(mine.c.at, BigInteger) - type_coerce(other.c.at, BigInteger)
        most = WINDOW // timedelta(microseconds=1)
        same = and_(other.c.digest == mine.c.digest, other.c.kind == mine.c.kind, between.between(-most, most))
        query = (
            select(other.c.case_id, other.c.kind)
            .select_from(mine)
            .join(other, same)
            .join(cases, cases.c.id == other.c.case_id)
            .where(mine.c.case_id == case.id, cases.c.id != case.id)
            # 0 is anybody without Telegram: another case of theirs is taken for somebody else's.
            .where(or_(cases.c.reporter_id == 0, cases.c.reporter_id != case.reporter_id))
        )
        found: dict[int, set[MarkKind]] = defaultdict(set)
        for case_id, kind in await self._db.execute(query):
            found[case_id].add(MarkKind(kind))
        return {case_id: frozenset(kinds) for case_id, kinds in sorted(found.items())}
