"""The entries of the toolkit, by id, subject, platform and place."""

from collections.abc import Iterable, Iterator

from bot.domain.entry import Entry, Place

#: The shelves of the toolkit, in the order in which they are offered.
SUBJECTS = (
    "starting",
    "posting",
    "conduct",
    "comments",
    "accounts",
    "abuse",
    "reporting",
    "wellbeing",
    "service",
    "platforms",
)


class Catalogue:
    """Entries in the order given, which is also the order of every tuple that comes out."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __getitem__(self, id: str) -> Entry:
        return self._entries[id]

    def get(self, id: str) -> Entry | None:
        """The entry of that id."""
        return self._entries.get(id)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that have entries."""
        held = {entry.subject for entry in self}
        return tuple(subject for subject in SUBJECTS if subject in held)

    def of(self, subject: str) -> tuple[Entry, ...]:
        """The entries of a subject."""
        return tuple(entry for entry in self if entry.subject == subject)

    def of_platform(self, platform: str) -> tuple[Entry, ...]:
        """The entries about a platform, by its id."""
        return tuple(entry for entry in self if entry.platform == platform)

    def serving(self, place: Place) -> tuple[Entry, ...]:
        """The entries that hold in a place and are not withdrawn."""
        return tuple(entry for entry in self if entry.holds(place))
