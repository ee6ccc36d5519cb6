"""What is shown of a picture in a pack tells it from others, and shows nobody anything."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from bot.paper import blurring
from bot.paper.blurring import blurred
from tests.sandbox.pictures import png


def letter(**how: object) -> bytes:
    """A white page with black words on it."""
    page = Image.new("RGB", (600, 400), "white")
    draw = ImageDraw.Draw(page)
    for line in range(20, 380, 16):
        draw.text((20, line), "He writes: I know where you live, plainly invented", fill="black")
    out = BytesIO()
    page.save(out, **{"format": "PNG", **how})
    return out.getvalue()


def test_words_cannot_be_read_any_more() -> None:
    thumbnail = blurred(letter())
    assert thumbnail is not None
    with Image.open(BytesIO(thumbnail)) as picture:
        assert max(picture.size) == blurring.SIDE
        grey = picture.convert("L").crop((20, 20, 140, 80))
        low, high = grey.getextrema()
    assert high - low < 40, "no line stands out from the next"


def test_nothing_else_that_a_picture_held_goes_with_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    thumbnail = blurred(letter(format="JPEG", exif=exif))
    assert thumbnail is not None
    assert b"taken at home" not in thumbnail
    with Image.open(BytesIO(thumbnail)) as picture:
        assert not picture.getexif()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", png()[:40], b"\xff\xd8\xff\xe0 no picture"])
def test_what_is_no_picture_has_none(content: bytes) -> None:
    assert blurred(content) is None


def test_a_picture_that_would_fill_the_memory_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blurring, "MOST_PIXELS", 100)
    assert blurred(png(20, 20)) is None
