"""Every sentence that the bot says outside its entries, by key."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.text import shown

from . import markup
from .document import Document, Loc
from .markup import Html
from .placeholders import Values

_KEY = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_GIVEN = re.compile(r"\{([a-z][a-z0-9_]*)\}")


#: Shelves of sentences that Telegram shows without markup.
_UNMARKED = ("button", "home", "toast")


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language: ``words("report.done", number="WL-0001")``."""

    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> Html:
        """The sentence as Telegram HTML; values are escaped, and lose what hides or turns them, unless ``Html``.

        Raises:
            KeyError: no such sentence, or a value of it is missing.
        """

        def escaped(value: object) -> str:
            return value if isinstance(value, Html) else html.escape(shown(str(value)), quote=False)

        return Html(_filled(key, self._sentence(key), {name: escaped(each) for name, each in values.items()}))

    def plain(self, key: str, /, **values: object) -> str:
        """The sentence without markup, for buttons and toasts; values as they can be shown. Raises as a call does."""
        values = {
            name: markup.visible(each) if isinstance(each, Html) else shown(str(each)) for name, each in values.items()
        }
        return _filled(key, markup.visible(self._sentence(key)), values)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self.sentences

    def keys(self) -> tuple[str, ...]:
        """Every key, file by file in their order."""
        return tuple(self.sentences)

    def _sentence(self, key: str) -> str:
        try:
            return self.sentences[key]
        except KeyError:
            raise KeyError(f"no sentence {key}") from None


def _filled(key: str, sentence: str, values: Mapping[str, object]) -> str:
    if "{" not in sentence:
        return sentence

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise KeyError(f"{key}: no value for {{{match[1]}}}")
        return str(values[match[1]])

    return _GIVEN.sub(value, sentence)


def gather(documents: Iterable[Document]) -> Words:
    """The sentences as they are written, without values of the council; what cannot be used is left out."""
    sentences: dict[str, str] = {}
    first: dict[str, Document] = {}
    for document in documents:
        for loc, sentence in _leaves(document):
            key = ".".join(map(str, loc))
            if not _KEY.fullmatch(key):
                document.wrong(loc, f"{key}: a key is lower-case letters, digits, - and _")
            elif key in sentences:
                document.wrong(loc, f"{key} stands in {first[key].file} already: keep one")
            else:
                sentences[key], first[key] = sentence, document
    return Words(sentences)


def fill(words: Words, documents: Iterable[Document], values: Values) -> Words:
    """The sentences with the council's values in them; what is wrong with a sentence is noted in its document."""
    for document in documents:
        for loc, sentence in _leaves(document, quiet=True):
            document.flawed(loc, [*values.flaws(sentence, given=True), *markup.flaws(sentence)])
            if str(loc[0]).split(".")[0] in _UNMARKED and markup.blanked(sentence) != sentence:
                document.wrong(loc, "Telegram shows no markup here: take the tags out")
    return Words({key: values.fill(sentence) for key, sentence in words.sentences.items()})


def _leaves(document: Document, *, quiet: bool = False) -> Iterator[tuple[Loc, str]]:
    """Each sentence and where it stands; what is no text is noted unless ``quiet``."""
    if not document.sound:
        return
    waiting: list[tuple[Loc, object]] = [((), document.data)]
    while waiting:
        loc, value = waiting.pop()
        if isinstance(value, dict):
            waiting += reversed([((*loc, name), each) for name, each in value.items()])
        elif isinstance(value, str) and value.strip():
            yield loc, value.rstrip("\n")
        elif not quiet:
            document.wrong(
                loc, f"{'.'.join(map(str, loc)) or 'the file'} must be {'text' if loc else 'key: sentence lines'}"
            )
