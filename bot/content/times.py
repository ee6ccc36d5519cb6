"""Moments and spans as people write them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

_LOCALE = "en_GB"


def when(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """``14:02`` today, ``Mon 23 Nov, 14:02`` on another day."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return format_time(local, "HH:mm", locale=_LOCALE)
    return format_datetime(local, "EEE d MMM, HH:mm", locale=_LOCALE)


def day(moment: datetime, zone: ZoneInfo) -> str:
    """``23 Nov 2026``."""
    return format_date(moment.astimezone(zone).date(), "d MMM y", locale=_LOCALE)


def span(duration: timedelta) -> str:
    """``5 min``, ``2 h 10 min``, ``3 days``: for an officer's eye, rounded down."""
    minutes = max(int(duration.total_seconds() // 60), 0)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return f"{days} day{'s' if days > 1 else ''}"
    if hours:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    return f"{minutes} min"
