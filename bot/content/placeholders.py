"""Values that stand once, written as {council.…}, {contact.…}, {law.…} and {figure.…} and filled in."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .document import Flaw
from .markup import Html

_BRACES = re.compile(r"\{(?P<name>[^{}\n]*)\}|[{}]")
#: How the names of contacts begin. Whether they are open depends on the moment, so entries keep them.
CONTACT = "contact."
#: The name of a value that the code gives when it says the sentence.
_GIVEN = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Values:
    """What can be filled in. ``unread`` are beginnings of names whose file has mistakes of its own."""

    known: Mapping[str, str]
    unread: tuple[str, ...] = ()

    def fill(self, text: str, *, escape: bool = True, later: str = "\0") -> str:
        """The text with every known value in its place, as HTML unless ``escape`` is False.

        Names that begin with ``later`` are left as they are, to be filled in when the text is shown.
        """
        if "{" not in text:
            return text

        def value(match: re.Match[str]) -> str:
            name = match["name"] or ""
            found = None if name.startswith(later) else self.known.get(name)
            if found is None:
                return match[0]
            return html.escape(found, quote=False) if escape and not isinstance(found, Html) else found

        return _BRACES.sub(value, text)

    def flaws(self, text: str, *, given: bool = False) -> list[Flaw]:
        """Unknown names and stray braces; ``given`` allows {name}s that the code fills in later."""
        found = []
        for match in _BRACES.finditer(text):
            name = match["name"]
            if name is None:
                found.append(Flaw(match.start(), f"a {match[0]} without its partner: take it out"))
            elif not (self._fills(name) or (given and _GIVEN.fullmatch(name))):
                found.append(Flaw(match.start(), self._unknown(name)))
        return found

    def _fills(self, name: str) -> bool:
        return name in self.known or name.startswith(self.unread)

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, self.known, n=1)
        advice = f"did you mean {{{near[0]}}}?" if near else "see docs/editing-knowledge.md for those there are"
        return f"there is no {{{name}}}: {advice}"
