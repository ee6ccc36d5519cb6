"""Logs: machine words and ids, never what a person wrote."""

import logging
import sys

_STANDARD = frozenset(vars(logging.makeLogRecord({})))
_OURS = "bot"
#: Libraries whose warnings say no more than what we log ourselves: that they failed.
_MUTE = ("notifications_python_client", "apprise", "urllib3")


class _Plain(logging.Formatter):
    """``time level event key=value``: one line, easy to read and to search."""

    def format(self, record: logging.LogRecord) -> str:
        """Of our own records the event, which is machine words, and what was given as ``extra``.

        Of a library's only which one it was: its words may quote an address, a statement, what a picture holds.
        """
        if record.name.split(".")[0] == _OURS:
            said = record.getMessage()
            extra = {key: value for key, value in vars(record).items() if key not in _STANDARD and key != "message"}
        else:
            said, extra = "library.said", {"library": record.name}
        if record.exc_info and record.exc_info[0]:
            extra["raised"] = record.exc_info[0].__name__
        head = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')} {record.levelname.lower()} {said}"
        return " ".join([head, *(f"{key}={value}" for key, value in extra.items())])


def set_up(level: str) -> None:
    """Send logs to standard error: our own from ``level`` on, and that a library warned of something."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(_OURS).setLevel(level.upper())
    for name in _MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
