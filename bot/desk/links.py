"""Links to a post: one address for all of them, and whose platform it is. Nothing is fetched to find out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from url_normalize import url_normalize

#: What a link may not begin and end with: it belongs to the sentence around it.
_BEGINS, _ENDS = "([{<'\"“‘", ".,;:!?)]}>'\"”’"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_MOBILE = re.compile(r"(?:www|m|mobile|amp|web)\.")
#: What platforms put before their name for a device, an old look or a language.
_BEFORE = re.compile(r"(?:www|m|mobile|amp|web|touch|mbasic|old|new|np|[a-z]{2}(?:-[a-z]{2})?)\.")
#: What tells where somebody came from, not what they looked at.
_TRACKING = re.compile(r"utm_.*|mc_.*|_?ga|_gl|[a-z]*clid|igsh(?:id)?|si|feature|ref(?:_?src|_?url)?|share_.*")


@dataclass(frozen=True, slots=True)
class _Site:
    """A platform's hosts, its usual one first, and the parameters that say which post it is."""

    hosts: tuple[str, ...]
    names: frozenset[str] = frozenset()


_SITES = {
    "facebook": _Site(
        ("facebook.com", "fb.com"),
        frozenset({"story_fbid", "id", "fbid", "v", "comment_id", "reply_comment_id", "multi_permalinks"}),
    ),
    "instagram": _Site(("instagram.com", "instagr.am")),
    "threads": _Site(("threads.com", "threads.net")),
    "x": _Site(("x.com", "twitter.com")),
    "tiktok": _Site(("tiktok.com",)),
    "youtube": _Site(("youtube.com", "youtu.be", "youtube-nocookie.com"), frozenset({"v", "lc"})),
    "whatsapp": _Site(("whatsapp.com",)),
    "linkedin": _Site(("linkedin.com",), frozenset({"commentUrn"})),
    "nextdoor": _Site(("nextdoor.co.uk", "nextdoor.com")),
    "telegram": _Site(("t.me", "telegram.me"), frozenset({"comment"})),
    "snapchat": _Site(("snapchat.com",)),
    "reddit": _Site(("reddit.com",)),
    "bluesky": _Site(("bsky.app",)),
    "discord": _Site(("discord.com", "discordapp.com")),
}
#: Ways in which one platform writes the same post.
_SAME = (
    (re.compile(r"youtu\.be/([\w-]+)"), r"youtube.com/watch?v=\1"),
    (re.compile(r"youtube\.com/(?:shorts|live|embed|v)/([\w-]+)"), r"youtube.com/watch?v=\1"),
    (re.compile(r"x\.com/(?:i/web|[^/]+)/status/([0-9]+)(?:/.*)?"), r"x.com/i/status/\1"),
    (re.compile(r"instagram\.com/(?:[^/]+/)?(?:p|reels?|tv)/([\w-]+)"), r"instagram.com/p/\1"),
    (
        re.compile(r"reddit\.com/(?:(?:r|user)/[^/]+/)?comments/(\w+)(?:/[^/]*(?:/(\w+))?)?"),
        r"reddit.com/comments/\1/_/\2",
    ),
)
_HANDLE = re.compile(r"(?<![\w@])@[\w.-]*\w")
_HANDLE_IN_LINK = re.compile(r"(?:(?:x|twitter)\.com/(\w+)/status/|/@([\w.-]*\w))")


def address(link: str) -> str:
    """The address of a post, the same for all links to it: no scheme, nothing that only tracks; "" where none."""
    shown = tidy(link)
    try:
        parts = urlsplit(url_normalize(shown, default_scheme="https") or "")
    except ValueError:  # what no browser would open: it is compared as it was written
        return shown
    host = parts.hostname or ""
    if not _HOST.fullmatch(host):
        return shown
    platform = _platform_at(host)
    bare = _bare(host, _BEFORE if platform else _MOBILE)
    names = _SITES[platform].names if platform else None
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if _says_which(pair[0], names)]
    return _written(_own_host(bare, platform) + re.sub(r"/{2,}", "/", parts.path), kept)


def tidy(link: str) -> str:
    """A link without what belongs to the sentence around it."""
    return link.strip().lstrip(_BEGINS).rstrip(_ENDS)


def _bare(host: str, prefix: re.Pattern[str]) -> str:
    while (before := prefix.match(host)) and "." in host[before.end() :]:
        host = host[before.end() :]
    return host


def _says_which(name: str, names: frozenset[str] | None) -> bool:
    return name in names if names is not None else not _TRACKING.fullmatch(name.lower())


def _own_host(host: str, platform: str) -> str:
    """A platform's usual host instead of another of its own, but for one that has ways of its own to name a post."""
    is_own = platform and host in _SITES[platform].hosts and host != "youtu.be"
    return _SITES[platform].hosts[0] if is_own else host


def _written(place: str, pairs: Sequence[tuple[str, str]]) -> str:
    place = place.rstrip("/" + _ENDS)
    for pattern, same in _SAME:
        if found := pattern.fullmatch(place):
            place = found.expand(same).removesuffix("/_/")
            break
    place, _, named = place.partition("?")
    query = urlencode(sorted({*parse_qsl(named), *pairs}))
    return f"{place}?{query}".rstrip(_ENDS)


def platform_of(post: str) -> str:
    """Whose platform a link or an address leads to; "" for any other site."""
    try:
        parts = urlsplit(post if "//" in post else f"//{post}")
        return _platform_at(parts.hostname or "")
    except ValueError:
        return ""


def _platform_at(host: str) -> str:
    for platform, site in _SITES.items():
        if any(host == own or host.endswith(f".{own}") for own in site.hosts):
            return platform
    return ""


def handle_in(link: str, who: str) -> str:
    """The account that a post is from, ``@name``, by its link or by what was said of it; "" where neither says."""
    found = _HANDLE_IN_LINK.search(link)
    name = (found[1] or found[2]) if found else ""
    if name and name != "i":
        return f"@{name}"
    named = _HANDLE.search(who)
    return named[0] if named else ""
