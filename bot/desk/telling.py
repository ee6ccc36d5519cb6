"""A case told for people outside the council: its facts, what was done and written, and its evidence."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel.dates import format_datetime

from bot.content import Knowledge, Words
from bot.domain.absent import Absent
from bot.domain.audit import Link, digest_of
from bot.domain.case import Case
from bot.domain.evidence import Item
from bot.domain.text import is_number, one_line
from bot.paper.dossier import Dossier, Facts, Moment, Piece
from bot.paper.pack import place_of
from bot.storage import Transaction
from bot.storage.cases import Line, Said

from .cards import Cards

#: What an entry of the audit about all of a case's evidence is, to each item of it.
_ABOUT_ALL: Final = ("evidence:shown", "case:packed")
#: Entries and lines that say what the councillor told.
_TOLD: Final = ("case:opened", "case:completed", "case:added")
_SAID: Final = (Said.REPORTER, Said.EDIT)


@dataclass(frozen=True, slots=True)
class Telling:
    """A case as it stood after so many links of its audit. ``names`` are people's, by id.

    ``absent`` is whose case it is, where they have no Telegram: what they told, an officer took down. ``answers`` are
    the items, by id, that officers attached to removals.
    """

    knowledge: Knowledge
    case: Case
    chain: tuple[Link, ...]
    lines: tuple[Line, ...]
    items: tuple[Item, ...]
    names: Mapping[int, str]
    absent: Absent | None
    answers: frozenset[int]

    @property
    def places(self) -> Mapping[int, str]:
        """Where each item lies in the pack, by its id."""
        return {item.id: place_of(item, number) for number, item in enumerate(self.items, 1)}

    def dossier(
        self, made_at: datetime, signed_by: str, packed: Collection[int], thumbnails: Mapping[int, bytes]
    ) -> Dossier:
        """The case as it is printed; ``packed`` are the items whose files go with it, by id."""
        return Dossier(
            number=self.case.number,
            council=self.knowledge.council.name,
            made_at=self._at(made_at),
            signed_by=signed_by,
            facts=self._facts(),
            what=self.case.report.what,
            timeline=tuple(self._moment(link) for link in self.chain),
            log=tuple(self._said(line) for line in self.lines if line.kind is not Said.ANSWER),
            pieces=tuple(
                self._piece(number, item, item.id in packed, thumbnails.get(item.id))
                for number, item in enumerate(self.items, 1)
            ),
        )

    def _at(self, moment: datetime | None) -> str:
        """``23 Nov 2026, 10:05:07 GMT``; "" for none."""
        if moment is None:
            return ""
        zone = self.knowledge.council.zone
        return format_datetime(moment.astimezone(zone), "d MMM y, HH:mm:ss z", locale="en_GB", tzinfo=zone)

    def _who(self, person_id: int) -> str:
        """A person by name: the councillor as such, and whoever has left by id."""
        words = self.knowledge.words
        if person_id <= 0:
            return words.plain("pack.bot")
        name = self.names.get(person_id)
        if name is None:
            return words.plain("pack.nobody", id=person_id)
        return words.plain("pack.councillor", name=name) if person_id == self.case.reporter_id else name

    def _told_by(self, person_id: int) -> str:
        """From whom that came which somebody handed in: for who has no Telegram, an officer took it down."""
        if self.absent is None or person_id <= 0:
            return self._who(person_id)
        return self.knowledge.words.plain("pack.told", name=self._absent_name(), officer=self._who(person_id))

    def _absent_name(self) -> str:
        words, name = self.knowledge.words, self.absent.name if self.absent else ""
        return words.plain("pack.councillor", name=name) if name else words.plain("pack.unnamed")

    def _owner(self, item: Item) -> str:
        return self._who(item.owner_id) if item.id in self.answers else self._told_by(item.owner_id)

    def _moment(self, link: Link) -> Moment:
        handed_in = {item.received_at for item in self.items if item.id not in self.answers}
        is_told = link.action.startswith(_TOLD) or (link.action == "evidence:received" and link.at in handed_in)
        who = self._told_by(link.actor) if is_told else self._who(link.actor)
        return Moment(self._at(link.at), who, self._done(link))

    def _done(self, link: Link) -> str:
        words = self.knowledge.words
        return words.plain(done_key(words, link.action) or "pack.done.other")

    def _said(self, line: Line) -> Moment:
        text = self.knowledge.words.plain(f"pack.said.{line.kind}", text=line.text)
        who = self._told_by(line.author_id) if line.kind in _SAID else self._who(line.author_id)
        return Moment(self._at(line.at), who, text)

    def _named(self, rows: Iterable[tuple[str, str]]) -> Facts:
        words = self.knowledge.words
        return tuple((words.plain(f"pack.fact.{name}"), value) for name, value in rows if value)

    def _facts(self) -> Facts:
        case, words, cards = self.case, self.knowledge.words, Cards(self.knowledge)
        outcome = words.plain(f"outcome.{case.outcome}") if case.outcome else words.plain(f"card.short.{case.status}")
        head = [
            ("number", case.number),
            ("kind", cards.kind(case.report.kind)),
            ("level", words.plain(f"level-plain.{case.level.word}")),
            ("status", outcome),
            ("desk", words.plain(f"desk.{case.desk}")),
            *self._reporter(),
            ("opened", self._at(case.opened_at)),
            ("taken", self._at(case.taken_at)),
            ("closed", self._at(case.closed_at)),
        ]
        end = words.plain("pack.fact.audit-link", links=len(self.chain), hash=self.chain[-1].hash)
        return self._named([*head, *self._answers(cards), ("audit", end)])

    def _reporter(self) -> list[tuple[str, str]]:
        if self.absent is not None:
            return [("reporter", self._absent_name()), ("told-to", self._who(self.absent.entered_by))]
        name = self.names.get(self.case.reporter_id, "")
        unverified = self.knowledge.words.plain("pack.fact.unverified", name=name)
        return [("reporter", name if self.case.verified else unverified)]

    def _answers(self, cards: Cards) -> list[tuple[str, str]]:
        report = self.case.report
        return [
            ("whom", cards.labels("whom", (report.whom,)) if report.whom else ""),
            ("where", cards.where(report.where) if report.where else ""),
            ("who", report.who),
            ("links", "\n".join(report.links)),
            ("effect", report.effect),
            ("contact", cards.labels("contact", (report.contact,)) if report.contact else ""),
            ("wishes", cards.labels("wish", report.wishes)),
            ("signals", "; ".join(report.signals)),
        ]

    def _piece(self, number: int, item: Item, is_packed: bool, thumbnail: bytes | None) -> Piece:
        words, attachment = self.knowledge.words, item.attachment
        why = words.plain(f"upload.why.{item.remark}", name=one_line(attachment.name)) if item.remark else ""
        rows = [
            ("called", one_line(attachment.name)),
            ("media", words.plain(f"pack.media.{attachment.kind}")),
            ("size", words.plain("pack.fact.bytes", count=attachment.size)),
            ("sha256", item.sha256),
            ("received", self._at(item.received_at)),
            ("from", self._owner(item)),
            ("forwarded", item.forwarded_from),
            ("telegram", str(item.message_id) if item.message_id else ""),
            ("caption", item.caption),
            ("state", words.plain(f"pack.state.{item.state}", why=why)),
        ]
        name = self.places[item.id] if is_packed else ""
        return Piece(f"E{number}", name, self._named(rows), self._trail(item), thumbnail)

    def _trail(self, item: Item) -> tuple[Moment, ...]:
        """Who handled an item: from its coming in to this pack."""
        words = self.knowledge.words
        trail = [Moment(self._at(item.received_at), self._owner(item), words.plain("pack.done.evidence-received"))]
        if item.received_at < self.case.opened_at:
            opened = self.chain[0]
            trail.append(Moment(self._at(opened.at), self._told_by(opened.actor), words.plain("pack.attached")))
        for link in self.chain:
            is_its = bool(item.sha256) and link.digest == digest_of(item.sha256)
            if is_its or (link.action in _ABOUT_ALL and link.at >= item.received_at):
                trail.append(Moment(self._at(link.at), self._who(link.actor), self._done(link)))
        return tuple(trail)


def done_key(words: Words, action: str) -> str:
    """The key of what an entry of the audit says: the more of its words are known, the better; "" where none is."""
    parts = [part for part in action.split(":") if not is_number(part)]
    keys = [f"pack.done.{'-'.join(parts[:length])}" for length in range(len(parts), 0, -1)]
    return next((key for key in keys if words.has(key)), "")


async def told(tx: Transaction, knowledge: Knowledge, case_id: int, links: int, item_ids: Collection[int]) -> Telling:
    """A case after so many links of its audit, with these items. Raises ``LookupError`` where there is no such case."""
    case = await tx.cases.find(case_id)
    if case is None:
        raise LookupError(f"no case {case_id}")
    chain = tuple((await tx.audit.chain(case_id))[:links])
    lines = [line for line in await tx.cases.thread(case_id) if line.at <= chain[-1].at]
    items = [item for item in await tx.evidence.of_case(case_id) if item.id in item_ids]
    absent = await tx.absent.of_case(case_id)
    answers = frozenset(id for removal in await tx.removals.of_case(case_id) for id in removal.evidence)
    known = {case.reporter_id, *(link.actor for link in chain), *(line.author_id for line in lines)}
    known |= {item.owner_id for item in items} | ({absent.entered_by} if absent else set())
    found = [await tx.people.find(person_id) for person_id in sorted(known)]
    names = {person.id: person.name for person in found if person is not None}
    return Telling(knowledge, case, chain, tuple(lines), tuple(items), names, absent, answers)
