"""Moments and spans as people write them."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

_LOCALE = "en_GB"
_DATES = ("%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%a %d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")
_TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p")
_FORMS = tuple(f"{date} {time}" for date in _DATES for time in _TIMES)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")


def when(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """``14:02`` today, ``Mon 23 Nov, 14:02`` on another day."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return format_time(local, "HH:mm", locale=_LOCALE)
    return format_datetime(local, "EEE d MMM, HH:mm", locale=_LOCALE)


def day(moment: datetime, zone: ZoneInfo) -> str:
    """``23 Nov 2026``."""
    return format_date(moment.astimezone(zone).date(), "d MMM y", locale=_LOCALE)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """``Tuesday 12 January 2027, 18:30``: a date to keep."""
    return format_datetime(at.astimezone(zone), "EEEE d MMMM y, HH:mm", locale=_LOCALE)


def read_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A date and time as people type them, ``12 January 2027 18:30`` or ``12/1/2027 6.30pm``; None for others."""
    said = " ".join(_ORDINAL.sub(r"\1", text.replace(",", " ").replace(" at ", " ").lower()).split())
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(said, form).replace(tzinfo=zone)
    return None


def span(duration: timedelta) -> str:
    """``5 min``, ``2 h 10 min``, ``3 days``: for an officer's eye, rounded down."""
    minutes = max(int(duration.total_seconds() // 60), 0)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return f"{days} day{'s' if days > 1 else ''}"
    if hours:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    return f"{minutes} min"
