"""Texts of the toolkit for a page: Telegram's HTML as paragraphs, its numbers and addresses as links."""

import html
import re
from collections.abc import Iterator

from markupsafe import Markup

from bot.content import Knowledge
from bot.content.council import Office

#: A number to send a text to is said with these words before it.
_TEXTED = r"(?P<texted>\b[Tt]ext (?:[A-Z]+ to )?|\btext [A-Z]+ to )?"
_TAG = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL)
_PARAGRAPHS = re.compile(r"\n\s*\n")


class Passages:
    """Sets texts, with the council's and the helplines' numbers as links."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._links = dict(_links(knowledge))
        known = "|".join(re.escape(html.escape(each, quote=False)) for each in sorted(self._links, key=len)[::-1])
        self._known = re.compile(rf"{_TEXTED}(?<![\w.@/+-])(?P<known>{known})(?![\w/-]|\.\w| BSL)")

    def linked(self, text: str) -> Markup:
        """Telegram's HTML with its numbers and addresses as links; helplines with their hours."""
        pieces = _TAG.split(self._knowledge.printed(text))
        linked = "".join(piece if piece.startswith("<") else self._known.sub(self._link, piece) for piece in pieces)
        return Markup(linked)  # noqa: S704  (checked when the knowledge base was read: content/markup.py)

    def paragraphs(self, text: str) -> list[Markup]:
        """The same, by paragraphs; lines that were broken on purpose stay so."""
        return [Markup("<br>").join(self.linked(block).split("\n")) for block in _PARAGRAPHS.split(text.strip())]

    def _link(self, found: re.Match[str]) -> str:
        texted, known = found["texted"] or "", found["known"]
        target = self._links[html.unescape(known)]
        if texted:
            target = target.replace("tel:", "sms:")
        return f'{texted}<a href="{html.escape(target)}">{known}</a>'


def _links(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    council = knowledge.council
    for contact in knowledge.contacts.values():
        yield from ((number, dialled(number)) for number in (contact.phone, contact.text) if number)
        if contact.website:
            yield contact.website.split("://")[-1].rstrip("/"), contact.website
    for office in offices(knowledge):
        yield office.phone, dialled(office.phone)
        yield office.email, f"mailto:{office.email}"
    yield council.privacy.email, f"mailto:{council.privacy.email}"


def offices(knowledge: Knowledge) -> tuple[Office, ...]:
    """Whom a councillor can ask, the most urgent first."""
    council = knowledge.council
    return council.safety, council.comms, council.monitoring_officer, council.member_support


def dialled(number: str) -> str:
    """A British number as a telephone dials it (RFC 3966); short ones as they are."""
    digits = re.sub(r"\D", "", number)
    return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
