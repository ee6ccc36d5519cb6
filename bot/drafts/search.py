"""Looks for the words of a draft that one rule is about."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from bot.content import DraftRule

from .passages import Sentences, Span

#: Of one kind in one draft; to look at hundreds of telephone numbers would keep everybody else waiting.
ENOUGH = 40

Finder = Callable[[str], Iterable[Span]]


class Search:
    """One rule, compiled."""

    def __init__(self, rule: DraftRule) -> None:
        flags = re.MULTILINE if rule.capitals else re.MULTILINE | re.IGNORECASE

        def compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
            return tuple(re.compile(pattern, flags) for pattern in patterns)

        self.rule_id = rule.id
        self._finder = _finders().get(rule.id)
        self._patterns = compiled(rule.patterns)
        self._with_picture = compiled(rule.with_picture)
        self._but_not = compiled(rule.but_not)
        self._unless = compiled(rule.unless)
        self._answered_by = compiled(rule.answered_by)

    def is_answered(self, draft: str) -> bool:
        """Whether the draft itself answers what the rule would ask."""
        return _is_in(self._answered_by, draft)

    def spans(self, sentences: Sentences, *, pictured: bool) -> list[Span]:
        """Where the words stand that count, in the order of the draft; none overlaps another."""
        if self.is_answered(sentences.text):
            return []
        excused: dict[Span, bool] = {}
        counted: list[Span] = []
        for span in sorted(self._found(sentences.text, pictured)):
            sentence = sentences.around(span)
            if sentence not in excused:
                excused[sentence] = _is_in(self._unless, sentence.of(sentences.text))
            overlaps = bool(counted) and span.start < counted[-1].end
            if not (overlaps or excused[sentence] or _is_in(self._but_not, span.of(sentences.text))):
                counted.append(span)
        return counted

    def _found(self, draft: str, pictured: bool) -> Iterator[Span]:
        """Words that may count; plain brackets in a pattern hold those that do."""
        if self._finder is not None:
            yield from islice(self._finder(draft), ENOUGH)
        for pattern in (*self._patterns, *(self._with_picture if pictured else ())):
            for found in islice(pattern.finditer(draft), ENOUGH):
                held = next((number for number in range(1, pattern.groups + 1) if found[number]), 0)
                yield Span(*found.span(held))


def _is_in(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _finders() -> dict[str, Finder]:
    """What patterns cannot say, by the rule that it belongs to."""
    # Imported at the first draft: the libraries behind it take a fifth of a second, which the start need not wait for.
    from . import details  # noqa: PLC0415

    return {"contact-details": details.contact_details, "identifying-number": details.identifying_numbers}
