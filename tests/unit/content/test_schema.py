"""Lengths, times and addresses as they are written, and what is said about wrong ones."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from bot.content.document import Document
from bot.content.schema import Id, Length, Part, SourcePart, Text, Time, Url, duration, time_of_day, validate


class Thing(Part):
    name: Text
    url: Url = ""
    length: Length = timedelta()
    at: Time = time()
    day: date = date(2026, 1, 1)
    ids: list[Id] = Field(default_factory=list)
    sources: list[SourcePart] = Field(default_factory=list)


THING = TypeAdapter(Thing)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@given(st.integers(1, 9999), st.sampled_from("mhd"))
def test_a_length_is_a_number_and_a_unit(number: int, unit: str) -> None:
    assert duration(f"{number}{unit}") == number * UNITS[unit]


@given(st.text("0123456789mhd .-", max_size=6) | st.integers() | st.none() | st.floats())
def test_what_is_taken_for_a_length_is_written_like_one(written: object) -> None:
    try:
        made = duration(written)
    except ValueError:
        return
    assert made > timedelta()
    assert written == f"{made // UNITS[str(written)[-1]]}{str(written)[-1]}"


@given(st.times())
def test_a_time_is_read_as_it_is_written(at: time) -> None:
    assert time_of_day(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)


@pytest.mark.parametrize("written", ["9", "24:01", "25:00", "9:5", "09:60", 900, None, "٠٩:٣٠"])
def test_anything_else_is_no_time(written: object) -> None:
    with pytest.raises(ValueError, match="09:30"):
        time_of_day(written)


def test_a_sound_file_becomes_its_model() -> None:
    made = validate(THING, Document("f", "name: x\nlength: 2h\nat: '24:00'\nids: [a-b, c1]\n"))
    assert made is not None
    assert (made.name, made.length, made.at, made.ids) == ("x", timedelta(hours=2), time(), ["a-b", "c1"])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("url: https://x.example\n", 1, "name is missing: add it"),
        ("name: x\nnaem: y\n", 2, "naem is not known here: did you mean name?"),
        ("name: x\nzzz: y\n", 2, "zzz is not known here: take it out"),
        ("name: 5\n", 1, "name must be text: put it in quotes"),
        ("name:\n", 1, "name is empty: write something, or take the line out"),
        ("name: '  '\n", 1, "name must not be empty"),
        ("name: x\nids: a\n", 2, 'ids must be a list: lines that begin with "- "'),
        ("name: x\nids:\n  - a\n  - B c\n", 4, "item 2 of ids must be lower-case words joined by hyphens"),
        ("name: x\nids:\n  - a: b\n", 3, "item 1 of ids must be text: put a text that has a colon in it"),
        ("name: x\nday: soon\n", 2, "day must be a date such as 2027-05-22"),
        ("name: x\nday: 2026-02-31\n", 2, "day must be a date such as 2027-05-22"),
        ("name: x\nlength: 5 minutes\n", 2, "length must be a length of time such as 5m, 2h or 1d"),
        ("name: x\nurl: www.x.example\n", 2, "url must be a whole web address"),
        ("name: x\nsources:\n  - {title: y}\n", 3, "url is missing"),
        ("- a\n", 1, "the file must have lines of its own"),
    ],
)
def test_a_mistake_is_told_in_plain_words_on_its_line(text: str, line: int, said: str) -> None:
    document = Document("f", text)
    assert validate(THING, document) is None
    assert [mistake.line for mistake in document.mistakes if mistake.text.startswith(said)] == [line]


def test_a_word_of_a_list_is_told_with_the_whole_list() -> None:
    document = Document("f", "title: x\nurl: https://x.example\nchecked: 2026-11-22\ngrade: good\n")
    validate(TypeAdapter(SourcePart), document)
    (mistake,) = document.mistakes
    assert mistake.text == "grade must be one of 'official', 'secondary' or 'from memory'"


@pytest.mark.parametrize("url", ["https://x.example", "http://a.b.example/c?d=e&f=(g)#h"])
def test_web_addresses_are_taken(url: str) -> None:
    assert TypeAdapter(Url).validate_python(url) == url


@given(st.text() | st.from_regex(r"https?://.*", fullmatch=True))
def test_no_text_makes_the_check_of_an_address_fail_otherwise_than_by_a_mistake(url: str) -> None:
    document = Document("f", "name: x\n")
    document.data = {"name": "x", "url": url}
    made = validate(THING, document)
    assert (made is None) == bool(document.mistakes)
