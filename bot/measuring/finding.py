"""How well questions find their entry: ranks, verdicts, how far scores can be believed, and what is confused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.content import SUBJECTS, Catalogue
from bot.matching import Matcher, Result, Verdict

from .confusion import ELSEWHERE, NOTHING, Confusion
from .cost import Time
from .reliability import Bin, bins
from .rows import Question
from .shares import Shares, share

#: What a choice shows (bot/conversation/answering.py).
CHOICES = 3
FIVE = 5
#: Before the clock counts: what is made at the first questions is made once.
_WARM_UP = ("how do i report a post", "somebody is pretending to be me", "hello")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question got, and how long that took."""

    question: Question
    result: Result
    milliseconds: float

    @property
    def first(self) -> str:
        """The id of the first match, "" where there is none."""
        return self.result.matches[0].id if self.result.matches else ""

    @property
    def rank(self) -> int:
        """The place of the best right match, from 1; 0 where none of the first five is right."""
        ids = [match.id for match in self.result.matches[:FIVE]]
        return next((at for at, id in enumerate(ids, start=1) if id in self.question.ids), 0)

    def within(self, places: int) -> bool:
        """Whether a right entry is among the first so many."""
        return 1 <= self.rank <= places

    @property
    def right(self) -> str:
        """The right entry: the one found, if any, else the one named first."""
        return self.result.matches[self.rank - 1].id if self.rank else self.question.ids[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """Shares of questions, 0 to 1. ``right_when_…`` is None where no question had that verdict."""

    first: float
    among_three: float
    among_five: float
    mrr: float
    verdicts: Shares
    right_when_answered: float | None
    #: The right entry is among the three that are shown.
    right_when_offered: float | None
    bins: tuple[Bin, ...]
    subjects: Confusion
    platforms: Confusion
    time: Time

    @property
    def n(self) -> int:
        """How many questions."""
        return self.verdicts.n


def ask(matcher: Matcher, questions: Iterable[Question]) -> list[Outcome]:
    """Ask them all."""
    for text in _WARM_UP:
        matcher.match(text)
    return [_timed(matcher, question) for question in questions]


def _timed(matcher: Matcher, question: Question) -> Outcome:
    began = perf_counter()
    result = matcher.match(question.text)
    return Outcome(question, result, (perf_counter() - began) * 1000)


def measure(matcher: Matcher, questions: Iterable[Question], catalogue: Catalogue) -> Finding | None:
    """What becomes of the questions; None where there are none. Their entries are those of ``catalogue``."""
    outcomes = ask(matcher, questions)
    verdicts = Shares.of(outcome.result.verdict for outcome in outcomes)
    if verdicts is None:
        return None
    return Finding(
        first=_within(outcomes, 1),
        among_three=_within(outcomes, CHOICES),
        among_five=_within(outcomes, FIVE),
        mrr=sum(1 / outcome.rank for outcome in outcomes if outcome.rank) / len(outcomes),
        verdicts=verdicts,
        right_when_answered=_right(outcomes, Verdict.ANSWER, 1),
        right_when_offered=_right(outcomes, Verdict.CHOICES, CHOICES),
        bins=bins((each.result.matches[0].score, each.within(1)) for each in outcomes if each.result.matches),
        subjects=_by_subject(outcomes, catalogue),
        platforms=_by_platform(outcomes, catalogue),
        time=Time.of([outcome.milliseconds for outcome in outcomes]),
    )


def _within(outcomes: Sequence[Outcome], places: int) -> float:
    return sum(outcome.within(places) for outcome in outcomes) / len(outcomes)


def _right(outcomes: Iterable[Outcome], verdict: Verdict, places: int) -> float | None:
    shown = [outcome.within(places) for outcome in outcomes if outcome.result.verdict is verdict]
    return share(sum(shown), len(shown))


def _by_subject(outcomes: Iterable[Outcome], catalogue: Catalogue) -> Confusion:
    def found(outcome: Outcome) -> str:
        return catalogue[outcome.first].subject if outcome.first else NOTHING

    pairs = [(catalogue[outcome.right].subject, found(outcome)) for outcome in outcomes]
    return Confusion.of(pairs, SUBJECTS, (NOTHING,))


def _by_platform(outcomes: Iterable[Outcome], catalogue: Catalogue) -> Confusion:
    def found(outcome: Outcome) -> str:
        return (catalogue[outcome.first].platform or ELSEWHERE) if outcome.first else NOTHING

    about = [outcome for outcome in outcomes if catalogue[outcome.right].platform]
    names = tuple(dict.fromkeys(entry.platform for entry in catalogue if entry.platform))
    pairs = [(catalogue[outcome.right].platform, found(outcome)) for outcome in about]
    return Confusion.of(pairs, names, (ELSEWHERE, NOTHING))
