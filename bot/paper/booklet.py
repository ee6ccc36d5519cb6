"""The toolkit as a booklet: one page of HTML, to read on a screen or to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from babel.dates import format_date
from markupsafe import Markup

from bot.content import SUBJECTS, Html, Knowledge
from bot.domain.entry import CouncilKind, Entry, Grade, Place, Source

from .passages import Passages, dialled, offices
from .printing import filled


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted: some subjects or (none given) all, for a kind of council, in ordinary or large print."""

    council: CouncilKind
    subjects: tuple[str, ...] = ()
    large: bool = False


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An entry as it is printed. ``related`` has anchor and title, ``sources`` number and title."""

    anchor: str
    title: str
    answer: list[Markup]
    steps: list[Markup]
    related: list[tuple[str, str]]
    sources: list[tuple[int, str]]
    checked: str
    review_by: str
    is_unsure: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Entries under a heading of their own, "" where they stand right under their subject's."""

    anchor: str
    title: str
    leaves: list[_Leaf]


@dataclass(frozen=True, slots=True)
class _Section:
    """A subject."""

    anchor: str
    label: str
    about: str
    groups: list[_Group]


@dataclass(slots=True)
class _Sources:
    """Each source once, numbered as it is first met."""

    numbers: dict[Source, int] = field(default_factory=dict)

    def number(self, source: Source) -> int:
        return self.numbers.setdefault(source, len(self.numbers) + 1)


class Booklet:
    """Puts booklets together."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._passages = Passages(knowledge)

    def page(self, choice: Choice, now: datetime) -> str:
        """The booklet as one page of HTML; ``now`` (aware) dates it, in elements ``time``.

        Raises:
            KeyError: there is no such subject.
        """
        if unknown := set(choice.subjects) - set(SUBJECTS):
            raise KeyError(min(unknown))
        today = now.astimezone(self._knowledge.council.zone).date()
        place = Place(self._knowledge.council.nation, choice.council)
        sources = _Sources()
        sections = list(self._sections(choice, place, today, sources))
        words = self._knowledge.words
        return filled(
            "toolkit.html",
            say=lambda key, **values: Markup(words(key, **values)),  # noqa: S704  (words escape their values)
            plain=words.plain,
            linked=lambda key, **values: self._passages.paragraphs(words(key, **values)),
            council=self._knowledge.council,
            offices=[(_capital(office.name), office, dialled(office.phone)) for office in offices(self._knowledge)],
            large=choice.large,
            part=[section.label for section in sections] if choice.subjects else [],
            kind=words.plain(f"booklet.kind.{choice.council}"),
            nation=place.nation.title(),
            date=Html(f'<time datetime="{today}">{_day(today)}</time>'),
            sections=sections,
            sources=[(number, source, _day(source.checked)) for source, number in sources.numbers.items()],
        )

    def _sections(self, choice: Choice, place: Place, today: date, sources: _Sources) -> Iterator[_Section]:
        catalogue, words = self._knowledge.catalogue, self._knowledge.words
        wanted = [subject for subject in catalogue.subjects if subject in (choice.subjects or SUBJECTS)]
        served = {subject: [each for each in catalogue.of(subject) if each.holds(place)] for subject in wanted}
        here = {entry.id for entries in served.values() for entry in entries}
        for subject, entries in served.items():
            leaves = {entry: self._leaf(entry.at(place), here, today, sources) for entry in entries}
            label, about = (words.plain(f"subject.{subject}.{part}") for part in ("label", "about"))
            yield _Section(f"subject-{subject}", label, about, self._groups(subject, leaves))

    def _groups(self, subject: str, leaves: dict[Entry, _Leaf]) -> list[_Group]:
        """The entries of a subject; those about platforms by platform."""
        groups: dict[str, _Group] = {}
        for entry, leaf in leaves.items():
            name = self._knowledge.platforms[entry.platform].name if entry.platform else ""
            anchor = f"{subject}-{entry.platform}" if name else ""
            groups.setdefault(name, _Group(anchor, name, [])).leaves.append(leaf)
        return list(groups.values())

    def _leaf(self, entry: Entry, here: set[str], today: date, sources: _Sources) -> _Leaf:
        catalogue, passages = self._knowledge.catalogue, self._passages
        return _Leaf(
            anchor=_anchor(entry.id),
            title=entry.title,
            answer=passages.paragraphs(entry.answer),
            steps=[passages.linked(step.strip()) for step in entry.steps],
            related=[(_anchor(id), catalogue[id].title) for id in entry.related if id in here],
            sources=[(sources.number(source), source.title) for source in entry.sources],
            checked=_day(entry.checked),
            review_by=_day(entry.review_by),
            is_unsure=_is_unsure(entry.sources),
            is_overdue=today > entry.review_by,
        )


def _is_unsure(sources: Sequence[Source]) -> bool:
    return all(source.grade is Grade.FROM_MEMORY for source in sources)


def _anchor(id: str) -> str:
    return f"entry-{id.replace('.', '-')}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="en_GB")
