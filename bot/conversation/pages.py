"""How an entry looks: one message, or folded into steps with next and back."""

import re
from datetime import UTC, datetime, time

from babel.dates import format_date

from bot.content import Html, Knowledge
from bot.domain.chat import Button, Rows, rows
from bot.domain.entry import Entry, Grade, Place
from bot.flows import GUIDE

FOLD = 1_300  # characters as shown: more than a phone's screen and a half is folded into steps
RELATED = 3


def _length(html: str) -> int:
    return len(re.sub(r"<[^>]*>", "", html))


def with_help(knowledge: Knowledge, text: str, now: datetime) -> str:
    """A text of the toolkit with its helplines as they are now, and 999 beside them."""
    shown = knowledge.shown(text, now)
    if knowledge.helplines(text) and "999" not in shown:
        return f"{shown}\n\n{knowledge.words('entry.emergency')}"
    return shown


class Pages:
    """Draws entries."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._words = knowledge.words
        self._catalogue = knowledge.catalogue

    def draw(self, entry: Entry, place: Place, page: int, now: datetime) -> tuple[str, Rows]:
        """Page 0 is the answer; page n is step n of a folded entry. A page that is not there is page 0."""
        entry = entry.at(place)
        folded = self.is_folded(entry)
        if page and folded and page <= len(entry.steps):
            text, buttons = self._step(entry, page)
            return with_help(self._knowledge, text, now), buttons
        parts = [f"<b>{self._escape(entry.title)}</b>", entry.answer.strip()]
        if entry.steps and not folded:
            parts.append("\n".join(f"{n}. {step.strip()}" for n, step in enumerate(entry.steps, 1)))
        text = "\n\n".join([with_help(self._knowledge, "\n\n".join(parts), now), self._footer(entry, now)])
        return text, self._buttons(entry, place, folded)

    def all_texts(self, entry: Entry, place: Place) -> list[str]:
        """Every page of an entry as it is sent, for checking lengths."""
        count = len(entry.at(place).steps) if self.is_folded(entry.at(place)) else 0
        opened = datetime.combine(entry.checked, time(12), UTC)
        return [self.draw(entry, place, page, opened)[0] for page in range(count + 1)]

    @staticmethod
    def is_folded(entry: Entry) -> bool:
        """Whether answer and steps are too long to read in one go."""
        return bool(entry.steps) and _length(entry.answer) + sum(map(_length, entry.steps)) > FOLD

    def _escape(self, text: str) -> str:
        return self._words("entry.title", title=text)

    def _footer(self, entry: Entry, now: datetime) -> str:
        source = entry.sources[0]
        checked = format_date(entry.checked, "d MMM y", locale="en_GB")
        title = Html(self._words("entry.link", title=source.title, url=source.url))
        lines = [self._words("entry.source", source=title, checked=checked)]
        if all(source.grade is Grade.FROM_MEMORY for source in entry.sources):
            lines.append(self._words("entry.unsure"))
        if now.astimezone(self._knowledge.council.zone).date() > entry.review_by:
            lines.append(self._words("entry.overdue"))
        return "\n".join(lines)

    def _step(self, entry: Entry, page: int) -> tuple[str, Rows]:
        count = len(entry.steps)
        head = self._words("entry.step", title=entry.title, n=page, count=count)
        turns = [Button(self._words.plain("button.back"), f"p:{entry.id}:{page - 1}")]
        if page < count:
            turns.append(Button(self._words.plain("button.next"), f"p:{entry.id}:{page + 1}"))
        else:
            turns.append(Button(self._words.plain("button.helped"), f"v:{entry.id}:1"))
        return f"{head}\n\n{entry.steps[page - 1].strip()}", (tuple(turns),)

    def _buttons(self, entry: Entry, place: Place, folded: bool) -> Rows:
        layout: list[tuple[Button, ...]] = []
        if folded:
            layout.append((Button(self._words.plain("button.steps", count=len(entry.steps)), f"p:{entry.id}:1"),))
        for guide in self._knowledge.guides.values():
            if entry.id in guide.offered_by:
                layout.append((Button(self._words.plain("button.guide", title=guide.title), f"g:{GUIDE}{guide.id}"),))
        layout.append(
            (
                Button(self._words.plain("button.helped"), f"v:{entry.id}:1"),
                Button(self._words.plain("button.missed"), f"v:{entry.id}:0"),
            )
        )
        shown = [self._catalogue.get(related) for related in entry.related]
        related = [other for other in shown if other is not None and other.holds(place)][:RELATED]
        layout += rows(*(Button(other.title, f"e:{other.id}") for other in related))
        return tuple(layout)
