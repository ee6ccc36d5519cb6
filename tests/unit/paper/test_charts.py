"""Pictures of numbers: wide enough for a phone, and without what is not told."""

from io import BytesIO

import pytest
from PIL import Image

from bot.domain.suppression import FEW, NONE, WITHHELD, Figure, Told
from bot.domain.trends import Row, Table
from bot.paper.charts import chart

BLUE = (0, 0x72, 0xB2)


def told(figure: Figure) -> str:
    return str(figure.count) if figure.told is Told.NUMBER else "fewer than 5"


def drawn(name: str, *figures: Figure, label: str = "Row") -> Image.Image:
    """A table's picture."""
    rows = tuple(Row(f"{label} {number}", figure) for number, figure in enumerate(figures))
    return Image.open(BytesIO(chart(Table(name, "Cases", rows), "1 Nov 2026 to 30 Nov 2026", told)))


def blue_in(name: str, *figures: Figure) -> int:
    """How many points of a table's picture are blue."""
    with drawn(name, *figures) as picture:
        assert picture.width == 1280
        return sum(count for count, colour in picture.convert("RGB").getcolors(2**24) or () if colour == BLUE)


@pytest.mark.parametrize("name", ["weeks", "kinds"])
def test_a_number_has_a_bar_and_what_is_not_told_has_none(name: str) -> None:
    assert blue_in(name, Figure(Told.NUMBER, 9), Figure(Told.NUMBER, 5)) > 10_000
    assert blue_in(name, FEW, WITHHELD, Figure(Told.NUMBER, 0)) == 0


def test_what_did_not_happen_has_no_row_but_a_week_keeps_its_place() -> None:
    nine = Figure(Told.NUMBER, 9)
    assert drawn("kinds", nine, NONE, NONE).height == drawn("kinds", nine).height
    assert drawn("weeks", *[nine] * 12, NONE).height > drawn("weeks", *[nine] * 12).height


def test_a_long_name_is_cut_off_nowhere() -> None:
    """Its lines stand below each other, and the picture's edge is empty."""
    with drawn(
        "kinds", Figure(Told.NUMBER, 9), FEW, label="A very long name of an invented platform, with number"
    ) as picture:
        edge = picture.convert("L").crop((0, 0, 4, picture.height))
        assert edge.getextrema() == (255, 255)


def test_a_year_of_weeks_and_a_single_row_can_be_drawn() -> None:
    assert blue_in("weeks", *[Figure(Told.NUMBER, 7)] * 13)
    assert blue_in("places", Figure(Told.NUMBER, 7))
