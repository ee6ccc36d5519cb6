"""Services: how they are shown, and when they answer."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.content import Contact, load
from bot.content.checks import check
from tests.knowledge_folder import KnowledgeFolder, a_source, contacts

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def a_service(**changes: Any) -> dict[str, Any]:
    return {"name": "Helpline", "phone": "0808 157 0000", "hours": "always", "source": a_source()} | changes


def loaded(tmp_path: Path, **changes: Any) -> Contact:
    folder = KnowledgeFolder(tmp_path)
    folder.write("contacts.yaml", contacts(helpline=a_service(**changes)))
    return load(folder.path).contacts["helpline"]


def hours(days: list[str], start: str, end: str) -> dict[str, Any]:
    return {"days": days, "from": start, "to": end}


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"note": "free"}, "Helpline: 0808 157 0000 (free; day and night)"),
        ({"phone": "", "text": "85258"}, "Helpline: text 85258 (day and night)"),
        ({"phone": "", "website": "https://www.x.example/"}, "Helpline: www.x.example"),
        ({"website": "https://x.example"}, "Helpline: 0808 157 0000 or x.example (day and night)"),
        ({"hours": []}, "Helpline: 0808 157 0000"),
        ({"hours": [], "sure": False}, "Helpline: 0808 157 0000 (we do not know its hours)"),
        (
            {"hours": [hours(WEEKDAYS, "10:00", "16:00")], "bank_holidays": False},
            "Helpline: 0808 157 0000 (Monday to Friday 10am to 4pm; not on bank holidays)",
        ),
        (
            {"hours": [hours(["friday"], "10:00", "16:00")], "sure": False},
            "Helpline: 0808 157 0000 (Friday 10am to 4pm; hours may have changed)",
        ),
        (
            {"hours": [hours(["monday", "wednesday"], "09:30", "20:00"), hours(["friday"], "00:00", "12:00")]},
            "Helpline: 0808 157 0000 (Monday and Wednesday 9.30am to 8pm, Friday midnight to noon)",
        ),
        (
            {"hours": [hours(["tuesday", "thursday", "friday"], "12:15", "24:00")]},
            "Helpline: 0808 157 0000 (Tuesday, Thursday and Friday 12.15pm to midnight)",
        ),
    ],
)
def test_a_contact_is_shown_in_one_line(tmp_path: Path, changes: dict[str, Any], shown: str) -> None:
    if "phone" in changes:
        changes = {name: value for name, value in changes.items() if value != ""} | {"phone": None}
    folder = KnowledgeFolder(tmp_path)
    service = {name: value for name, value in a_service(**changes).items() if value is not None}
    folder.write("contacts.yaml", contacts(helpline=service))
    assert load(folder.path).contacts["helpline"].line == shown


def is_holiday(day: date) -> bool:
    return day == date(2026, 12, 25)  # a Friday


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=LONDON), True),
        (datetime(2026, 11, 23, 8, 59, tzinfo=LONDON), False),
        (datetime(2026, 11, 23, 17, 0, tzinfo=LONDON), False),
        (datetime(2026, 11, 22, 12, 0, tzinfo=LONDON), False),
        (datetime(2026, 7, 6, 8, 30, tzinfo=ZoneInfo("UTC")), True),
        (datetime(2026, 12, 25, 12, 0, tzinfo=LONDON), False),
    ],
)
def test_a_contact_answers_in_its_hours_of_local_time(tmp_path: Path, at: datetime, expected: bool) -> None:
    contact = loaded(tmp_path, hours=[hours(WEEKDAYS, "09:00", "17:00")], bank_holidays=False)
    assert contact.is_open(at, LONDON, is_holiday) is expected


@pytest.mark.parametrize(("day", "hour", "expected"), [(27, 23, True), (28, 1, True), (28, 2, False), (27, 1, False)])
def test_hours_may_run_past_midnight(tmp_path: Path, day: int, hour: int, expected: bool) -> None:
    contact = loaded(tmp_path, hours=[hours(["friday"], "22:00", "02:00")])
    assert contact.is_open(datetime(2026, 11, day, hour, tzinfo=LONDON), LONDON, is_holiday) is expected


def test_hours_until_midnight_hold_until_midnight(tmp_path: Path) -> None:
    contact = loaded(tmp_path, hours=[hours(["friday"], "22:00", "24:00")])
    moments = [datetime(2026, 11, 27, 23, 59, tzinfo=LONDON), datetime(2026, 11, 28, 0, 0, tzinfo=LONDON)]
    assert [contact.is_open(at, LONDON, is_holiday) for at in moments] == [True, False]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, True), ({"sure": False}, None), ({"hours": []}, None), ({"bank_holidays": False}, False)],
)
def test_what_is_not_known_is_not_claimed(tmp_path: Path, changes: dict[str, Any], expected: bool | None) -> None:
    at = datetime(2026, 12, 25, 3, 0, tzinfo=LONDON)
    assert loaded(tmp_path, **changes).is_open(at, LONDON, is_holiday) is expected


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ({"name": "X", "hours": "always", "source": a_source()}, "helpline cannot be reached"),
        (a_service(phone=116123), "phone must be text"),
        (a_service(hours="sometimes"), "hours must be a list"),
        (a_service(hours=[hours(["mon"], "09:00", "17:00")]), "item 1 of days must be one of"),
        (a_service(hours=[hours(["monday"], "nine", "17:00")]), "from must be a time"),
        (a_service(source=a_source(grade="sure")), "grade must be one of"),
    ],
)
def test_a_contact_that_nobody_could_use_is_a_mistake(tmp_path: Path, service: dict[str, Any], said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("contacts.yaml", {"helpline": service} | contacts())
    (mistake,) = check(folder.path)
    assert (mistake.file, mistake.text[: len(said)]) == ("knowledge/contacts.yaml", said)
