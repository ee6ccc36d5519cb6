"""Logs: machine words and ids, never what a person wrote."""

import logging
import sys

_STANDARD = frozenset(vars(logging.makeLogRecord({})))
#: Libraries that would log addresses with the token in them, or the values of statements.
_QUIET = ("httpx", "httpcore", "telegram", "sqlalchemy", "alembic", "uvicorn", "aiosqlite")
#: Libraries whose warnings may quote an address or what a server answered; that they failed, we log ourselves.
_MUTE = ("notifications_python_client", "apprise", "urllib3")


class _Plain(logging.Formatter):
    """``time level event key=value``: one line, easy to read and to search."""

    def format(self, record: logging.LogRecord) -> str:
        """Only what was given as ``extra`` is shown beside the event: messages are machine words."""
        extra = " ".join(f"{k}={v}" for k, v in vars(record).items() if k not in _STANDARD and k != "message")
        head = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')} {record.levelname.lower()} {record.getMessage()}"
        return f"{head} {extra}".rstrip()


def set_up(level: str) -> None:
    """Send logs to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
