"""Platforms' sites: their hosts, and the ways in which each of them writes the same post, as far as a link tells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

#: What is put into an address out of a parameter: nothing that would read otherwise there.
_VALUE = re.compile(r"[\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to write a post: the host and path, and the parameters that it ``needs`` beside them.

    ``written`` is how the post is written in the end, made of the path's named groups and of these parameters.
    """

    place: re.Pattern[str]
    written: str
    needs: tuple[str, ...] = ()

    def post(self, place: str, given: Mapping[str, str]) -> str:
        """The post, where a link is written in this way; "" where not."""
        found = self.place.fullmatch(place)
        needed = {name: given.get(name, "") for name in self.needs}
        if found is None or not all(map(_VALUE.fullmatch, needed.values())):
            return ""
        return self.written.format_map(needed | found.groupdict())


def _way(place: str, written: str, *needs: str) -> Way:
    return Way(re.compile(place, re.ASCII), written, needs)


@dataclass(frozen=True, slots=True)
class Site:
    """A platform's hosts, its usual one first; ``apart`` are those at which paths mean something of their own.

    ``comment`` are the parameters that name a comment below a post: it is a post of its own. ``moment`` are those that
    say where in a film; ``sharer`` those that tell only there who shared the post.
    """

    hosts: tuple[str, ...]
    apart: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    comment: frozenset[str] = frozenset()
    moment: frozenset[str] = frozenset()
    sharer: frozenset[str] = frozenset()

    def has(self, host: str) -> bool:
        """Whether a host, or what it is part of, is this platform's."""
        return any(host == own or host.endswith(f".{own}") for own in (*self.hosts, *self.apart))

    def post(self, place: str, pairs: Sequence[tuple[str, str]]) -> str:
        """The one address of a post, whichever way it is written; "" where it cannot be told that this is a post."""
        given = dict(pairs)
        post = next(filter(None, (way.post(place, given) for way in self.ways)), "")
        path, _, named = post.partition("?")
        more = [(name, value) for name, value in pairs if name in self.comment and value]
        query = urlencode(sorted({*parse_qsl(named), *more}))
        return f"{path}?{query}" if post and query else post


SITES: Mapping[str, Site] = {
    "facebook": Site(
        ("facebook.com", "fb.com"),
        ("fb.watch",),
        (
            _way(
                r"facebook\.com/groups/(?P<group>[^/]+)/(?:posts|permalink)/(?P<post>\w+)",
                "facebook.com/groups/{group}/posts/{post}",
            ),
            _way(
                r"facebook\.com/groups/(?P<group>[^/]+)",
                "facebook.com/groups/{group}/posts/{multi_permalinks}",
                "multi_permalinks",
            ),
            _way(
                r"facebook\.com/(?:story|permalink)\.php",
                "facebook.com/{id}/posts/{story_fbid}",
                "id",
                "story_fbid",
            ),
            _way(
                r"facebook\.com/(?P<who>[^/]+)/posts/(?:[^/]+/)?(?P<post>\w+)",
                "facebook.com/{who}/posts/{post}",
            ),
            _way(r"facebook\.com/photo(?:\.php)?", "facebook.com/photo?fbid={fbid}", "fbid"),
            _way(r"facebook\.com/[^/]+/photos/(?:[^/]+/)?(?P<fbid>[0-9]+)", "facebook.com/photo?fbid={fbid}"),
            _way(r"facebook\.com/(?:watch(?:/live)?|video\.php)", "facebook.com/watch?v={v}", "v"),
            _way(
                r"facebook\.com/(?:reels?|[^/]+/videos(?:/[^/]+)?)/(?P<v>[0-9]+)",
                "facebook.com/watch?v={v}",
            ),
        ),
        frozenset({"comment_id", "reply_comment_id"}),
        moment=frozenset({"t"}),
        sharer=frozenset({"extid"}),
    ),
    "instagram": Site(
        ("instagram.com", "instagr.am"),
        ways=(_way(r"instagram\.com/(?:(?!share/)[^/]+/)?(?:p|reels?|tv)/(?P<post>[\w-]+)", "instagram.com/p/{post}"),),
        sharer=frozenset({"ig_rid", "ig_mid"}),
    ),
    "threads": Site(
        ("threads.com", "threads.net"),
        ways=(_way(r"threads\.com/(?:@[^/]+/post|t)/(?P<post>[\w-]+)(?:/media)?", "threads.com/t/{post}"),),
        sharer=frozenset({"xmt", "slof"}),
    ),
    "x": Site(
        ("x.com", "twitter.com"),
        ways=(_way(r"x\.com/(?:i/web|[^/]+)/status(?:es)?/(?P<post>[0-9]+)(?:/.*)?", "x.com/i/status/{post}"),),
    ),
    "tiktok": Site(
        ("tiktok.com",),
        ways=(
            _way(r"tiktok\.com/@[^/]*/(?:video|photo)/(?P<post>[0-9]+)", "tiktok.com/@_/video/{post}"),
            _way(
                r"tiktok\.com/(?:v|embed(?:/v[0-9])?|player/v[0-9]|share/video)/(?P<post>[0-9]+)(?:\.html)?",
                "tiktok.com/@_/video/{post}",
            ),
        ),
        sharer=frozenset({"u_code", "user_id", "sec_user_id", "preview_pb", "sharer_language", "timestamp"}),
    ),
    "youtube": Site(
        ("youtube.com", "youtube-nocookie.com"),
        ("youtu.be",),
        (
            _way(r"youtube\.com/watch", "youtube.com/watch?v={v}", "v"),
            _way(
                r"youtube\.com/(?:shorts|live|embed|v)/(?!videoseries|live_stream)(?P<v>[\w-]+)",
                "youtube.com/watch?v={v}",
            ),
            _way(r"youtu\.be/(?P<v>[\w-]+)", "youtube.com/watch?v={v}"),
        ),
        frozenset({"lc"}),
        moment=frozenset({"t"}),
    ),
    "whatsapp": Site(("whatsapp.com",)),
    "linkedin": Site(
        ("linkedin.com",),
        ways=(
            _way(
                r"linkedin\.com/(?:embed/)?feed/update/urn(?::|%3A)li(?::|%3A)(?P<kind>\w+)(?::|%3A)(?P<post>[0-9]+)",
                "linkedin.com/feed/update/urn:li:{kind}:{post}",
            ),
            _way(
                r"linkedin\.com/posts/[^/]*[-_](?P<kind>activity|share|ugcPost)-(?P<post>[0-9]+)(?:-[\w-]*)?",
                "linkedin.com/feed/update/urn:li:{kind}:{post}",
            ),
        ),
        comment=frozenset({"commentUrn"}),
        sharer=frozenset({"midtoken", "midsig", "otptoken"}),
    ),
    "nextdoor": Site(
        ("nextdoor.co.uk", "nextdoor.com"),
        ways=(_way(r"nextdoor\.co\.uk/p/(?P<post>[\w-]+)", "nextdoor.co.uk/p/{post}"),),
        sharer=frozenset({"extras"}),
    ),
    "telegram": Site(
        ("t.me", "telegram.me", "telegram.dog"),
        ways=(_way(r"t\.me/(?:s/)?(?P<post>[^/]+(?:/[0-9]+)+)", "t.me/{post}"),),
        comment=frozenset({"comment"}),
        moment=frozenset({"t"}),
    ),
    "snapchat": Site(
        ("snapchat.com",),
        ways=(_way(r"snapchat\.com/(?:@[^/]+/)?spotlight/(?P<post>[\w-]+)", "snapchat.com/spotlight/{post}"),),
    ),
    "reddit": Site(
        ("reddit.com",),
        ("redd.it",),
        (
            _way(
                r"reddit\.com/(?:(?:r|u|user)/[^/]+/)?(?:comments|gallery)/(?P<post>\w+)(?:/[^/]*)?",
                "reddit.com/comments/{post}",
            ),
            _way(
                r"reddit\.com/(?:(?:r|u|user)/[^/]+/)?comments/(?P<post>\w+)/[^/]*/(?P<comment>\w+)",
                "reddit.com/comments/{post}/_/{comment}",
            ),
            _way(r"redd\.it/(?P<post>\w+)", "reddit.com/comments/{post}"),
        ),
    ),
    "bluesky": Site(
        ("bsky.app",),
        ways=(_way(r"bsky\.app/profile/(?P<who>[^/]+)/post/(?P<post>\w+)", "bsky.app/profile/{who}/post/{post}"),),
    ),
    "discord": Site(("discord.com", "discordapp.com"), ("discord.gg",)),
}


def platform_at(host: str) -> str:
    """Whose platform a host is; "" for any other site."""
    return next((platform for platform, site in SITES.items() if site.has(host)), "")
