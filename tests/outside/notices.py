"""A notice as the desk makes it."""

from bot.domain.outside import Notice

NOTICE = Notice(
    id="7:untaken:1:0:1",
    number="WL-0007",
    level="EMERGENCY",
    subject="EMERGENCY: case WL-0007 waits",
    body="Nobody has taken it.\n\nCase: WL-0007",
    todo="Nobody has taken it.",
)
