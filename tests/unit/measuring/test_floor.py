"""The figures kept, and what falls below them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ContentError, WardlightError
from bot.measuring.floor import fallen, figures, read, write

from .measurings import MEASURED

SHARES = st.floats(0, 1)


def test_figures_are_written_and_read_again(tmp_path):
    kept = figures(MEASURED)
    write(tmp_path / "deep" / "understanding.json", kept)
    assert read(tmp_path / "deep" / "understanding.json") == kept
    assert fallen(kept, kept) == []


def test_more_is_better_in_every_figure():
    kept = figures(MEASURED)
    assert kept["first"] == 0.5
    assert kept["alert"] == 1
    assert (kept["no_false_alert"], kept["no_false_alarm"]) == (1, 0.5)
    assert kept["off_topic_refused"] == 0.5


@given(SHARES, SHARES)
def test_a_figure_has_fallen_when_it_lies_more_than_two_points_below(before, now):
    lines = fallen({"first": before}, {"first": now})
    if now >= before - 0.02:
        assert lines == []
    elif now < before - 0.0201:
        assert [line.split()[0] for line in lines] == ["first"]


def test_two_points_are_not_more_than_two_points():
    assert fallen({"first": 0.62, "mrr": 0.5}, {"first": 0.6, "mrr": 0.4799}) == [
        "mrr fell from 50.0% to 48.0%: more than 2 points"
    ]


def test_a_figure_that_is_not_measured_any_more_is_named():
    assert fallen({"alert": 0.9}, {"first": 1.0}) == ["alert is kept at 90.0%, and was not measured"]


@pytest.mark.parametrize("text", ["", "[0.5]", '{"first": "much"}', '{"first": 26.7}', '{"first": true}', "{"])
def test_a_file_of_something_else_is_refused(tmp_path, text):
    (tmp_path / "floor.json").write_text(text)
    with pytest.raises(ContentError, match=r"floor\.json"):
        read(tmp_path / "floor.json")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(WardlightError, match=r"missing\.json"):
        read(tmp_path / "missing.json")


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WardlightError, match=r"floor\.json: cannot be written"):
        write(tmp_path / "file" / "floor.json", {"first": 0.5})
