"""What there is to learn for a matcher: labels, the phrases of each, and texts to find out how far to trust it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.entry import Entry

#: A text and the label that it belongs to.
Labelled = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Phrases teach the scores; ``questions`` and ``off_topic``, which had no part in them, how sure a score is.

    Without ``questions`` the phrases are held out in turn.
    """

    labels: tuple[str, ...]
    phrases: tuple[Labelled, ...]
    #: More phrases, of which only the words are learnt.
    further: tuple[Labelled, ...] = ()
    questions: tuple[Labelled, ...] = ()
    off_topic: tuple[str, ...] = ()
    #: Other spellings of the platforms, which are read as one name each.
    platforms: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of_toolkit(
        cls,
        entries: Iterable[Entry],
        further: Iterable[Labelled],
        off_topic: Iterable[str],
        platforms: Mapping[str, Sequence[str]],
    ) -> "Lesson":
        """Titles and asks are the phrases, the entries' own tests the questions."""
        known = tuple(entries)
        labels = tuple(entry.id for entry in known)
        return cls(
            labels,
            tuple((text, entry.id) for entry in known for text in (entry.title, *entry.asks)),
            tuple((text, label) for text, label in further if label in labels),
            tuple((test, entry.id) for entry in known for test in entry.tests),
            tuple(off_topic),
            platforms,
        )

    @classmethod
    def of_rows(cls, rows: Sequence[Labelled]) -> "Lesson":
        """Any texts with labels; those with an empty label belong to none."""
        labelled = tuple(row for row in rows if row[1])
        return cls(
            tuple(dict.fromkeys(label for _, label in labelled)),
            labelled,
            off_topic=tuple(text for text, label in rows if not label),
        )
