"""Words of a text, as everything that reads messages compares them."""

import re
import unicodedata

#: A message is understood from its beginning; what follows this many characters is not read.
LONGEST = 2000

_WORD = re.compile(r"[a-z0-9]+")
_DROPPED = str.maketrans("", "", "'’‘`´")

Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of a text without case, accents and apostrophes: ``Don't!`` is ``dont``."""
    plain = text[:LONGEST].translate(_DROPPED)
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return tuple(_WORD.findall(plain.lower()))
