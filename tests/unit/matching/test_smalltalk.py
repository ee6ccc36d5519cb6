"""Messages that are only friendly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.smalltalk import SmallTalk

KNOWN = {
    "greeting": ["hello", "hi", "good morning"],
    "thanks": ["thank you", "ta", "thanks very much", "👍", "that was helpful"],
    "who": ["who are you", "are you a robot"],
}
TALK = SmallTalk(KNOWN)


@pytest.mark.parametrize("kind", KNOWN)
def test_each_known_message_is_of_its_kind(kind):
    assert {TALK.kind(message) for message in KNOWN[kind]} == {kind}


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("HELLO!!!", "greeting"),
        ("  Good   morning. ", "greeting"),
        ("hello 😀", "greeting"),
        ("Ta.", "thanks"),
        ("👍️", "thanks"),
        ("👍!", "thanks"),
        ("Thank you…", "thanks"),
    ],
)
def test_case_blanks_and_signs_do_not_matter(message, kind):
    assert TALK.kind(message) == kind


@pytest.mark.parametrize(("message", "kind"), [("thnk you", "thanks"), ("good mornning", "greeting")])
def test_a_slip_in_a_long_message_is_overlooked(message, kind):
    assert TALK.kind(message) == kind


@pytest.mark.parametrize("message", ["h", "helo", "helloo", "tap", "ha", "thank", "thank them"])
def test_a_short_or_another_message_must_be_the_same(message):
    assert TALK.kind(message) == ""


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Hi, thank you!", "thanks"),
        ("thank you, hello", "thanks"),
        ("Hello. Good morning", "greeting"),
        ("good morning - who are you?", "who"),
        ("hi\nthank you; who are you", "who"),
    ],
)
def test_several_pieces_are_of_the_last_kind_that_is_more_than_a_greeting(message, kind):
    assert TALK.kind(message) == kind


@pytest.mark.parametrize(
    "message",
    [
        "Hello, how do I report a post?",
        "How do I report a post? Thank you!",
        "thank you, and on facebook?",
        "hi there is a man outside",
        "👍👎",
        "👎",
        "hello, 👎, 你好 is fine",
    ],
)
def test_a_message_that_says_anything_else_is_none(message):
    assert TALK.kind(message) == ""


@pytest.mark.parametrize("message", ["", "  ", "?!", "...", "\ufe0f"])
def test_a_message_without_anything_is_none(message):
    assert TALK.kind(message) == ""


def test_a_long_message_is_none_whatever_it_repeats():
    assert TALK.kind("hello " + "." * 100) == "greeting"
    assert TALK.kind("hello " + "." * 200) == ""


def test_without_known_messages_nothing_is_friendly():
    assert SmallTalk({}).kind("hello") == ""


@given(st.text(max_size=150))
def test_any_text_has_a_known_kind_or_none(text):
    assert TALK.kind(text) in {"", *KNOWN}


@given(st.lists(st.sampled_from([message for known in KNOWN.values() for message in known]), min_size=1, max_size=5))
def test_known_messages_one_after_another_are_small_talk(said):
    assert TALK.kind(". ".join(said)) != ""
