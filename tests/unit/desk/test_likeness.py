"""A picture is known again where it was scaled, saved anew or made lighter, and not taken for another one."""

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from bot.desk.likeness import likeness
from bot.domain.marks import is_alike
from tests.sandbox.pictures import png


def drawn(seed: int) -> Image.Image:
    """Shapes on a ground, other ones for each seed."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (320, 240), "white")
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        left, top = dice.randrange(280), dice.randrange(200)
        colour = tuple(dice.randrange(256) for _ in range(3))
        draw.ellipse((left, top, left + dice.randrange(20, 160), top + dice.randrange(20, 160)), fill=colour)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def test_the_same_picture_in_other_clothes_is_alike() -> None:
    picture = drawn(1)
    known = likeness(saved(picture))
    lighter = ImageEnhance.Brightness(picture).enhance(1.15)
    for other in (saved(picture.resize((160, 120))), saved(picture, "JPEG", quality=40), saved(lighter, "WEBP")):
        assert is_alike(known, likeness(other))


def test_other_pictures_are_not() -> None:
    looks = [likeness(saved(drawn(seed))) for seed in range(8)]
    assert not any(is_alike(one, other) for n, one in enumerate(looks) for other in looks[:n])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"MZ", png(), png(300, 200, (255, 255, 255))])
def test_what_is_no_picture_or_a_blank_one_is_like_nothing(content: bytes) -> None:
    assert likeness(content) == ""
