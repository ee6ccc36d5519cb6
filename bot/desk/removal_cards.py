"""How a removal looks to officers: the post, the ledger, and the buttons for what can come next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.content import Harm, Html, Knowledge
from bot.content.removals import Rule
from bot.content.times import day, when
from bot.domain.case import Case, Status
from bot.domain.chat import Button, Rows, rows
from bot.domain.removal import SILENCE, Mark, Removal, State, Step, allowed, is_eligible_for_rhc

from .links import is_short, untracked

#: Steps of a ledger, and characters of what was said in one, on a card.
STEPS, SAID, LINK = 8, 150, 400
#: Cases on a card that have buttons.
CASES = 3
#: Which wording fits where a removal stands.
_WORDINGS = {
    State.ASKED: ("report",),
    State.SENT: ("report", "escalate"),
    State.ACKNOWLEDGED: ("report", "escalate"),
    State.REFUSED: ("appeal", "escalate", "inform"),
    State.APPEALED: ("appeal", "escalate", "inform"),
    State.ESCALATED: ("escalate", "inform"),
}


@dataclass(frozen=True, slots=True)
class Viewed:
    """A removal as one officer may see it: of its cases those that are theirs to open, and how many others ask."""

    removal: Removal
    cases: Sequence[Case]
    others: int
    #: Names by id, of those who did something.
    names: Mapping[int, str]
    #: The first case that has evidence, and how much: of the post or of anything else.
    evidence: tuple[Case, int] | None = None
    #: Whether anybody still asks for it: not where each of its cases was withdrawn.
    wanted: bool = True

    @property
    def untaken(self) -> Sequence[Case]:
        """Those of the cases that nobody has taken yet: work on the post takes none."""
        return [case for case in self.cases if case.status is Status.OPEN]


class RemovalCards:
    """Draws removals in the council's words and hours."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.words
        self._rules = knowledge.removals
        self._platforms = knowledge.platforms
        self._council = knowledge.council

    def platform(self, removal: Removal) -> str:
        """The platform's name."""
        known = self._platforms.get(removal.post.platform)
        return known.name if known else self._words.plain("removal.website")

    def link(self, removal: Removal) -> str:
        """The post, for others than the councillor who gave the link: it does not tell who shared it."""
        return untracked(removal.post.link)

    def rule(self, removal: Removal) -> str:
        """The platform's rule that the post is said to break, by its name."""
        return self._rule(removal).name

    def _rule(self, removal: Removal) -> Rule:
        known = self._rules.rules_of(removal.post.platform)
        return known.get(removal.kind, known[Harm.OTHER])

    def when(self, moment: datetime, now: datetime) -> str:
        """A moment as people write it."""
        return when(moment, now, self._council.zone)

    def state(self, removal: Removal) -> str:
        """Where it stands, in a few words."""
        return self._words.plain(f"removal.state.{removal.state}")

    def outcome(self, removal: Removal) -> str:
        """The same for a councillor: of one that is closed, whether the post went down."""
        down = removal.is_closed and removal.removed_at
        return self.state(replace(removal, state=State.REMOVED) if down else removal)

    def card(self, viewed: Viewed, now: datetime) -> str:
        """The card, as Telegram HTML of well under 4,096 characters."""
        removal, words = viewed.removal, self._words
        head = {"number": removal.number, "platform": self.platform(removal), "state": self.state(removal)}
        if removal.erased_at:
            return words("removal.erased", **head)
        lines: list[str] = [words("removal.head", **head), words("removal.link", link=self.link(removal)[:LINK])]
        if is_short(removal.post.address) and not removal.is_closed:
            lines.append(words("removal.short"))
        if removal.post.handle:
            lines.append(words("removal.by", handle=removal.post.handle))
        lines.append(words("removal.rule", rule=self.rule(removal)))
        lines.append(self._asked_by(viewed))
        if viewed.untaken:
            lines.append(words("removal.untaken", numbers=_numbers(viewed.untaken)))
        if not viewed.wanted and not removal.is_closed:
            lines.append(words("removal.unwanted"))
        if viewed.evidence:
            lines.append(words("removal.evidence", number=viewed.evidence[0].number, count=viewed.evidence[1]))
        lines += self._times(removal, viewed.names, now)
        return "\n".join([*lines, "", *self._ledger(viewed, now)])

    def _asked_by(self, viewed: Viewed) -> str:
        key = "asked-by-others" if viewed.others else "asked-by"
        return self._words(f"removal.{key}", numbers=_numbers(viewed.cases), others=viewed.others)

    def _times(self, removal: Removal, names: Mapping[int, str], now: datetime) -> list[str]:
        words = self._words
        lines: list[str] = []
        if removal.holder:
            lines.append(words("removal.holder", name=names[removal.holder]))
        if removal.next_at:
            lines.append(words("removal.next", at=self.when(removal.next_at, now)))
        duty = self._rules.duties.get(removal.kind)
        if duty and removal.sent_at and removal.state not in (State.REMOVED, State.CLOSED):
            by = removal.sent_at + duty.within
            lines.append(words(f"removal.duty.{'late' if now >= by else 'due'}", by=self.when(by, now)))
        if is_eligible_for_rhc(removal, now):
            lines.append(words("removal.rhc.open", url=self._rules.escalate))
        elif removal.sent_at and removal.state in (State.SENT, State.ACKNOWLEDGED):
            lines.append(words("removal.rhc.later", at=self.when(removal.sent_at + SILENCE, now)))
        return lines

    def _ledger(self, viewed: Viewed, now: datetime) -> list[str]:
        steps = viewed.removal.steps
        left = len(steps) - STEPS
        earlier = [self._words("removal.earlier", count=left)] if left > 0 else []
        return earlier + [self._step(step, viewed.names, now) for step in steps[-STEPS:]]

    def _step(self, step: Step, names: Mapping[int, str], now: datetime) -> str:
        words = self._words
        what = words.plain(f"removal.state.{step.state}" if step.mark == "moved" else f"removal.mark.{step.mark}")
        note = untracked(step.note) if step.mark is Mark.LINKED else step.note
        said = {"reference": step.reference, "answer": step.answer, "note": note}
        parts = [words(f"removal.said.{name}", text=text[:SAID]) for name, text in said.items() if text]
        if step.evidence:
            parts.append(words("removal.said.evidence", count=len(step.evidence)))
        who = names.get(step.actor, "")
        line = words(
            "removal.step" if who else "removal.step-by-itself", at=self.when(step.at, now), what=what, who=who
        )
        return "\n".join([line, *parts])

    def buttons(self, viewed: Viewed, now: datetime) -> Rows:
        """What can be done with it; checked against the database when pressed."""
        removal, last = viewed.removal, self._button("removal-list", ".list:0")
        takes = [self._take(removal, case) for case in viewed.untaken[:CASES]]
        if removal.is_closed:
            return rows(*takes, last)
        moves = [self._button(f"removal-{state}", f"{removal.id}:{state}") for state in allowed(removal, now)]
        kept = [self._button(f"removal-{what}", f"{removal.id}:{what}") for what in ("reference", "answer", "note")]
        texts = [self._button(f"wording-{what}", f"{removal.id}:words:{what}") for what in self.wordings(removal, now)]
        more = [self._button("removal-rule", f"{removal.id}:rule")] if removal.state is State.ASKED else []
        if is_short(removal.post.address):
            more.append(self._button("removal-long", f"{removal.id}:long"))
        if "inform" in _WORDINGS.get(removal.state, ()):
            more.append(self._button("removal-informed", f"{removal.id}:informed"))
        more.append(Button(self._words.plain("button.removal-entry"), f"e:{self._rule(removal).entry}"))
        if viewed.evidence:
            more.append(Button(self._words.plain("button.evidence"), f"c:{viewed.evidence[0].id}:evidence"))
        more += [self._open(case) for case in viewed.cases[:CASES]]
        return (
            *rows(*takes),
            *rows(*texts),
            *rows(*moves, width=2),
            *rows(*kept, width=3),
            *rows(*more, last, width=2),
        )

    def wordings(self, removal: Removal, now: datetime) -> tuple[str, ...]:
        """The wordings that fit where it stands."""
        eligible = is_eligible_for_rhc(removal, now) or removal.state is State.ESCALATED
        return tuple(what for what in _WORDINGS.get(removal.state, ()) if what != "escalate" or eligible)

    def _button(self, label: str, data: str) -> Button:
        return Button(self._words.plain(f"button.{label}"), f"r:{data}")

    def _take(self, removal: Removal, case: Case) -> Button:
        return Button(self._words.plain("button.removal-take", number=case.number), f"r:{removal.id}:take:{case.id}")

    def _open(self, case: Case) -> Button:
        return Button(self._words.plain("button.open-case", number=case.number), f"c:{case.id}:open")

    def rules(self, removal: Removal) -> Rows:
        """The platform's rules to choose from."""
        known = self._rules.rules_of(removal.post.platform)
        made = [Button(rule.name, f"r:{removal.id}:rule:{harm}") for harm, rule in known.items()]
        return (*rows(*made), (Button(self._words.plain("button.back"), f"r:{removal.id}:card"),))

    def wording(self, removal: Removal, what: str) -> str:
        """What to send, prepared for copying, and above it where it goes; as Telegram HTML."""
        text = self._rules.text(
            what,
            removal.kind,
            {
                "link": self.link(removal),
                "by": removal.post.handle,
                "rule": self.rule(removal),
                "platform": self.platform(removal),
                "number": removal.number,
                "sent": day(removal.sent_at, self._council.zone) if removal.sent_at else "",
                "reference": removal.reference,
                "answer": " ".join(removal.answer.split()),
            },
        )
        url = {"escalate": self._rules.escalate, "inform": self._rules.inform}.get(what, "")
        head = self._words(f"removal.wording.{what}", platform=self.platform(removal), url=url)
        return self._words("removal.wording.whole", head=Html(head), text=text[:3_000])

    def median(self, platform: str, found: tuple[float, int] | None) -> str:
        """One platform's line of how long it takes; suppressed where too few stand behind it."""
        known = self._platforms.get(platform)
        name = known.name if known else self._words.plain("removal.website")
        if found is None:
            return self._words("removal.median-few", platform=name)
        days, count = found
        return self._words("removal.median", platform=name, days=f"{days:.1f}", count=count)


def _numbers(cases: Sequence[Case]) -> str:
    return ", ".join(case.number for case in cases)
