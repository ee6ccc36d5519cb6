"""Where in a draft something stands, and the sentence around it."""

import re
from bisect import bisect_right
from typing import NamedTuple

#: A line ends a sentence as well; the full stop of "Mrs." does not.
_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bMrs)(?<!\bRev)(?<!\bCllr)[.!?…][\"'”’)]{0,3}(?=\s)|\n"
)
LONGEST_QUOTE = 60  # characters


class Span(NamedTuple):
    """From character ``start`` up to ``end``."""

    start: int
    end: int

    def of(self, draft: str) -> str:
        """The words there."""
        return draft[self.start : self.end]


class Sentences:
    """A draft cut at its full stops and lines."""

    def __init__(self, draft: str) -> None:
        self.text = draft
        self._edges = [0, *(found.end() for found in _END.finditer(draft)), len(draft) + 1]

    def around(self, span: Span) -> Span:
        """The sentence that the span begins in, up to the end of the one that it ends in."""
        first = bisect_right(self._edges, span.start) - 1
        last = bisect_right(self._edges, max(span.start, span.end - 1))
        return Span(self._edges[first], self._edges[last])


def quote(words: str) -> str:
    """The words as they are shown: no more than a line, cut between two words where that can be."""
    words = words.strip()
    line = words[:LONGEST_QUOTE]
    inside_a_word = not words[LONGEST_QUOTE : LONGEST_QUOTE + 1].isspace() and len(words) > LONGEST_QUOTE
    return line.rsplit(maxsplit=1)[0] if inside_a_word else line.rstrip()
