"""Which platform a message names and what it wants there, and what a follow-up goes on about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Action
from bot.matching.naming import Names
from bot.matching.slots import SlotReader, Slots

from .entries import ALIASES

ACTIONS = {
    "report": Action("report", "report-to-platform", ("report", "reporting", "flag up")),
    "impersonation": Action("impersonation", "impersonation", ("fake account", "copied my profile")),
    "control": Action("control", "mute-and-restrict", ("block", "blocking")),
}
IDS = {
    "report-to-platform",
    "impersonation",
    "save-evidence",
    *(f"{platform}.{action}" for platform in ALIASES for action in ("report", "impersonation")),
    "facebook.control",
}
READER = SlotReader(Names(ALIASES), ACTIONS, IDS)


def test_a_platform_and_an_action_and_nothing_else():
    slots = READER.read("How do I report on insta?")
    assert slots == Slots("instagram", "report", only=True)
    assert slots.entry == "instagram.report"


@pytest.mark.parametrize(
    ("message", "slots"),
    [
        ("on facebook", Slots("facebook", "", only=True)),
        ("Face Book pages and Facebook posts", Slots("facebook", "", only=True)),
        ("where do i flag up an abusive post", Slots("", "report", only=True)),
        ("reporting on X", Slots("x", "report", only=True)),
        ("x", Slots("x", "", only=True)),
        ("fb: fake account", Slots("facebook", "impersonation", only=True)),
        ("the residents report potholes on facebook", Slots("facebook", "report", only=False)),
        ("my neighbour is on facebook", Slots("facebook", "", only=False)),
    ],
)
def test_what_a_message_names_and_whether_it_says_more(message, slots):
    assert READER.read(message) == slots


@pytest.mark.parametrize("message", ["", " ", "👍", "and then?", "how do I do it", "xmas fbi reporter"])
def test_a_message_that_names_neither_is_empty_and_says_not_only_that(message):
    assert READER.read(message) == Slots()


def test_of_two_platforms_neither_is_meant():
    assert READER.read("how do i report on fb and insta") == Slots("", "report", only=False)


def test_of_two_actions_neither_is_meant():
    assert READER.read("how do i block and report on fb") == Slots("facebook", "", only=False)


@pytest.mark.parametrize(
    "message",
    [
        "can i report someone who copied my facebook profile",
        "i want to block a fake facebook account",
        "copied my fb profile, report",
    ],
)
def test_a_platform_in_the_middle_of_an_action_is_read_like_any_other(message):
    assert READER.read(message).platform == "facebook"


@pytest.mark.parametrize(
    ("message", "subject", "meant"),
    [
        ("and on facebook?", "instagram.report", "facebook.report"),
        ("what about X", "instagram.impersonation", "x.impersonation"),
        ("twitter?", "facebook.report", "x.report"),
        ("and on insta?", "report-to-platform", "instagram.report"),
        ("and a fake account?", "facebook.report", "facebook.impersonation"),
        ("how about blocking", "facebook.report", "facebook.control"),
    ],
)
def test_a_follow_up_fills_one_slot_and_keeps_the_other(message, subject, meant):
    assert READER.followed(message, subject) == meant


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("and on facebook?", "save-evidence"),  # no action whatever the platform
        ("and on insta?", "facebook.control"),  # no such entry
        ("and a fake account?", "report-to-platform"),  # no platform to keep
        ("fake account", "facebook.report"),  # a question of its own
        ("and report on facebook", "instagram.impersonation"),  # names both
        ("and my neighbour on facebook", "instagram.report"),  # says more
        ("and on facebook and insta", "x.report"),
        ("and", "instagram.report"),
        ("", "instagram.report"),
        ("and on facebook?", ""),
        ("and what should i do about it if they do it on facebook", "instagram.report"),  # too long to be one
    ],
)
def test_what_does_not_go_on_is_no_follow_up(message, subject):
    assert READER.followed(message, subject) == ""


def check(message: str, subject: str) -> None:
    """Known platforms, known actions, and served entries only."""
    slots = READER.read(message)
    assert slots.platform in {"", *ALIASES}
    assert slots.action in {"", *ACTIONS}
    assert READER.followed(message, subject) in {"", *IDS}


subjects = st.sampled_from([*sorted(IDS), "", ".", "gone", "gone.report"])


@given(st.text(max_size=80), subjects)
def test_any_message_is_read_and_only_served_entries_are_meant(message, subject):
    check(message, subject)


@given(st.permutations(["fb", "and", "report", "fake", "account"]), st.integers(0, 5), subjects)
def test_any_mixture_of_platforms_and_actions_is_read(pieces, count, subject):
    check(" ".join(pieces[:count]), subject)
