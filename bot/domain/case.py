"""A case: something that a person must take, and the moves it can make."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .report import Desk, Report
from .severity import Level

#: The kind of report that only a rehearsed emergency has.
DRILL = "drill"


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    TAKEN = "taken"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """How a case ended."""

    ADVISED = "advised"
    REMOVED = "removed"
    NOT_REMOVED = "not-removed"
    POLICE = "police"
    RECORDED = "recorded"
    SAFE = "safe"
    NO_ACTION = "no-action"


class Refusal(StrEnum):
    """Why a move is not possible; the key of a sentence."""

    CLOSED = "closed"
    TAKEN_ALREADY = "taken-already"
    NOT_TAKEN = "not-taken"
    NOT_YOURS = "not-yours"
    SAME_HOLDER = "same-holder"
    UNREACHABLE = "unreachable"
    KEPT_FROM = "kept-from"


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``holder`` is the officer's id, 0 while nobody has it; ``rung`` counts escalations."""

    id: int
    level: Level
    desk: Desk
    report: Report
    reporter_id: int
    opened_at: datetime
    take_by: datetime
    verified: bool = True
    status: Status = Status.OPEN
    holder: int = 0
    rung: int = 0
    seen_at: datetime | None = None
    taken_at: datetime | None = None
    worked_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    #: What the councillor said under the 999 card: "danger", "safe" or "".
    said: str = ""
    version: int = 0
    #: Its words, names and evidence were erased then, when its time was up; numbers stay.
    erased_at: datetime | None = None
    #: Where it happened, where that is one of the places to choose from: a platform's id, or a word.
    place: str = ""

    @property
    def number(self) -> str:
        """The number that people quote."""
        return f"{'DRILL' if self.is_drill else 'WL'}-{self.id:04d}"

    @property
    def is_drill(self) -> bool:
        """Whether nobody is in danger and an emergency is only rehearsed; such a case counts nowhere."""
        return self.report.kind == DRILL

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of anybody."""
        return self.status in (Status.RESOLVED, Status.WITHDRAWN)

    @property
    def urgency(self) -> tuple[int, datetime]:
        """The order of the queue: level first, then age."""
        return -self.level, self.opened_at


Move = Case | Refusal


def take(case: Case, officer_id: int, now: datetime) -> Move:
    """An officer makes the case theirs."""
    if case.is_closed:
        return Refusal.CLOSED
    if case.status is Status.TAKEN:
        return Refusal.SAME_HOLDER if case.holder == officer_id else Refusal.TAKEN_ALREADY
    return replace(
        case,
        status=Status.TAKEN,
        holder=officer_id,
        seen_at=case.seen_at or now,
        taken_at=now,
        worked_at=now,
    )


def work(case: Case, officer_id: int, now: datetime) -> Move:
    """The officer who has the case did something for it."""
    if case.is_closed:
        return Refusal.CLOSED
    if case.status is Status.OPEN:
        return Refusal.NOT_TAKEN
    if case.holder != officer_id:
        return Refusal.NOT_YOURS
    return replace(case, worked_at=now)


def hand_over(case: Case, desk: Desk, holder: int, now: datetime, take_by: datetime) -> Move:
    """Give the case to another officer, who has it at once, or (``holder`` 0) to a desk, where it waits for one.

    A case that was taken waits anew; one that nobody took is promised for no later than before.
    """
    if case.is_closed:
        return Refusal.CLOSED
    if holder and holder == case.holder:
        return Refusal.SAME_HOLDER
    if holder:
        return replace(case, desk=desk, status=Status.TAKEN, holder=holder, taken_at=now, worked_at=now, rung=0)
    if case.status is Status.OPEN:
        return Refusal.NOT_TAKEN if desk is case.desk else replace(case, desk=desk)
    return replace(case, desk=desk, status=Status.OPEN, holder=0, take_by=take_by, worked_at=None, rung=0)


def give_back(case: Case, take_by: datetime) -> Move:
    """Nobody heard of the case again: it goes back to the desk."""
    if case.status is not Status.TAKEN:
        return Refusal.NOT_TAKEN
    return replace(case, status=Status.OPEN, holder=0, worked_at=None, take_by=take_by, rung=0)


def resolve(case: Case, officer_id: int, outcome: Outcome, now: datetime) -> Move:
    """The officer who has the case ends it."""
    moved = work(case, officer_id, now)
    if isinstance(moved, Refusal):
        return moved
    return replace(moved, status=Status.RESOLVED, outcome=outcome, closed_at=now)


def withdraw(case: Case, now: datetime) -> Move:
    """The councillor takes the report back; what was recorded stays."""
    if case.is_closed:
        return Refusal.CLOSED
    return replace(case, status=Status.WITHDRAWN, closed_at=now)


def raise_to(case: Case, level: Level, take_by: datetime) -> Case:
    """The case is more serious than it looked; it is never less."""
    if level <= case.level or case.is_closed:
        return case
    desk = Desk.SAFETY if level >= Level.URGENT else case.desk
    earlier = min(take_by, case.take_by) if case.status is Status.OPEN else case.take_by
    return replace(case, level=level, desk=desk, take_by=earlier)
