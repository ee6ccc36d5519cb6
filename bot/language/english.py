"""The words of English, British spellings among them, and how common they are."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def english() -> Mapping[str, int]:
    """Some 82,000 words, the commonest first, and how often each occurs among 500 milliard.

    SymSpell's frequency list, which comes with symspellpy: Google Books Ngram counts of the words that SCOWL has.
    """
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig").splitlines()
    return {word: int(often) for word, often in (line.split() for line in lines)}
