"""The council: its offices, hours and promises."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.content import Council, Office, load
from bot.content.checks import check
from bot.content.council import Exposure, Programme
from bot.domain.deadline import Clock, Deadline, Rung, take_by
from bot.domain.entry import CouncilKind, Nation, Place
from bot.domain.severity import Level
from tests.knowledge_folder import KnowledgeFolder, a_council, a_deadline, a_retention, an_office


def loaded(tmp_path: Path, **changes: Any) -> Council:
    folder = KnowledgeFolder(tmp_path)
    folder.write("council.yaml", a_council(**changes))
    return load(folder.path).council


def with_emergency(**changes: Any) -> dict[str, Any]:
    return {"deadlines": a_council()["deadlines"] | {"emergency": a_deadline(**changes)}}


def test_a_council_is_what_its_file_says(tmp_path: Path) -> None:
    council = loaded(tmp_path, nation="wales")
    assert council.place == Place(Nation.WALES, CouncilKind.PRINCIPAL)
    assert council.zone.key == "Europe/London"
    office = Office("the communications team", "01632 960102", "office@anyshire.example", "weekdays 9am to 5pm")
    assert council.comms == office
    assert council.checkins == (timedelta(days=1), timedelta(days=7))
    assert council.exposure == Exposure(cases=10, pictures=25)
    assert (council.silence.remind, council.silence.tell_officer) == (timedelta(minutes=10), timedelta(minutes=10))


def test_the_training_is_held_as_the_file_says_and_yearly_where_it_says_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path).training == Programme(timedelta(days=365), taught_counts=True, election=None)
    said = {"valid": "730d", "taught_counts": False, "election": "2027-05-06"}
    programme = loaded(tmp_path, training=said).training
    assert programme == Programme(timedelta(days=730), taught_counts=False, election=date(2027, 5, 6))


def test_deadlines_are_those_of_the_file(tmp_path: Path) -> None:
    council = loaded(tmp_path)
    steps = (Rung.NEXT, Rung.EVERYONE, Rung.ADMINS)
    minutes, hours = timedelta(minutes=1), timedelta(hours=1)
    assert council.deadlines[Level.EMERGENCY] == Deadline(Clock.ALWAYS, 5 * minutes, steps, 15 * minutes, hours)
    assert council.deadlines[Level.NONE] == Deadline(Clock.WORKING, None, steps, 16 * hours, 8 * hours)


@pytest.mark.parametrize(
    ("clock", "take", "promise"),
    [
        ("always", "5m", "within 5 minutes"),
        ("always", "1m", "within a minute"),
        ("always", "60m", "within an hour"),
        ("always", "90m", "within 90 minutes"),
        ("always", "2h", "within 2 hours"),
        ("always", "2d", "within 48 hours"),
        ("working", "2h", "within 2 hours of working time"),
        ("working", "next_working_day", "by the end of the next working day"),
    ],
)
def test_a_promise_is_said_in_words(tmp_path: Path, clock: str, take: str, promise: str) -> None:
    council = loaded(tmp_path, **with_emergency(clock=clock, take=take))
    assert council.promise(Level.EMERGENCY) == promise


def test_the_desk_is_staffed_on_working_days_that_are_no_bank_holidays(tmp_path: Path) -> None:
    hours = loaded(tmp_path).hours
    days = [date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2026, 12, 29)]
    assert [hours.works(day) for day in days] == [True, False, False, False, True]
    assert (hours.start, hours.end) == (time(9), time(17))


def test_a_concern_before_christmas_may_wait_until_after_it(tmp_path: Path) -> None:
    council = loaded(tmp_path)
    opened = datetime(2026, 12, 24, 16, 0, tzinfo=council.zone)
    by = take_by(opened, council.deadlines[Level.CONCERN], council.hours)
    assert by == datetime(2026, 12, 29, 17, 0, tzinfo=council.zone)


def test_values_are_offered_under_the_names_that_editors_write(tmp_path: Path) -> None:
    office = an_office("the monitoring officer", "01632 960103")
    del office["hours"]
    values = dict(loaded(tmp_path, monitoring_officer=office).values())
    assert values["council.promise.urgent"] == "within 15 minutes"
    assert values["council.police.elected_contact"] == "the force adviser"
    assert values["council.monitoring_officer.phone"] == "01632 960103"
    assert "council.monitoring_officer.hours" not in values
    assert values["council.privacy.email"] == "data.protection@anyshire.example"


@pytest.mark.parametrize(
    ("days", "said"), [("1d", "a day"), ("400d", "400 days"), ("365d", "a year"), ("730d", "2 years")]
)
def test_how_long_something_is_kept_is_said_in_words(tmp_path: Path, days: str, said: str) -> None:
    council = loaded(tmp_path, retention=a_retention(unanswered=days))
    assert council.retention.unanswered == timedelta(days=int(days[:-1]))
    assert dict(council.values())["council.retention.unanswered"] == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nation": "scotland"}, "nation must be one of 'england' or 'wales'"),
        ({"timezone": "Anyshire"}, "timezone must be a time zone"),
        ({"timezone": "../etc/passwd"}, "timezone must be a time zone"),
        ({"comms": an_office("x", "1") | {"email": "nobody"}}, "email must be an email address"),
        ({"working_hours": {"days": ["monday"], "from": "17:00", "to": "09:00"}}, "to must be later than from"),
        ({"working_hours": {"days": [], "from": "09:00", "to": "17:00"}}, "days is too short"),
        (with_emergency(take="soon"), "take must be a length of time such as 5m, 2h or 1d, or next_working_day"),
        (with_emergency(remind="next_working_day"), "remind must be a length of time such as 5m, 2h or 1d"),
        (with_emergency(steps=["nobody"]), "item 1 of steps must be one of"),
        ({"deadlines": {}}, "emergency is missing"),
        ({"checkins": ["2h"]}, "checkins must be lengths of at least 12h, the shortest first"),
        ({"checkins": ["7d", "1d"]}, "checkins must be lengths of at least 12h, the shortest first"),
        ({"checkins": ["soon"]}, "item 1 of checkins must be a length of time such as 5m, 2h or 1d"),
        ({"exposure": {"cases": 0, "pictures": 25}}, "cases"),
        ({"privacy": {"controller": "", "email": "x", "notice": "y"}}, "controller must not be empty"),
        ({"retention": {"conversations": "90d"}}, "strangers is missing"),
        ({"retention": a_retention(closed_cases="2h")}, "closed_cases must be whole days, from 30d to 10950d"),
        ({"retention": a_retention(closed_cases="29d")}, "closed_cases must be whole days, from 30d to 10950d"),
        ({"retention": a_retention(audit="99999d")}, "audit must be whole days, from 30d to 10950d"),
        ({"retention": a_retention(strangers="91d")}, "strangers must not be kept longer than conversations"),
        ({"retention": a_retention(training="30d")}, "training must be whole days, from 365d to 10950d"),
        ({"training": {"valid": "90d"}}, "valid must be 180d or more"),
        ({"training": {"election": "May"}}, "election must be a date"),
        ({"retention": a_retention(audit="729d")}, "audit must be kept at least as long as closed_cases"),
    ],
)
def test_a_council_that_cannot_be_is_a_mistake(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    folder = KnowledgeFolder(tmp_path)
    folder.write("council.yaml", a_council(**changes))
    mistakes = check(folder.path)
    assert {mistake.file for mistake in mistakes} == {"knowledge/council.yaml"}
    assert any(mistake.text.startswith(said) for mistake in mistakes), mistakes
