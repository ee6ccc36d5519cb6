"""Pictures of numbers: wide enough for a phone, and without what is not told."""

from io import BytesIO

import pytest
from PIL import Image

from bot.domain.suppression import FEW, WITHHELD, Figure, Told
from bot.domain.trends import Row, Table
from bot.paper.charts import chart

BLUE = (0, 0x72, 0xB2)


def told(figure: Figure) -> str:
    return str(figure.count) if figure.told is Told.NUMBER else "fewer than 5"


def blue_in(name: str, *figures: Figure) -> int:
    """How many points of a table's picture are blue."""
    rows = tuple(Row(f"Row {number}", figure) for number, figure in enumerate(figures))
    with Image.open(BytesIO(chart(Table(name, "Cases", rows), told))) as picture:
        assert picture.width == 1200
        return sum(count for count, colour in picture.convert("RGB").getcolors(2**24) or () if colour == BLUE)


@pytest.mark.parametrize("name", ["weeks", "kinds"])
def test_a_number_has_a_bar_and_what_is_not_told_has_none(name: str) -> None:
    assert blue_in(name, Figure(Told.NUMBER, 9), Figure(Told.NUMBER, 5)) > 10_000
    assert blue_in(name, FEW, WITHHELD, Figure(Told.NUMBER, 0)) == 0


def test_a_year_of_weeks_and_a_single_row_can_be_drawn() -> None:
    assert blue_in("weeks", *[Figure(Told.NUMBER, 7)] * 53)
    assert blue_in("places", Figure(Told.NUMBER, 7))
