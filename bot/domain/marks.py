"""What a report has that another one may have too: accounts, links and pictures, each in one spelling."""

import re
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

#: Two pictures are alike where at most so many of the 64 bits that say how they look differ.
MOST_BITS = 6


class MarkKind(StrEnum):
    """What is the same."""

    ACCOUNT = "account"
    LINK = "link"
    PICTURE = "picture"


_HANDLE = re.compile(r"(?<![\w@./])@([a-z0-9_][a-z0-9_.]{2,29})", re.ASCII | re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:www|m|mobile|mbasic|old|web)\.")
_SAME = {"twitter.com": "x.com", "fb.com": "facebook.com", "threads.com": "threads.net"}
#: What a share button adds; it says who shared, not what.
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|igshid?|mibextid|rdid|si|s|t|ref|ref_src|ref_url|share_.*|is_from_.*|_r")
#: Where the first part of a path names an account, but for these.
_NAMED = {
    "x.com": frozenset({"i", "home", "search", "hashtag", "intent", "share", "explore"}),
    "instagram.com": frozenset({"p", "reel", "reels", "tv", "explore", "stories", "accounts"}),
}
_SHORTEST = 3


def links(text: str) -> frozenset[str]:
    """The addresses in a text, each as one spelling of it; those of a whole site are none."""
    return frozenset(filter(None, map(_address, _URL.findall(text))))


def _address(url: str) -> str:
    try:
        parts = urlsplit(url.rstrip(".,;:!?)]}"))
        host = _BEFORE.sub("", parts.hostname or "", count=1)
    except ValueError:
        return ""
    host, path = _SAME.get(host, host), parts.path.rstrip("/")
    query = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name))
    if host == "youtu.be":
        host, path, query = "youtube.com", "/watch", sorted([*query, ("v", path.removeprefix("/"))])
    return f"{host}{path}?{urlencode(query)}".rstrip("?") if host and (path or query) else ""


def accounts(text: str) -> frozenset[str]:
    """The accounts named in a text, as ``@name`` or by an address, in lower case."""
    named = {handle.rstrip(".") for handle in _HANDLE.findall(text)}
    named |= {_owner(address) for address in links(text)}
    return frozenset(name.lower() for name in named if len(name) >= _SHORTEST)


def _owner(address: str) -> str:
    """The account whose post or page an address is, "" where that cannot be told."""
    host, _, path = address.partition("?")[0].partition("/")
    first = path.partition("/")[0]
    if first.startswith("@"):
        return first[1:]
    return first if host in _NAMED and first.lower() not in _NAMED[host] else ""


def is_alike(one: str, other: str) -> bool:
    """Whether two pictures look the same: each is said by 16 hexadecimal digits."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_BITS
