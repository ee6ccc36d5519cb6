"""Patterns as editors write them."""

import pytest

from bot.content.signals import expression
from bot.content.vocabulary import WORDS
from bot.triage.signals import Searches, Span


def found(pattern: str, reading: str) -> list[str]:
    return [reading[span.start : span.end].strip() for _, span, _ in Searches([expression(pattern)]).spans(reading)]


def test_a_pattern_ends_at_the_edge_of_a_word():
    assert found("gun", " . a gun and a gunner . ") == ["gun"]


def test_a_name_in_braces_stands_for_its_words():
    assert found("{person} is here", " . bloke is here . ") == ["bloke is here"]


@pytest.mark.parametrize("name", WORDS)
def test_each_shared_list_of_words_can_be_used(name):
    assert list(Searches([expression(f"{{{name}}}")]).spans(" . ")) == []


def test_dots_stand_for_up_to_six_words_of_the_sentence():
    pattern = "one … two"
    assert found(pattern, " . one a b c d e f two . ") == ["one a b c d e f two"]
    assert found(pattern, " . one a b c d e f g two . ") == []
    assert found(pattern, " . one . two . ") == []


@pytest.mark.parametrize("between", ["was", "not", "said", "would"])
def test_a_tilde_bars_words_that_deny_or_tell_of_the_past(between):
    assert found("he ~ outside", f" . he {between} outside . ") == []


def test_a_tilde_bars_a_sentence_of_the_past():
    assert found("he ~ outside", " . he is outside every week until last year . ") == []
    assert found("he ~ outside", " . he is outside now like last year . ") == ["he is outside"]
    assert found("he ~ outside", " . last year was quiet . he is outside . ") == ["he is outside"]


def test_an_and_asks_for_another_thing_near_by():
    pattern = "knife & house"
    assert found(pattern, " . house here . he has a knife . ") == ["knife"]
    assert found(pattern, " . he has a knife at the house . ") == ["knife"]
    assert found(pattern, " . house . no . no . he has a knife . ") == []
    assert found(pattern, " . he has a knife . ") == []


def test_brackets_mark_the_words_that_count():
    assert found("said … (kill)", " . he said he will kill . ") == ["kill"]


def test_dots_at_the_end_reach_to_what_is_so():
    assert found("what if …", " . what if he hits me but he is here . ") == ["what if he hits me"]


def test_the_rest_ends_where_something_new_begins():
    assert found("kill for{rest}", " . kill for a nice coffee and he hits me . ") == ["kill for a nice coffee"]


def test_a_span_holds_what_lies_wholly_inside_it():
    assert Span(0, 9).holds(Span(2, 9))
    assert not Span(0, 9).holds(Span(2, 10))
