"""A removal: a platform is asked to take a post down, with a ledger of its own; which move is allowed from where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

#: Report Harmful Content looks at a post once the platform has answered, or has been silent for more than this.
SILENCE: Final = timedelta(days=7)
#: A figure of fewer than this many could point to somebody.
FEWEST: Final = 5


class State(StrEnum):
    """Where a removal stands."""

    ASKED = "asked"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REMOVED = "removed"
    REFUSED = "refused"
    APPEALED = "appealed"
    ESCALATED = "escalated"
    CLOSED = "closed"


#: The moves there are, by where they start. A post may go down whatever the platform said, and it may come back.
MOVES: Final[Mapping[State, tuple[State, ...]]] = {
    State.ASKED: (State.SENT, State.REMOVED, State.CLOSED),
    State.SENT: (State.ACKNOWLEDGED, State.REMOVED, State.REFUSED, State.ESCALATED, State.CLOSED),
    State.ACKNOWLEDGED: (State.REMOVED, State.REFUSED, State.ESCALATED, State.CLOSED),
    State.REMOVED: (State.ASKED, State.CLOSED),
    State.REFUSED: (State.APPEALED, State.REMOVED, State.ESCALATED, State.CLOSED),
    State.APPEALED: (State.REMOVED, State.REFUSED, State.ESCALATED, State.CLOSED),
    State.ESCALATED: (State.REMOVED, State.REFUSED, State.CLOSED),
    State.CLOSED: (),
}


class Mark(StrEnum):
    """What a step of the ledger is."""

    MOVED = "moved"
    #: Another report of the same post came in.
    JOINED = "joined"
    #: The rule that the post is said to break was chosen.
    RULE = "rule"
    #: Something was added: a note, the platform's reference, its answer.
    ADDED = "added"
    #: A short link gave way to the post's own; the note is the short one.
    LINKED = "linked"
    #: Ofcom was told, for information.
    INFORMED = "informed"


class Barred(StrEnum):
    """Why a move is not possible; the key of a sentence."""

    NOT_FROM_HERE = "not-from-here"
    TOO_EARLY = "too-early"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the ledger. ``actor`` is a person's id, 0 for the bot; ``state`` is where the removal then stands.

    ``evidence`` are ids of what was attached.
    """

    at: datetime
    actor: int
    state: State
    mark: Mark = Mark.MOVED
    note: str = ""
    reference: str = ""
    answer: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be taken down. ``link`` is as it was given, ``address`` the same for all links to the post."""

    link: str
    address: str
    #: A platform's id, "" for a site that is none of them.
    platform: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """One removal. ``kind`` is the harm that the post does, which names the platform's rule.

    ``holder`` is the officer's id, 0 while nobody looks after it; ``next_at`` is when somebody is reminded.
    """

    id: int
    state: State
    kind: str
    post: Post
    asked_at: datetime
    next_at: datetime | None = None
    holder: int = 0
    sent_at: datetime | None = None
    removed_at: datetime | None = None
    closed_at: datetime | None = None
    erased_at: datetime | None = None
    version: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def number(self) -> str:
        """The number that officers quote."""
        return f"RM-{self.id:04d}"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of anybody."""
        return self.state is State.CLOSED

    @property
    def was_joined(self) -> bool:
        """Whether it ended because its short link led to a post that has a removal already."""
        return self.is_closed and bool(self.steps) and self.steps[-1].mark is Mark.LINKED

    @property
    def _round(self) -> tuple[Step, ...]:
        """The steps since the post was last to be reported: what a platform said before it came back is over."""
        asked = [n for n, step in enumerate(self.steps) if step.state is State.ASKED and step.mark is Mark.MOVED]
        return self.steps[asked[-1] :] if asked else self.steps

    @property
    def was_refused(self) -> bool:
        """Whether the platform has answered that the post stays."""
        return any(step.state is State.REFUSED for step in self._round)

    @property
    def reference(self) -> str:
        """The platform's latest reference, "" where there is none."""
        return next((step.reference for step in reversed(self._round) if step.reference), "")

    @property
    def answer(self) -> str:
        """The platform's latest answer in words, "" where there is none."""
        return next((step.answer for step in reversed(self._round) if step.answer), "")

    @property
    def evidence(self) -> tuple[int, ...]:
        """The ids of all that was attached."""
        return tuple(item for step in self.steps for item in step.evidence)


def is_eligible_for_rhc(removal: Removal, now: datetime) -> bool:
    """Whether Report Harmful Content looks at the post: the platform has refused, or was silent for too long."""
    if State.ESCALATED not in MOVES[removal.state]:
        return False
    return removal.was_refused or (removal.sent_at is not None and now - removal.sent_at > SILENCE)


def allowed(removal: Removal, now: datetime) -> tuple[State, ...]:
    """The moves that are possible now, in the order in which they are offered."""
    eligible = is_eligible_for_rhc(removal, now)
    return tuple(state for state in MOVES[removal.state] if state is not State.ESCALATED or eligible)


def move(removal: Removal, to: State, officer_id: int, now: datetime) -> Removal | Barred:
    """The next state, with its step in the ledger; whoever moves a removal looks after it from then on."""
    if to not in MOVES[removal.state]:
        return Barred.NOT_FROM_HERE
    if to not in allowed(removal, now):
        return Barred.TOO_EARLY
    moved = replace(removal, state=to, holder=officer_id, steps=(*removal.steps, Step(now, officer_id, to)))
    match to:
        case State.ASKED:
            return replace(moved, sent_at=None, removed_at=None)
        case State.SENT:
            return replace(moved, sent_at=now)
        case State.REMOVED:
            return replace(moved, removed_at=now)
        case State.CLOSED:
            return replace(moved, closed_at=now, next_at=None)
    return moved


def end(removal: Removal, step: Step) -> Removal:
    """The end of a removal whose post is looked after by another one, wherever it stands."""
    return replace(
        removal, state=State.CLOSED, holder=step.actor, closed_at=step.at, next_at=None, steps=(*removal.steps, step)
    )


def add(removal: Removal, step: Step) -> Removal:
    """A step that moves nothing: it stands where the removal stands."""
    return replace(removal, steps=(*removal.steps, replace(step, state=removal.state)))


def median_days(spans: Iterable[tuple[str, timedelta]]) -> dict[str, tuple[float, int] | None]:
    """Median days from report to removal by platform, and of how many; None where there are fewer than ``FEWEST``."""
    by_platform: dict[str, list[float]] = {}
    for platform, span in spans:
        by_platform.setdefault(platform, []).append(span / timedelta(days=1))
    return {
        platform: (median(found), len(found)) if len(found) >= FEWEST else None
        for platform, found in sorted(by_platform.items())
    }
