"""Whether what the toolkit does not answer is turned away: lines beside the subject, and near misses."""

from collections.abc import Iterable, Mapping
from random import Random

from bot.matching import Matcher

from .rows import OffTopic, Question
from .shares import Shares

#: The kind that stands for all.
ALL = ""
#: One in so many entries is left out, to ask for it.
ONE_IN = 5
_SEED = 7


def off_topic(matcher: Matcher, lines: Iterable[OffTopic]) -> Mapping[str, Shares]:
    """The verdicts on all lines, and on those of each kind; empty where there are no lines."""
    seen = [(line.kind, matcher.match(line.text).verdict) for line in lines]
    kinds = dict.fromkeys(kind for kind, _ in seen if kind)
    found = {ALL: Shares.of(verdict for _, verdict in seen)}
    found |= {name: Shares.of(verdict for kind, verdict in seen if kind == name) for name in kinds}
    return {name: shares for name, shares in found.items() if shares}


def leave_out(questions: Iterable[Question]) -> tuple[frozenset[str], tuple[Question, ...]]:
    """A fifth of the entries that are asked for, the same at each run, and the questions that only they answer."""
    asked = tuple(questions)
    ids = sorted({id for question in asked for id in question.ids})
    count = min(len(ids), max(1, len(ids) // ONE_IN))
    left = frozenset(Random(_SEED).sample(ids, count))  # noqa: S311 - a choice to repeat, no secret
    return left, tuple(question for question in asked if left.issuperset(question.ids))


def near_missed(matcher_without: Matcher, questions: Iterable[Question]) -> Shares | None:
    """The verdicts of a matcher that was made without the entries asked for: to answer any outright is wrong."""
    return Shares.of(matcher_without.match(question.text).verdict for question in questions)
