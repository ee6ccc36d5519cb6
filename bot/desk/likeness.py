"""How a picture looks, in 64 bits that change little where it is scaled, saved anew or made lighter."""

from bot.paper.blurring import opened

#: Below this spread of its greys a picture shows nothing by which it could be known.
_PLAIN = 8.0


def likeness(content: bytes) -> str:
    """A picture's perceptual hash as 16 hexadecimal digits; "" for what is no picture, or a blank one.

    It takes a moment, so that it belongs into a thread of its own.
    """
    picture = opened(content)
    if picture is None:
        return ""
    from imagehash import phash  # noqa: PLC0415  (slow, and needed for pictures only)
    from PIL import ImageStat  # noqa: PLC0415

    if ImageStat.Stat(picture.convert("L")).stddev[0] < _PLAIN:
        return ""
    return str(phash(picture))
