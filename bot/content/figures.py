"""Statutes, dates and figures that are typed into a text instead of standing once in law.yaml."""

import re
from calendar import month_name

from . import markup
from .document import Flaw

_MONTHS = "|".join(month_name[1:])
_TYPED = re.compile(
    rf"""
    \b[Ss]ections?\s+\d+\w*                                       # section 181
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})(?:\s+\d{{4}})?  # 31 January 2024
    | \b(?:{_MONTHS})\s+\d{{4}}                                   # March 2025
    | \b(?:19|20)\d\d\b                                           # an Act of 1988, a survey of 2025
    | £\s?\d[\d,.]*                                               # £25,000
    | \b\d+(?:\.\d+)?\s?(?:%|per\ cent\b)                         # 73%
    | \b\d+\s+(?:working\s+)?(?:minute|hour|day|week|month|year)s?\b
    """,
    re.VERBOSE,
)


def flaws(source: str) -> list[Flaw]:
    """The statutes, dates and figures typed in a text of Telegram HTML; web addresses in its tags do not count."""
    advice = "let it stand once in law.yaml and write {law.…} or {figure.…}, or say it without the figure"
    return [Flaw(found.start(), f"{found[0]}: {advice}") for found in _TYPED.finditer(markup.blanked(source))]
