"""The figures kept in the repository, under which understanding must not fall."""

import json
from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import ContentError, Mistake, WardlightError

from .meter import Measured
from .refusing import ALL

#: How far a figure may fall: what is measured moves a little with each entry and each phrase.
BY = 0.02
_DIGITS = 4


def figures(measured: Measured) -> dict[str, float]:
    """The figures to keep: shares of which more is better, as far as there are any."""
    found: dict[str, float | None] = {}
    if asked := measured.asked:
        found |= {"first": asked.first, "among_three": asked.among_three, "among_five": asked.among_five}
        found |= {"mrr": asked.mrr, "answered": asked.verdicts.answered}
        found |= {"right_when_answered": asked.right_when_answered}
    if noisy := measured.slipped:
        found |= {"slipped_first": noisy.first, "slipped_among_three": noisy.among_three}
    if beside := measured.off_topic.get(ALL):
        found |= {"off_topic_refused": beside.refused}
    if danger := measured.danger:
        if grave := danger.grave:
            found |= {"alert": grave.alerted, "alert_or_check": grave.heard}
        if false := danger.false:
            found |= {"no_false_alert": 1 - false.alerted, "no_false_alarm": 1 - false.heard}
    return {name: round(value, _DIGITS) for name, value in found.items() if value is not None}


def read(path: Path) -> dict[str, float]:
    """The figures of a file.

    Raises:
        WardlightError: there is no such file.
        ContentError: it holds something else.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WardlightError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ContentError([Mistake(str(path), getattr(error, "lineno", 0), f"is not JSON: {error}")]) from error
    if not isinstance(kept, dict) or not all(_is_share(value) for value in kept.values()):
        raise ContentError([Mistake(str(path), 0, "must be one object of figures from 0 to 1")])
    return kept


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def write(path: Path, measured: Mapping[str, float]) -> None:
    """Keep the figures from now on. Raises ``WardlightError`` where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(measured), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise WardlightError(f"{path}: cannot be written: {error.strerror}") from error


def fallen(kept: Mapping[str, float], measured: Mapping[str, float], by: float = BY) -> list[str]:
    """A line for each figure that lies more than ``by`` below the one kept, or that is not measured any more."""
    lines = []
    for name, before in kept.items():
        now = measured.get(name)
        if now is None:
            lines.append(f"{name} is kept at {before:.1%}, and was not measured")
        elif before - now > by + 1e-9:  # two points exactly are allowed, however they are written in binary
            lines.append(f"{name} fell from {before:.1%} to {now:.1%}: more than {by * 100:g} points")
    return lines
