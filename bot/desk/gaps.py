"""What people asked and did not find: open questions, those that ask for the same thing put together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.content import Catalogue, Words
from bot.content.rules import plain
from bot.domain.entry import Entry
from bot.matching import Matcher
from bot.matching.likeness import groups
from bot.storage.feedback import Question


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask for the same thing, the oldest first; there is at least one."""

    questions: tuple[Question, ...]

    @property
    def id(self) -> int:
        """The id of one of its questions, which stands for all of them."""
        return self.questions[0].id

    @property
    def ids(self) -> frozenset[int]:
        """The ids of its questions."""
        return frozenset(question.id for question in self.questions)

    @property
    def wordings(self) -> tuple[tuple[str, int], ...]:
        """Each wording once, as it was first written, and how often it came; the most frequent first."""
        often = Counter(_compared(question.text) for question in self.questions)
        first = {_compared(question.text): question.text for question in reversed(self.questions)}
        return tuple((first[wording], count) for wording, count in often.most_common())

    @property
    def longest(self) -> str:
        """The wording that says most."""
        return max((question.text for question in self.questions), key=len)

    def verdicts(self, words: Words) -> dict[str, int]:
        """How its questions came to nothing, in the editor's words, and how many did; the most frequent first."""
        told = Counter(words.plain(f"gaps.verdict.{question.verdict}") for question in self.questions)
        return dict(told.most_common())

    def missed(self) -> tuple[str, ...]:
        """The ids of the entries that were shown and were not it, the most frequent first."""
        shown = Counter(id for question in self.questions if question.verdict == "missed" for id in question.matches)
        return tuple(id for id, _ in shown.most_common())

    def nearest(self, matcher: Matcher, catalogue: Catalogue) -> tuple[Entry, ...]:
        """The entries that it may belong to wherever they hold, the likeliest first: up to five."""
        found = (catalogue.get(match.id) for match in matcher.match(self.longest).matches)
        return tuple(entry for entry in found if entry is not None and not entry.withdrawn)


def _compared(text: str) -> str:
    return plain(text) or text


def gather(questions: Sequence[Question]) -> tuple[Gap, ...]:
    """Put questions together; the biggest group comes first, then the one that was asked for last."""
    by_age = sorted(questions, key=lambda question: question.id)
    places = groups([question.text for question in by_age])
    return tuple(Gap(tuple(by_age[place] for place in group)) for group in places)


def holding(gaps: Iterable[Gap], question: int) -> tuple[int, Gap] | None:
    """The gap that a question is in, by the question's id, and its place; None where the question is open no longer."""
    return next(((place, gap) for place, gap in enumerate(gaps) if question in gap.ids), None)
