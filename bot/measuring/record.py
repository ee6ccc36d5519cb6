"""The page of what was measured as one JSON object, for programs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .confusion import Confusion
from .danger import Alarms, Danger
from .finding import Finding
from .meter import Measured
from .page import Report
from .refusing import ALL
from .reliability import calibration_error

_DIGITS = 4


def record(report: Report) -> dict[str, Any]:
    """Shares from 0 to 1, times in milliseconds, memory in MB; null or empty for what was not measured."""
    found: dict[str, Any] = {
        "entries": report.entries,
        **{name: _measured(measured) for name, measured in report.sets.items()},
        "near_misses": asdict(report.near_misses) if report.near_misses else None,
        "memory": report.memory,
        "fallen": list(report.fallen),
    }
    rounded: dict[str, Any] = _rounded(found)
    return rounded


def _measured(measured: Measured) -> dict[str, Any]:
    return {
        "questions": _finding(measured.asked) if measured.asked else None,
        "slipped": _finding(measured.slipped) if measured.slipped else None,
        "off_topic": {kind if kind != ALL else "all": asdict(found) for kind, found in measured.off_topic.items()},
        "danger": _danger(measured.danger) if measured.danger else None,
        "ordinary": _alarms(measured.ordinary) if measured.ordinary else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "n": finding.n,
        "first": finding.first,
        "among_three": finding.among_three,
        "among_five": finding.among_five,
        "mrr": finding.mrr,
        "answered": finding.verdicts.answered,
        "right_when_answered": finding.right_when_answered,
        "offered": finding.verdicts.offered,
        "right_when_offered": finding.right_when_offered,
        "refused": finding.verdicts.refused,
        "time": asdict(finding.time),
        "calibration_error": calibration_error(finding.bins),
        "bins": [asdict(each) for each in finding.bins],
        "subjects": _confusion(finding.subjects),
        "platforms": _confusion(finding.platforms),
    }


def _confusion(confusion: Confusion) -> dict[str, dict[str, int]]:
    """By what was right, then by what was found; what was never found is left out."""
    return {
        row: {column: count for column, count in zip(confusion.columns, counts, strict=True) if count}
        for row, counts in zip(confusion.rows, confusion.counts, strict=True)
    }


def _danger(danger: Danger) -> dict[str, Any]:
    return {
        "levels": {level.word: _alarms(alarms) for level, alarms in danger.levels.items()},
        "urgent_and_emergency": _alarms(danger.grave) if danger.grave else None,
    }


def _alarms(alarms: Alarms) -> dict[str, Any]:
    return {
        "n": alarms.n,
        "alert": alarms.alerted,
        "check": alarms.checked,
        "alert_or_check": alarms.heard,
        "recognised": alarms.recognised,
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
