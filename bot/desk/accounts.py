"""Accounts: whose post or page a link is, and who is named in what was said."""

import re

from .links import place_of, written_in

_HANDLE = re.compile(r"(?<![\w@./])@(\w(?:[\w.-]*\w)?)", re.ASCII)
#: Where the first part of a path names an account, but for these.
_NAMED = {
    "x.com": frozenset({"i", "home", "search", "hashtag", "intent", "share", "explore"}),
    "instagram.com": frozenset({"p", "reel", "reels", "tv", "explore", "stories", "accounts", "share"}),
}
_SHORTEST = 3


def account_of(link: str) -> str:
    """The account whose post or page a link is, as it is written there; "" where that cannot be told."""
    host, _, path = place_of(link).partition("/")
    first = path.partition("/")[0]
    if first.startswith("@"):
        return first[1:]
    return first if host in _NAMED and first.lower() not in _NAMED[host] else ""


def accounts_in(text: str) -> frozenset[str]:
    """The accounts named in a text, as ``@name`` or by a link, in lower case."""
    named = (*_HANDLE.findall(text), *map(account_of, written_in(text)))
    return frozenset(name.lower() for name in named if len(name) >= _SHORTEST)


def handle_in(link: str, who: str) -> str:
    """The account that a post is from, ``@name``, by its link or by what was said of it; "" where neither says."""
    named = _HANDLE.search(who)
    name = account_of(link) or (named[1] if named else "")
    return f"@{name}" if name else ""
