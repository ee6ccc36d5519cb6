"""Who may see a case, and whose name stands in a text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.access import is_named, may_open, may_work
from bot.domain.case import Case
from bot.domain.person import Person, Role
from bot.domain.report import Desk, Report
from bot.domain.severity import Level

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CASE = Case(1, Level.URGENT, Desk.SAFETY, Report("stalking"), 9, NOON, NOON)
EVERY = [frozenset[Role](), *(frozenset({role}) for role in Role)]


def somebody(*roles: Role) -> Person:
    return Person(2, "Sam Specimen", frozenset(roles))


@pytest.mark.parametrize(
    ("role", "shown", "holds", "may"),
    [
        (Role.SAFETY, False, False, True),
        (Role.COMMS, False, False, False),
        (Role.COMMS, True, False, True),
        (Role.COMMS, False, True, True),
        (Role.ADMIN, False, False, False),
        (Role.ADMIN, True, False, True),
        (Role.COUNCILLOR, True, True, False),
    ],
)
def test_a_case_is_opened_on_its_desk_or_by_whom_it_reached(role: Role, shown: bool, holds: bool, may: bool) -> None:
    case = replace(CASE, holder=2 if holds else 0)
    assert may_open(somebody(role), case, shown=shown, excluded=False) is may


@pytest.mark.parametrize("roles", EVERY)
def test_whoever_is_kept_out_neither_opens_nor_works_it_whatever_they_are(roles: frozenset[Role]) -> None:
    person = somebody(*roles)
    assert not may_open(person, replace(CASE, holder=2), shown=True, excluded=True)
    assert not may_work(person, excluded=True)


def test_a_case_is_given_to_staff_who_can_be_reached() -> None:
    assert may_work(somebody(Role.COMMS), excluded=False)
    assert not may_work(replace(somebody(Role.COMMS), reachable=False), excluded=False)
    assert not may_work(somebody(Role.COUNCILLOR), excluded=False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sam Specimen", "it was sam  SPECIMEN!"),
        ("Zoë Núñez", "Zoe Nunez wrote it"),
        ("Zoe Nunez", "Zoë Núñez wrote it"),
        ("Eve O'Model", "by Eve O’Model"),
        ("Anne-Marie Example", "Anne Marie Example's post"),
        ("Dr Sam Specimen", "Sam Specimen"),
        ("Sam van Specimen", "first Sam, then Sam van Specimen"),
    ],
)
def test_a_full_name_is_found_in_any_case_and_with_or_without_accents(name: str, text: str) -> None:
    assert is_named(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sam Specimen", "Sam wrote to Mrs Specimen"),
        ("Sam Specimen", "Sam Specimenson"),
        ("Sam Specimen", "Specimen, Sam"),
        ("Sam", "Sam wrote it"),
        ("Dr Specimen", "Dr Specimen wrote it"),
        ("", "nobody"),
        ("Sam Specimen", ""),
    ],
)
def test_parts_of_a_name_and_single_words_name_nobody(name: str, text: str) -> None:
    assert not is_named(name, text)
