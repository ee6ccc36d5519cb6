"""Telephone numbers that are typed into an entry instead of standing once in contacts.yaml or council.yaml."""

import re
from collections.abc import Iterable

from . import markup
from .document import Flaw

#: Short numbers that everybody knows, and the keys of a telephone that 999 and relay calls ask for.
PLAIN_WORDS = frozenset({"999", "101", "111", "55", "18000"})
_BRITISH = r"(?:\+44[ -]?|0)\d(?:[ -]?\d){3,}"


class Numbers:
    """Finds British numbers, and those of the contacts."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        digits = {re.sub(r"\D", "", number) for number in known} - PLAIN_WORDS
        spaced = [r"[ -]?".join(number) for number in sorted(digits, reverse=True) if len(number) > 3]
        self._pattern = re.compile(rf"(?<![\w.,+-])(?:{'|'.join([*spaced, _BRITISH])})(?!\d)")

    def flaws(self, source: str) -> list[Flaw]:
        """The numbers typed in a text of Telegram HTML; web addresses in its tags do not count."""
        return [
            Flaw(
                found.start(),
                f"{found[0]} is a telephone number: write {{contact.…}} or {{council.…}}, so that it stands once",
            )
            for found in self._pattern.finditer(markup.blanked(source))
        ]
