"""How a message may be read: frightened people misspell, and abusers disguise; patterns need plain words.

A reading is small letters and digits without accents and apostrophes, one space between words, a lone full stop where
a sentence or line begins or ends, and a space at either end: `` . he is outside . he has a knife . ``.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

#: What follows this many characters is not read: Telegram's longest message.
LONGEST = 4096

_EMOJI = {
    "🔪": "knife",
    "🗡": "knife",
    "⚔": "knife",
    "🪓": "axe",
    "🔫": "gun",
    "💣": "bomb",
    "🧨": "bomb",
    "💥": "bomb",
    "🔥": "burn",
    "⚰": "coffin",
    "🪦": "grave",
    "💀": "dead",
    "☠": "dead",
    "🩸": "blood",
    "🏠": "house",
    "🏡": "house",
    "🏘": "house",
    "🆘": "sos",
}
_EMOJI_PATTERN = re.compile("|".join(_EMOJI))

# Only forms that mean one thing: "were" may be "we are" or a past, "ill" may be "I will", so they stay.
_PLAIN = {
    "im": "i am",
    "ive": "i have",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "theyve": "they have",
    "weve": "we have",
    "youre": "you are",
    "theres": "there is",
    "whos": "who is",
    "someones": "someone is",
    "somebodys": "someone is",
    "somebody": "someone",
    "some1": "someone",
    "sum1": "someone",
    "sumone": "someone",
    "gonna": "going to",
    "gunna": "going to",
    "gona": "going to",
    "wanna": "want to",
    "u": "you",
    "ya": "you",
    "ur": "your",
    "yr": "your",
    "r": "are",
    "cos": "because",
    "coz": "because",
    "cuz": "because",
    "wiv": "with",
    "plz": "please",
    "pls": "please",
    "cannot": "cant",
    "2nite": "tonight",
    "2night": "tonight",
    "tonite": "tonight",
    "2day": "today",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "tomoro": "tomorrow",
    "tomorow": "tomorrow",
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "tomoz": "tomorrow",
    "tmrw": "tomorrow",
    "m": "am",
    "b": "be",
    "bein": "being",
    "meetin": "meeting",
    "somthing": "something",
    "comin": "coming",
    "goin": "going",
    "tryin": "trying",
    "bangin": "banging",
    "shoutin": "shouting",
    "waitin": "waiting",
    "standin": "standing",
    "watchin": "watching",
    "followin": "following",
    "stalkin": "stalking",
    "threatenin": "threatening",
    "sendin": "sending",
    "messagin": "messaging",
    "gettin": "getting",
    "hidin": "hiding",
    "sed": "said",
    "snd": "send",
    "polis": "police",
    "polise": "police",
    "polce": "police",
    "thier": "their",
    "agian": "again",
    "urself": "yourself",
    "wepon": "weapon",
    "weppon": "weapon",
    "machette": "machete",
    "pakage": "package",
    "outisde": "outside",
    "ouside": "outside",
    "folowed": "followed",
    "follwed": "followed",
    "braking": "breaking",
    "scard": "scared",
    "frightend": "frightened",
    "dangar": "danger",
    "adress": "address",
    "addres": "address",
    "nife": "knife",
    "folowing": "following",
    "follwing": "following",
    "outsid": "outside",
    "parsel": "parcel",
    "suspisious": "suspicious",
    "suspicous": "suspicious",
    "suicid": "suicide",
    "sucide": "suicide",
    "suiside": "suicide",
    "sucidal": "suicidal",
    "suisidal": "suicidal",
}
_LOOKALIKES = str.maketrans("013457@$!|", "oieastasii")
_LOOKALIKE = re.compile(r"[013457@$!|]")
#: Words that are written with stars; the stars stand for one to three letters.
_STARRED = ("kill", "killed", "killing", "rape", "raped", "stab", "shoot", "murder", "die", "dead", "knife", "bomb")
_LONGEST_DISGUISE = 24

_APOSTROPHE = re.compile(r"['’‘`´ʼ]")
#: "My neighbour's shouting": a person does something.
_CONTRACTED = re.compile(
    r"(?<=[a-z])['’‘`´ʼ]s (?=[a-z]{2,}ing\b|(?:outside|here|at|on|in|by|got|just|still|not)\b)", re.IGNORECASE
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z0-9£]+")
_ENDS = ".!?…"
_CLOSING = '"”’)]*_'


def readings(text: str) -> tuple[str, ...]:
    """The ways in which a message may be read: the plain one, then what reads differently without its disguises."""
    lines = [line.split(" ") for line in _fold(text).splitlines()]
    bare = [[_undisguised(chunk) for chunk in _joined(line)] for line in lines]
    plain, revealed = list(_sentences(lines)), list(_sentences(bare))
    known: set[str] = set()
    ways = []
    for sentences, stretch in ((plain, r"\1\1"), (revealed, r"\1\1"), (revealed, r"\1")):
        read = [_spelled_out(_STRETCHED.sub(stretch, sentence)) for sentence in sentences]
        if new := [sentence for sentence in read if sentence not in known]:
            ways.append(" . ".join(["", *new, ""]))
        known.update(new)
    return tuple(ways)


def _fold(text: str) -> str:
    pictured = _EMOJI_PATTERN.sub(lambda found: f" {_EMOJI[found[0]]} ", text[:LONGEST].replace("\t", " "))
    folded = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", _CONTRACTED.sub(" is ", pictured))).casefold()
    # Cut once more: one character may have become many words.
    return "".join(char for char in folded if unicodedata.category(char) not in {"Mn", "Me", "Cf"})[:LONGEST]


def _joined(line: list[str]) -> Iterator[str]:
    """The chunks of a line, three or more single letters in a row made one word: ``k i l l``."""
    for single, chunks in groupby(line, key=lambda chunk: len(chunk) == 1 and chunk.isalpha()):
        letters = list(chunks)
        if single and len(letters) > 2:
            yield "".join(letters)
            if letters[0] in "ai":
                # "a k n i f e" may be a knife.
                yield "".join(letters[1:])
        else:
            yield from letters


def _undisguised(chunk: str) -> str:
    """The chunk without dots between its letters, digits for letters and stars: ``k.i.l.l``, ``k1ll``, ``k*ll``."""
    word = chunk.strip(_CLOSING + _ENDS + ",;:")
    if len(word) > _LONGEST_DISGUISE or not any(char.isalpha() for char in word):
        return chunk
    ending = chunk[chunk.index(word) + len(word) :]
    if len(word) > 4 and set(word[1::2]) <= set(".-_") and word[::2].isalpha():
        return word[::2] + ending
    if "*" in word:
        shape = re.compile(re.sub(r"[*]+", "[a-z]{1,3}", re.sub(r"[^a-z*]", "", word)))
        return next((starred for starred in _STARRED if shape.fullmatch(starred)), word) + ending
    return word.translate(_LOOKALIKES) + ending


def _sentences(lines: list[list[str]]) -> Iterator[str]:
    """The words of each sentence; a line ends one as well."""
    for line in lines:
        words: list[str] = []
        for chunk in line:
            words += _WORD.findall(chunk)
            if words and chunk.rstrip(_CLOSING).endswith(tuple(_ENDS)):
                yield " ".join(words)
                words = []
        if words:
            yield " ".join(words)


def _spelled_out(said: str) -> str:
    return " ".join(_PLAIN.get(word, word) for word in said.split())
