"""A small knowledge folder without a mistake, for tests to load or to spoil in one place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.content import SUBJECTS

Lines = Mapping[str, Any]

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
WORDS: Lines = {
    "promise": {
        "minute": "within a minute",
        "minutes": "within {n} minutes",
        "hour": "within an hour",
        "hours": "within {n} hours",
        "next_working_day": "by the end of the next working day",
        "working_time": "{within} of working time",
    },
    "retention": {"day": "a day", "days": "{n} days", "year": "a year", "years": "{n} years"},
    "contact": {
        "line": "{name}: {ways}",
        "noted": "{line} ({notes})",
        "text": "text {number}",
        "either": "{first} or {second}",
        "open": "open now",
        "closed": "closed now",
        "always": "day and night",
        "unsure": "hours may have changed",
        "unknown": "we do not know its hours",
        "not_on_bank_holidays": "not on bank holidays",
        "span": "{days} {start} to {end}",
        "range": "{first} to {last}",
        "both": "{first} and {last}",
        "am": "{time}am",
        "pm": "{time}pm",
        "noon": "noon",
        "midnight": "midnight",
        "day": {day: day.title() for day in (*DAYS, "saturday", "sunday")},
    },
    "smalltalk": {"greeting": "Hello."},
    "survey": {"threats": "Threats"},
    "subject": {subject: {"label": subject.title(), "about": f"About {subject}"} for subject in SUBJECTS},
}


def a_source(**changes: object) -> dict[str, Any]:
    """A source's lines, with some of them changed."""
    source = {"title": "A guide", "url": "https://guide.example/page", "checked": "2026-11-22", "grade": "official"}
    return source | changes


def an_office(name: str, phone: str) -> dict[str, Any]:
    """An office's lines."""
    return {"name": name, "phone": phone, "email": "office@anyshire.example", "hours": "weekdays 9am to 5pm"}


def a_deadline(**changes: object) -> dict[str, Any]:
    """A deadline's lines, with some of them changed."""
    steps = ["next", "everyone", "admins"]
    return {"clock": "always", "take": "5m", "steps": steps, "remind": "15m", "give_back": "1h"} | changes


def a_retention(**changes: object) -> dict[str, Any]:
    """The lines of retention, with some of them changed."""
    kinds = {"conversations": "90d", "strangers": "90d", "closed_cases": "730d", "unanswered": "1d"}
    return kinds | {"invitations": "30d", "quarantine": "30d", "audit": "2190d"} | changes


def a_council(**changes: object) -> dict[str, Any]:
    """The lines of council.yaml, with some of them changed."""
    later = a_deadline(clock="working", take="next_working_day", remind="16h", give_back="8h")
    return {
        "name": "Anyshire & District Council",
        "nation": "england",
        "kind": "principal",
        "website": "https://www.anyshire.example",
        "timezone": "Europe/London",
        "safety": an_office("the safety officer", "01632 960101"),
        "comms": an_office("the communications team", "01632 960102"),
        "monitoring_officer": an_office("the monitoring officer", "01632 960103"),
        "member_support": an_office("member support", "01632 960104"),
        "police": {"name": "Anyshire Police", "elected_contact": "the force adviser"},
        "working_hours": {"days": DAYS, "from": "09:00", "to": "17:00"},
        "deadlines": {"emergency": a_deadline(), "urgent": a_deadline(take="15m"), "concern": later, "none": later},
        "silence": {"remind": "10m", "tell_officer": "10m"},
        "checkins": ["1d", "7d"],
        "exposure": {"cases": 10, "pictures": 25},
        "privacy": {
            "controller": "Anyshire & District Council",
            "email": "data.protection@anyshire.example",
            "notice": "https://www.anyshire.example/privacy",
        },
        "retention": a_retention(),
        "limits": {"stranger": {"minute": 20, "hour": 200}, "evidence": {"files": 50, "megabytes": 200}},
    } | changes


def contacts(**changes: object) -> dict[str, Any]:
    """The lines of contacts.yaml, with some services added or changed."""
    samaritans = {"name": "Samaritans", "phone": "116 123", "note": "free", "hours": "always", "source": a_source()}
    harmful = {"name": "Harmful Posts", "website": "https://harmful.example", "hours": "always", "source": a_source()}
    return {"samaritans": samaritans, "harmful": harmful} | changes


def laws(**changes: object) -> dict[str, Any]:
    """The lines of law.yaml, with some laws added or changed."""
    threats = {"name": "the Threats Act", "nations": ["england", "wales"], "source": a_source(title="Threats Act")}
    figure = {"text": "48 hours", "source": a_source(title="Threats Act")}
    return {"laws": {"threats": threats, **changes}, "figures": {"limit": figure}}


def a_remark(**changes: object) -> dict[str, Any]:
    """A remark's lines in draft.yaml, with some of them changed."""
    told = {"says": "How do you know?", "entry": "threats", "patterns": ["apparently"]}
    return told | {"examples": ["a", "b"], "harmless": ["c", "d", "e"]} | changes


def removals(**changes: object) -> dict[str, Any]:
    """The lines of removals.yaml, with some of them changed."""
    clocks = {"asked": "1d", "sent": "3d", "acknowledged": "4d", "removed": "2d", "refused": "2d"}
    rules = {"threat": {"name": "threats", "entry": "threats"}, "other": {"name": "abuse", "entry": "threats"}}
    duty = {"figure": "limit", "within": "48h", "asked": "2h", "again": "12h"}
    texts = {"report": "{link} breaks {rule}.\nBy: {by}\n{council.name}", "appeal": "{answer}", "escalate": "{sent}"}
    return {
        "clocks": {**clocks, "appealed": "7d", "escalated": "14d"},
        "duties": {"intimate-image": duty},
        "contacts": {"escalate": "harmful", "inform": "harmful"},
        "platforms": {"facebook": {"clocks": {"sent": "2d"}, "rules": rules}, "other": {"rules": rules}},
        "wording": {**texts, "inform": "{platform}", "intimate-image": "Take down {link}"},
    } | changes


def an_entry(topic: str = "threats", **changes: object) -> dict[str, Any]:
    """An entry's lines; its phrases speak of ``topic``, so that those of two topics differ."""
    return {
        "title": f"About {topic}",
        "answer": "<b>Call 999</b> in danger.\n\nThen tell {council.safety.name}.\n",
        "steps": ["Take a screenshot.", "Ring {contact.samaritans}."],
        "asks": [f"{topic} question {letter}" for letter in "abcdefghij"],
        "tests": [f"{topic} test {letter}" for letter in "abc"],
        "sources": [a_source()],
        "owner": "safety",
        "review_by": "2027-05-22",
        "related": [],
        "nations": ["england", "wales"],
        "councils": ["principal", "parish"],
    } | changes


class KnowledgeFolder:
    """A folder under ``place``; ``write`` and ``entry`` add to it or spoil it."""

    def __init__(self, place: Path) -> None:
        self.path = place / "knowledge"
        self.write("council.yaml", a_council(checkins=[]))
        self.write("contacts.yaml", contacts())
        self.write(
            "platforms.yaml", {"facebook": {"name": "Facebook", "aliases": ["fb"], "harms": {"threat": ["Tap."]}}}
        )
        self.write("law.yaml", laws())
        self.write("report.yaml", {"kinds": {"threat": {"entry": "threats", "desk": "safety", "level": "urgent"}}})
        signal = {"level": "urgent", "meaning": "a threat", "patterns": [r"\bkill you\b"], "examples": ["a", "b"]}
        veto = {"meaning": "a figure of speech", "patterns": ["kill for a coffee"], "examples": ["a"]}
        learnt = {"emergency": "harm is near", "urgent": "a person must look", "concern": "abuse"}
        self.write("triage.yaml", {"learnt": learnt, "signals": {"threat": signal}, "veto": {"coffee": veto}})
        self.write("actions.yaml", {"report": {"entry": "threats", "words": ["report", "flag"]}})
        self.write("smalltalk.yaml", {"greeting": ["hello"]})
        self.write("welsh.yaml", {"marks": ["mae"], "words": {"bygythiad": "threat"}})
        self.write("survey.yaml", {"source": a_source(), "kinds": {"threats": {"kinds": ["threat"], "share": 25}}})
        self.write("draft.yaml", {"remarks": {"claim": a_remark()}})
        self.write("removals.yaml", removals())
        self.write("words/en/content.yaml", WORDS)
        self.entry("threats")
        self.entry("facebook.report", platform="facebook")

    def write(self, name: str, content: Lines | list[str] | str) -> Path:
        """Write a file: text as it is, anything else as YAML (dates as YAML has them)."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else _dumped(content)
        path.write_text(text, encoding="utf-8")
        return path

    def entry(self, id: str, subject: str = "abuse", **changes: object) -> Path:
        """Write an entry; ``platform.action`` goes to its platform's folder."""
        place = f"platforms/{id.replace('.', '/')}" if "." in id else f"topics/{subject}/{id}"
        return self.write(f"{place}.yaml", an_entry(id.replace(".", " "), **changes))


class _Dumper(yaml.CSafeDumper):
    """Writes a date that is given as text as a date."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    if len(text) == 10 and text[:2] == "20" and text.count("-") == 2:
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _dumped(content: Lines | list[str]) -> str:
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
