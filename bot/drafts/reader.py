"""Reads a draft post for what its writer may want to look at again; it never judges opinion."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.content import DraftRule

from .passages import Sentences, quote
from .search import Search

QUOTES = 3
#: What follows this many characters is not read: Telegram's longest message.
LONGEST = 4096
#: The rule that speaks of a picture, whatever is said beside it.
PICTURE = "picture-description"
#: Written as patterns are; each sign stays one sign, so that what is found keeps its place.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that a draft brings to mind, and the first words of the draft that it is about, each a part of it."""

    rule: str
    quotes: tuple[str, ...] = ()


class DraftReader:
    """Reads drafts by the rules that editors keep."""

    def __init__(self, remarks: Mapping[str, DraftRule]) -> None:
        self._rules = tuple(remarks.values())

    @cached_property
    def _searches(self) -> tuple[Search, ...]:
        # At the first draft: to compile the lists of names would delay the start of the bot.
        return tuple(Search(rule) for rule in self._rules)

    def read(self, draft: str, *, pictured: bool) -> tuple[Remark, ...]:
        """What to look at again, in the order of the rules; ``pictured`` where the post has a picture.

        Any text whatever is read; nothing is raised.
        """
        draft = draft[:LONGEST]
        sentences = Sentences(draft.translate(_PLAIN))
        remarks = []
        for search in self._searches:
            spans = search.spans(sentences, pictured=pictured)
            if spans or (pictured and search.rule_id == PICTURE and not search.is_answered(sentences.text)):
                quotes = dict.fromkeys(quote(span.of(draft)) for span in spans)
                remarks.append(Remark(search.rule_id, tuple(quotes)[:QUOTES]))
        return tuple(remarks)
