"""Pictures made so small and so blurred that they tell items apart and show nobody anything."""

import warnings
from io import BytesIO

#: A thumbnail's longer side, and how far its colours run, in points of the picture.
SIDE, RADIUS = 160, 7
#: A picture of more is not opened.
MOST_PIXELS = 50_000_000
#: What is opened at all: the common kinds, whose readers are the most tried.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def blurred(content: bytes) -> bytes | None:
    """A blurred thumbnail as PNG, without anything else that the file held; None where it is no such picture."""
    from PIL import Image, ImageFilter, ImageOps  # noqa: PLC0415  (slow, and needed seldom)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                picture.draft("RGB", (SIDE * 4, SIDE * 4))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((SIDE, SIDE))
            soft = Image.new("RGB", upright.size)
            soft.paste(upright.filter(ImageFilter.GaussianBlur(RADIUS)))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):  # whatever a broken file does
        return None
    out = BytesIO()
    soft.save(out, "PNG")
    return out.getvalue()
