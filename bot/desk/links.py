"""Links to a post: one address for all of them, and whose platform it is. Nothing is fetched to find out.

Removals and campaigns meet by it. Where a link cannot be told to be a post, it is as it was given, but for what only
tracks: so may the same post have two addresses, and never two posts one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from url_normalize import url_normalize

from .sites import SITES, Site, platform_at

#: What a link may not begin and end with: it belongs to the sentence around it.
_BEGINS, _ENDS = "([{<'\"“‘", ".,;:!?)]}>'\"”’"
_OWN = "|".join(re.escape(host) for site in SITES.values() for host in (*site.hosts, *site.apart))
#: A host begins where its first part does: else each part of a long one, and of an email address, were tried anew.
_LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w@-])(?<![\w-]\.)[\w-]+(?:\.[\w-]+)*\.(?:com|co\.uk|org|net|uk|app|me|tv|social|wales|cymru)\b\S*"
    rf"|(?<![\w@-])(?:{_OWN})/\S+",
    re.IGNORECASE,
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_MOBILE = re.compile(r"(?:www|m|mobile|amp|web)\.")
#: What platforms put before their name for a device, an old look or a language; vm. and vt. are TikTok's short links.
_BEFORE = re.compile(
    r"(?:www|m|mobile|amp|web|touch|mbasic|old|new|sh|np|music|canary|ptb|(?!v[mt]\.)[a-z]{2}(?:-[a-z]{2})?)\."
)
#: What tells where somebody came from, not what they looked at: anywhere, and what only platforms use in that way.
_TRACKS = r"utm_.*|mc_.*|_?ga|_gl|[a-z]*clid|igsh(?:id)?|mibextid|ref_(?:src|url)|share_.*"
_TRACKING = re.compile(_TRACKS)
_TRACKING_THERE = re.compile(
    rf"{_TRACKS}|__.*|_r|_t|_d|_rd[rc]|si?|t|feature|f?ref|refid|rdid|sfnsn|wtsid|paipv|eav|cxt|locale|lang|hl|is_.*"
    r"|sender_.*|web_id|tt_from|trk.*|tracking.*|lipi|rcm|pp|ab_channel|hc_.*|notif_.*"
)
#: Links that only the site itself can lead on from.
_SHORT = re.compile(
    r"(?:v[mt]\.tiktok\.com|fb\.(?:watch|me)|t\.co|lnkd\.in|t\.snapchat\.com|bit\.ly|tinyurl\.com|goo\.gl|ow\.ly"
    r"|buff\.ly|is\.gd|dlvr\.it|rb\.gy|cutt\.ly|tiny\.cc|trib\.al"
    r"|(?:tiktok|snapchat)\.com/t|(?:facebook|instagram)\.com/share|reddit\.com/(?:r|u|user)/[^/]+/s)/.+"
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A link taken apart: the host and path without what does not matter, and the parameters as they were given."""

    place: str
    pairs: Sequence[tuple[str, str]]
    platform: str


def written_in(text: str) -> tuple[str, ...]:
    """The links in a text, in their order and as they stand there, with or without https."""
    return tuple(_LINK.findall(text))


def posts_in(text: str) -> frozenset[str]:
    """The addresses of the links in a text; those of a whole site are none."""
    return frozenset(filter(_leads_somewhere, map(address, written_in(text))))


def _leads_somewhere(post: str) -> bool:
    return _HOST.match(post) is not None and ("/" in post or "?" in post)


def address(link: str) -> str:
    """The address of a post, the same for all links to it: no scheme, nothing that only tracks; "" where none."""
    shown = tidy(link)
    parts = _parts(shown)
    if parts is None:  # what no browser would open: it is compared as it was written
        return shown
    site = SITES.get(parts.platform)
    if site and (post := site.post(parts.place, parts.pairs)):
        return post
    tracking = _TRACKING_THERE if site else _TRACKING
    query = urlencode(sorted(pair for pair in parts.pairs if not tracking.fullmatch(pair[0].lower())))
    return f"{parts.place}?{query}".rstrip(_ENDS)


def untracked(link: str) -> str:
    """A link as it was given, without what is known to tell only who shared it, or from where."""
    shown = tidy(link)
    before, _, after = shown.partition("?")
    parts = _parts(shown)
    if parts is None or not after or "#" in before:
        return shown
    query, mark, fragment = after.partition("#")
    kept = "&".join(pair for pair in query.split("&") if not _tells_who(pair, SITES.get(parts.platform)))
    return f"{before}?{kept}".rstrip("?") + mark + fragment


def _tells_who(pair: str, site: Site | None) -> bool:
    name = unquote(pair.partition("=")[0]).lower()
    if site is None:
        return _TRACKING.fullmatch(name) is not None
    return name in site.sharer or (name not in site.moment and _TRACKING_THERE.fullmatch(name) is not None)


def tidy(link: str) -> str:
    """A link without what belongs to the sentence around it."""
    return link.strip().lstrip(_BEGINS).rstrip(_ENDS)


def _parts(shown: str) -> _Parts | None:
    try:
        parts = urlsplit(url_normalize(shown, default_scheme="https") or "")
    except ValueError:
        return None
    host = parts.hostname or ""
    if not _HOST.fullmatch(host):
        return None
    platform = platform_at(host)
    own = _own_host(_bare(host, _BEFORE if platform else _MOBILE), platform)
    place = (own + re.sub(r"/{2,}", "/", parts.path)).rstrip("/" + _ENDS)
    # At its end a link has no dot, so no value may: or an address would change where it is taken for a link.
    pairs = [(name, value.rstrip(".")) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    return _Parts(place, pairs, platform)


def _bare(host: str, prefix: re.Pattern[str]) -> str:
    while (before := prefix.match(host)) and "." in host[before.end() :]:
        host = host[before.end() :]
    return host


def _own_host(host: str, platform: str) -> str:
    """A platform's usual host instead of another at which the same paths hold."""
    return SITES[platform].hosts[0] if platform and host in SITES[platform].hosts else host


def place_of(link: str) -> str:
    """The host and path of a link, a platform's by its usual host; "" where no browser would open it."""
    parts = _parts(tidy(link))
    return parts.place if parts else ""


def is_short(post: str) -> bool:
    """Whether an address is a short link, of which nobody knows the post without opening it."""
    return _SHORT.fullmatch(post) is not None


def platform_of(post: str) -> str:
    """Whose platform a link or an address leads to; "" for any other site."""
    try:
        parts = urlsplit(post if "//" in post else f"//{post}")
        return platform_at(parts.hostname or "")
    except ValueError:
        return ""
