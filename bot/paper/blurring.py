"""Pictures made so small and so blurred that they tell items apart and show nobody anything."""

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: A thumbnail's longer side, and how far its colours run, in points of the picture.
SIDE, RADIUS = 160, 7
#: A picture of more is not opened.
MOST_PIXELS = 50_000_000
#: What is opened at all: the common kinds, whose readers are the most tried.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
#: More than this a picture is never looked at closely.
_ENOUGH = (640, 640)


def opened(content: bytes) -> "Image | None":
    """A picture as it is looked at: upright, in colours, at most 640 points wide and high; None where it is none."""
    from PIL import Image, ImageOps  # noqa: PLC0415  (slow, and needed seldom)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                picture.draft("RGB", _ENOUGH)
                upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail(_ENOUGH)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):  # whatever a broken file does
        return None
    return upright


def blurred(content: bytes) -> bytes | None:
    """A blurred thumbnail as PNG, without anything else that the file held; None where it is no such picture."""
    from PIL import Image, ImageFilter  # noqa: PLC0415  (likewise)

    picture = opened(content)
    if picture is None:
        return None
    picture.thumbnail((SIDE, SIDE))
    soft = Image.new("RGB", picture.size)
    soft.paste(picture.filter(ImageFilter.GaussianBlur(RADIUS)))
    out = BytesIO()
    soft.save(out, "PNG")
    return out.getvalue()
