"""How a case looks: the officer's card with its buttons, and the councillor's receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.content import Knowledge
from bot.content.times import moment, span, when
from bot.domain.absent import Absent
from bot.domain.case import Case, Outcome, Status
from bot.domain.chat import Button, Rows, rows
from bot.domain.marks import MarkKind
from bot.domain.person import Person
from bot.domain.report import Desk

from .letters import reached

SUMMARY_CHARACTERS = 700


@dataclass(frozen=True, slots=True)
class WithoutChat:
    """The councillor of a case that an officer entered; ``untold`` letters wait, ``stranded`` ones with nobody."""

    who: Absent
    entered_by: str
    untold: int
    stranded: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a card shows beside the case itself."""

    case: Case
    reporter: Person | None
    holder: Person | None
    evidence: int
    notes: int = 0
    removals: int = 0
    #: From whom it is kept, by name; and those of them of whom the councillor was promised it.
    kept: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    absent: WithoutChat | None = None
    #: What it has in common with other councillors' cases, by their ids: who is shown the card may be told of some.
    alike: Mapping[int, frozenset[MarkKind]] = field(default_factory=dict)


class Cards:
    """Draws cards and receipts in the council's words and hours."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.words
        self._zone = knowledge.council.zone
        self._platforms = knowledge.platforms

    def when(self, moment: datetime, now: datetime) -> str:
        """A moment as people write it."""
        return when(moment, now, self._zone)

    def in_full(self, at: datetime) -> str:
        """A moment as a letter has it, which is read on another day."""
        return moment(at, self._zone)

    def kind(self, kind: str) -> str:
        """The label of a kind of report."""
        return self._words.plain(f"kind.{kind}")

    def where(self, where: str) -> str:
        """The label of a platform or place; a person's own words as they are."""
        if where in self._platforms:
            return self._platforms[where].name
        return self._words.plain(f"where.{where}") if self._words.has(f"where.{where}") else where

    def labels(self, step: str, values: tuple[str, ...]) -> str:
        """Chosen values by their labels, own words as they are."""
        words = self._words
        return ", ".join(words.plain(f"{step}.{v}") if words.has(f"{step}.{v}") else v for v in values)

    def card(self, seen: Seen, now: datetime, alike: Sequence[MarkKind] = ()) -> str:
        """The officer's card, as Telegram HTML of well under 4,096 characters; ``alike``: what others report too."""
        case, report, words = seen.case, seen.case.report, self._words
        lines = [
            words(f"card.head.{case.level.word}", number=case.number, status=self._status(seen, now)),
            words("card.kind", kind=self.kind(report.kind), desk=words.plain(f"desk.{case.desk}")),
            self._from(seen),
            words("card.age", opened=self.when(case.opened_at, now), age=span(now - case.opened_at)),
        ]
        if case.status is Status.OPEN:
            late = "late" if now >= case.take_by else "due"
            lines.append(words(f"card.{late}", by=self.when(case.take_by, now)))
        if case.said:
            lines.append(words(f"card.said.{case.said}"))
        if alike:
            common = ", ".join(words.plain(f"card.same.{kind}") for kind in alike)
            lines.append(words("card.campaign", common=common))
        lines += self._details(case)
        if seen.evidence:
            lines.append(words("card.evidence", count=seen.evidence))
        if seen.notes:
            lines.append(words("card.notes", count=seen.notes))
        if seen.removals:
            lines.append(words("card.removals", count=seen.removals))
        if seen.kept:
            lines.append(words("card.kept-from", names=", ".join(seen.kept)))
        return "\n".join(lines)

    def _status(self, seen: Seen, now: datetime) -> str:
        case, holder = seen.case, seen.holder.name if seen.holder else ""
        if case.is_drill and case.is_closed:
            return self._words.plain("card.status.drill")
        if case.status is Status.TAKEN and case.taken_at:
            return self._words.plain("card.status.taken", holder=holder, at=self.when(case.taken_at, now))
        if case.status is Status.RESOLVED and case.outcome:
            outcome = self._words.plain(f"outcome.{case.outcome}")
            return self._words.plain("card.status.resolved", holder=holder, outcome=outcome)
        return self._words.plain(f"card.status.{case.status}")

    def _from(self, seen: Seen) -> str:
        if seen.absent is not None:
            return self._on_behalf(seen.absent)
        if seen.reporter is None:
            return self._words("card.from.nobody")
        key = "known" if seen.case.verified else "unverified"
        line = self._words(f"card.from.{key}", name=seen.reporter.name, id=seen.reporter.id)
        return line if seen.reporter.reachable else f"{line}\n{self._words('card.from.blocked')}"

    def _on_behalf(self, absent: WithoutChat) -> str:
        words, who = self._words, absent.who
        agreed = ", ".join(words.plain(f"agreed.{each}") for each in who.agreed) or words.plain("agreed.nothing")
        name = who.name or words.plain("letter.no-name")
        lines = [words("card.from.behalf", name=name, how=reached(words, who)[:300], officer=absent.entered_by)]
        lines.append(words("card.from.agreed", agreed=agreed))
        if absent.untold:
            lines.append(words("card.from.untold", count=absent.untold))
        if absent.stranded:
            lines.append(words("card.from.stranded", count=absent.stranded))
        return "\n".join(lines)

    def _details(self, case: Case) -> list[str]:
        report, words = case.report, self._words
        shown = [
            ("what", report.what[:SUMMARY_CHARACTERS] + ("…" if len(report.what) > SUMMARY_CHARACTERS else "")),
            ("whom", self.labels("whom", (report.whom,))[:200] if report.whom else ""),
            ("where", self.where(report.where)[:200] if report.where else ""),
            ("who", report.who[:200]),
            ("links", " ".join(report.links)[:600]),
            ("effect", report.effect[:300]),
            ("contact", self.labels("contact", (report.contact,))[:200] if report.contact else ""),
            ("wishes", self.labels("wish", report.wishes)),
            ("signals", "; ".join(report.signals)[:400]),
        ]
        return [words(f"card.{name}", value=value) for name, value in shown if value]

    def buttons(self, seen: Seen) -> Rows:
        """What can be done with the case; checked against the database when pressed."""
        case = seen.case
        behalf: Rows = ()
        if seen.absent is not None:
            behalf = rows(Button(self._words.plain("button.behalf"), f"n:c:{case.id}"))
        if case.is_closed:
            return (*self._closed_buttons(seen), *behalf)
        verbs = ["take", "hand"] if case.status is Status.OPEN else ["reply", "ask", "note", "hand", "resolve"]
        if seen.evidence:
            verbs.append("evidence")
        if case.status is Status.TAKEN:
            verbs += ["more", "removal", "pack"]
        verbs.append("conflict")
        made = self._verbs(case, verbs)
        first, rest = (made[:1], made[1:]) if case.status is Status.OPEN else ([], made)
        return (*((tuple(first),) if first else ()), *rows(*rest, width=2), *behalf)

    def _closed_buttons(self, seen: Seen) -> Rows:
        """What can still be read of a resolved case, and put together for the police, who often ask later."""
        if seen.case.status is not Status.RESOLVED or seen.case.erased_at:
            return ()
        verbs = ["more", *(["evidence"] if seen.evidence else []), "pack"]
        return rows(*self._verbs(seen.case, verbs), width=2)

    def _verbs(self, case: Case, verbs: Sequence[str]) -> list[Button]:
        return [Button(self._words.plain(f"button.{verb}"), f"c:{case.id}:{verb}") for verb in verbs]

    def conflict(self, case: Case) -> Rows:
        """Whether an officer is sure that the case must be kept from them."""
        sure = Button(self._words.plain("button.conflict-sure"), f"c:{case.id}:conflict:sure")
        return (*rows(sure), self._back(case))

    def outcomes(self, case: Case) -> Rows:
        """The ways in which a case can end."""
        made = [Button(self._words.plain(f"outcome.{o}"), f"c:{case.id}:resolve:{o}") for o in Outcome]
        return (*rows(*made, width=2), self._back(case))

    def hand_over(self, case: Case, officers: list[Person]) -> Rows:
        """To whom a case can go: the other desk, or an officer by name."""
        other = Desk.COMMS if case.desk is Desk.SAFETY else Desk.SAFETY
        to_desk = Button(self._words.plain(f"button.hand-to-{other}"), f"c:{case.id}:hand:{other}")
        back = Button(self._words.plain("button.give-back"), f"c:{case.id}:hand:{case.desk}")
        to_people = [Button(p.name[:40], f"c:{case.id}:hand:{p.id}") for p in officers if p.id != case.holder]
        desks = (to_desk, back) if case.status is Status.TAKEN else (to_desk,)
        return (desks, *rows(*to_people, width=2), self._back(case))

    def questions(self, case: Case) -> Rows:
        """Prepared questions to ask a councillor."""
        keys = sorted(key for key in self._words.sentences if key.startswith("question."))
        made = [Button(self._words.plain(key)[:60], f"c:{case.id}:ask:{key.split('.')[1]}") for key in keys]
        own = Button(self._words.plain("button.own-words"), f"c:{case.id}:reply")
        return (*rows(*made, own), self._back(case))

    def _back(self, case: Case) -> tuple[Button, ...]:
        return (Button(self._words.plain("button.card"), f"c:{case.id}:card"),)

    def receipt(self, seen: Seen, now: datetime) -> str:
        """What the councillor keeps: number, promise, and each thing that has happened, with its time."""
        words, case, holder = self._words, seen.case, seen.holder
        lines = [words("receipt.head", number=case.number, kind=self.kind(case.report.kind))]
        lines.append(words("receipt.opened", at=self.when(case.opened_at, now)))
        if case.seen_at:
            lines.append(words("receipt.seen", at=self.when(case.seen_at, now)))
        desk = words.plain(f"desk.{case.desk}")
        if case.holder and case.taken_at and holder:
            taken = self.when(case.taken_at, now)
            lines.append(words("receipt.taken", desk=desk, name=holder.name, at=taken))
        if case.status is Status.OPEN:
            lines.append(words("receipt.promise", desk=desk, by=self.when(case.take_by, now)))
        if case.closed_at:
            outcome = words.plain(f"outcome.{case.outcome}") if case.outcome else ""
            key = "resolved" if case.status is Status.RESOLVED else "withdrawn"
            lines.append(words(f"receipt.{key}", at=self.when(case.closed_at, now), outcome=outcome))
        if seen.promised:
            lines.append(words("receipt.kept-from", names=", ".join(seen.promised)))
        return "\n".join(lines)

    def confirmed(self, case: Case) -> str:
        """The receipt as a letter says it, plain text."""
        desk = self._words.plain(f"desk.{case.desk}")
        return self._words.plain("letter.receipt", desk=desk, by=self.in_full(case.take_by))

    def own_buttons(self, case: Case) -> Rows:
        """What a councillor can do with their own case."""
        if case.is_closed:
            return ()
        return (
            (
                Button(self._words.plain("button.add"), f"m:{case.id}:add"),
                Button(self._words.plain("button.withdraw"), f"m:{case.id}:withdraw"),
            ),
        )
