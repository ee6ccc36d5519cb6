"""Evidence packs: asked for in a turn, which puts them into the audit; made outside it, in parts that can be sent."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from bot.content import Knowledge
from bot.domain.case import Case
from bot.domain.evidence import Item, ItemState
from bot.paper.archive import bundle
from bot.paper.blurring import blurred
from bot.paper.manifest import Listed
from bot.paper.pack import File, papers, printed
from bot.paper.signing import PackKey
from bot.storage import Database, Transaction

from .access import hears
from .enclosures import Made
from .making import order
from .telling import Telling, told
from .turn import Turn

WHAT = "pack"
#: Of the items in one part: Telegram takes 50 MB from a bot, and the papers go with the first.
PART_BYTES = 40 * 1024 * 1024
PACKED = "case:packed"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pack holds: all evidence and so many ``links`` of the audit, as it stood when the pack was asked for.

    ``items`` are all of the case's, by id; ``parts`` those of them whose files are packed, by the part they go into.
    """

    case_id: int
    officer_id: int
    links: int
    items: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]

    def about(self, part: int) -> dict[str, Any]:
        """What the row that makes a part holds."""
        rest = {"officer": self.officer_id, "links": self.links, "items": self.items, "parts": self.parts}
        return {"case": self.case_id, "part": part, **rest}

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> Self:
        """The plan of such a row."""
        parts = tuple(map(tuple, about["parts"]))
        return cls(about["case"], about["officer"], about["links"], tuple(about["items"]), parts)


async def planned(turn: Turn, case: Case, officer_id: int, size: int) -> Plan:
    """The plan of a pack whose parts have items of ``size`` bytes at most; that it is made is in the audit."""
    items = await turn.tx.evidence.of_case(case.id)
    kept = [item for item in items if item.state is ItemState.KEPT]
    link = await turn.tx.audit.record(case.id, turn.now, turn.actor, PACKED)
    return Plan(case.id, officer_id, link.seq, tuple(item.id for item in items), _split(kept, size))


def _split(items: Sequence[Item], size: int) -> tuple[tuple[int, ...], ...]:
    parts: list[list[int]] = [[]]
    room = size
    for item in items:
        if item.attachment.size > room and parts[-1]:
            parts.append([])
            room = size
        parts[-1].append(item.id)
        room -= item.attachment.size
    return tuple(map(tuple, parts))


def has_pack(case: Case) -> bool:
    """Whether there is anything to pack: a drill is nothing, and of an erased case nothing is left."""
    return not case.is_drill and case.erased_at is None


@dataclass(frozen=True, slots=True)
class Packs:
    """Takes orders for packs, where there is a key to sign them with."""

    can_sign: bool

    async def ask(self, turn: Turn, case: Case, officer_id: int) -> None:
        """Have a pack made, and sent to an officer's own chat."""
        plan = await planned(turn, case, officer_id, PART_BYTES)
        for part in range(len(plan.parts)):
            await order(turn, WHAT, officer_id, **plan.about(part))


class Packing:
    """Makes the parts of a pack."""

    def __init__(self, database: Database, knowledge: Knowledge, key: PackKey) -> None:
        self._database = database
        self._knowledge = knowledge
        self._key = key

    async def make(self, about: Mapping[str, Any]) -> Sequence[Made]:
        """One part, for an officer who may have it still."""
        plan = Plan.of(about)
        async with self._database.transaction() as tx:
            case = await tx.cases.find(plan.case_id)
            if case is None or not has_pack(case) or not await hears(tx, case, plan.officer_id):
                return ()
        number, parts = about["part"] + 1, len(plan.parts)
        words, more = self._knowledge.words, f"-{number}-of-{parts}" if parts > 1 else ""
        key = "pack.file" if number == 1 else "pack.file-part"
        caption = words(key, number=case.number, part=number, parts=parts)
        return (Made(f"{case.number}-pack{more}.zip", await self.part(plan, about["part"]), caption),)

    async def part(self, plan: Plan, number: int) -> bytes:
        """One part as a ZIP: the papers are in the first."""
        async with self._database.transaction() as tx:
            telling = await told(tx, self._knowledge, plan.case_id, plan.links, plan.items)
        asked_at = telling.chain[-1].at
        files = await self._papers(telling, plan, asked_at) if number == 0 else []
        files += [await self._file(telling, item_id) for item_id in plan.parts[number]]
        return await asyncio.to_thread(bundle, files, asked_at)

    async def _papers(self, telling: Telling, plan: Plan, made_at: datetime) -> list[File]:
        packed = {item_id for ids in plan.parts for item_id in ids}
        thumbnails: dict[int, bytes] = {}
        listed: list[Listed] = []
        for item in telling.items:
            if item.id in packed:
                name, content = await self._file(telling, item.id)
                listed.append(Listed.of(name, content))
                if item.may_be_shown and (thumbnail := await asyncio.to_thread(blurred, content)):
                    thumbnails[item.id] = thumbnail
        dossier = telling.dossier(made_at, self._key.name, packed, thumbnails)
        words, council = self._knowledge.words, self._knowledge.council.name
        report = await asyncio.to_thread(printed, dossier, words)
        about = {"case": telling.case.number, "council": council, "made_at": made_at.isoformat()}
        return papers(report, listed, telling.chain, self._key, words, **about)

    async def _file(self, telling: Telling, item_id: int) -> File:
        async with self._database.transaction() as tx:
            content = await _content(tx, item_id)
        return telling.places[item_id], content


async def _content(tx: Transaction, item_id: int) -> bytes:
    content = await tx.evidence.content(item_id)
    if content is None:
        raise LookupError(f"evidence {item_id} is gone")
    return content
