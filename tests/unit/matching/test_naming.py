"""Names found in a text, whatever their spelling."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language import words
from bot.matching.naming import Names

NAMES = Names({"facebook": ["fb", "Face Book"], "x": ["Twitter", "X.com"], "whats-app": ["WhatsApp", "what's app"]})
STAND_INS = {"facebook": "facebook", "x": "twitter", "whats-app": "whatsapp"}


def test_a_thing_is_named_by_its_id_and_by_each_of_its_spellings():
    said = ["facebook", "FB", "face  book", "x", "TWITTER", "x.com", "whats-app", "What’s App", "whatsapp"]
    assert [NAMES.found(words(name)) for name in said] == [("facebook",)] * 3 + [("x",)] * 3 + [("whats-app",)] * 3


def test_what_is_named_is_told_once_each_in_the_order_of_the_text():
    assert NAMES.found(words("on Twitter, on fb, on X and on Facebook")) == ("x", "facebook")


def test_a_name_inside_a_word_is_none():
    assert NAMES.found(words("the fbi, a facebooker and his xmas")) == ()


def test_the_longest_name_is_read_first():
    names = Names({"meta": ["face"], "facebook": ["face book"]})
    assert names.found(("face", "book", "face")) == ("facebook", "meta")


def test_each_name_is_replaced_by_what_stands_in_for_it():
    assert NAMES.replace(words("on FB, Face Book and x.com"), STAND_INS) == (
        "on",
        "facebook",
        "facebook",
        "and",
        "twitter",
    )


def test_a_stand_in_may_be_several_words_or_none():
    assert NAMES.replace(words("my fb on x please"), {"facebook": "", "x": "the bird"}) == (
        "my",
        "on",
        "the",
        "bird",
        "please",
    )


def test_a_spelling_without_words_names_nothing():
    names = Names({"reddit": ["👽", "!"]})
    assert (names.found(()), names.found(words("👽 hm")), names.found(("reddit",))) == ((), (), ("reddit",))


def test_without_names_nothing_is_found_or_replaced():
    assert (Names({}).found(("fb",)), Names({}).replace(("fb",), {})) == ((), ("fb",))


said = st.lists(st.sampled_from(["fb", "face", "book", "x", "com", "whats", "app", "hello"]), max_size=12).map(tuple)


@given(said)
def test_a_text_without_names_stays_as_it_is(said):
    assert (NAMES.replace(said, STAND_INS) == said) or NAMES.found(said)


@given(said)
def test_the_same_is_named_after_replacing(said):
    assert set(NAMES.found(said)) <= set(NAMES.found(NAMES.replace(said, STAND_INS)))
