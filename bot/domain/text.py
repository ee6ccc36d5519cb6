"""What others wrote, made safe to show and to read: nothing invisible, nothing that turns the line around."""

import re
import unicodedata

#: Embeddings, overrides and isolates of direction: with them a name or a file's ending reads backwards.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Joiners and selectors belong to emoji and to some scripts; what else is invisible only hides something.
_JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f")
#: Letters of other alphabets that look like Latin ones, as they turn up in commands.
_ALIKE = str.maketrans("авсԁеһіјӏорԛѕԝхуνοαɡı", "abcdehijlopqswxyvoagi")
_ENDING = 12
NAME_CHARACTERS = 60
#: No id of ours or of Telegram's has more digits.
_NUMBER = re.compile(r"[0-9]{1,16}", re.ASCII)


def sound(text: str) -> str:
    """The text without halves of characters, which no encoding takes, and without NUL, which no database does."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")


def shown(text: str) -> str:
    """The text as it may be shown: control characters and turns of direction are gone, lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or not _hides(char))


def _hides(char: str) -> bool:
    if char in _TURNING:
        return True
    kind = unicodedata.category(char)
    return kind in ("Cc", "Cs") or (kind == "Cf" and char not in _JOINING and not _is_tag(char))


def _is_tag(char: str) -> bool:
    """Whether it spells a flag: 🏴󠁧󠁢󠁷󠁬󠁳󠁿 is a black flag and six of these."""
    return "\U000e0020" <= char <= "\U000e007f"


def one_line(text: str) -> str:
    """A name on one line, without what cannot be seen."""
    return " ".join(shown(text).split())


def file_name(name: str) -> str:
    """A file's name without folders and tricks, at most 60 characters with its ending; "file" where none is left."""
    last = re.split(r"[/\\]", one_line(name))[-1]
    clean = re.sub(r'[<>:"|?*]', "_", last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not stem or len(ending) > _ENDING:
        stem, dot, ending = clean, "", ""
    return f"{stem[: NAME_CHARACTERS - len(dot + ending)].rstrip()}{dot}{ending}" or "file"


def pieces(text: str, units: int) -> list[str]:
    """A text in pieces of at most so many UTF-16 units, in which Telegram counts; one at least."""
    found, start, used = [], 0, 0
    for place, char in enumerate(text):
        width = 2 if ord(char) > 0xFFFF else 1
        if used + width > units:
            found.append(text[start:place])
            start, used = place, 0
        used += width
    return [*found, text[start:]]


def plain_word(word: str) -> str:
    """A command as it was meant: full-width, invisible and look-alike letters become Latin ones, in lower case."""
    visible = "".join(char for char in unicodedata.normalize("NFKC", word) if unicodedata.category(char) != "Cf")
    return visible.lower().translate(_ALIKE)


def is_number(text: str) -> bool:
    """Whether a button's part is a number that an id or a page can have."""
    return _NUMBER.fullmatch(text) is not None
