"""Links to one post meet, links to two posts do not, and no link that somebody could paste breaks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Knowledge
from bot.desk.links import address, is_short, platform_of, posts_in, untracked, written_in
from bot.desk.sites import SITES

#: One post a group, however it is linked.
SAME = (
    (
        "https://www.facebook.com/groups/12/posts/34/?mibextid=abc",
        "http://m.facebook.com/groups/12/posts/34",
        "cy-gb.facebook.com/groups/12/posts/34#comments",
        "https://fb.com/groups/12/posts/34/?__cft__[0]=x&fbclid=y",
        "https://WWW.Facebook.com/groups/12/permalink/34/",
        "https://www.facebook.com/groups/12/?multi_permalinks=34&hoisted_section_header_type=recently_seen",
    ),
    (
        "https://m.facebook.com/story.php?story_fbid=pfbid0Ab&id=1000&mibextid=z",
        "https://www.facebook.com/permalink.php?id=1000&story_fbid=pfbid0Ab&__tn__=R",
        "https://www.facebook.com/1000/posts/pfbid0Ab",
        "https://mbasic.facebook.com/1000/posts/a-title/pfbid0Ab/?refid=17",
    ),
    (
        "https://www.facebook.com/photo/?fbid=56&set=a.7",
        "https://m.facebook.com/photo.php?fbid=56&id=1000&set=a.7",
        "https://www.facebook.com/made.up/photos/a.7/56/",
        "https://www.facebook.com/made.up/photos/56",
    ),
    (
        "https://www.facebook.com/watch/?v=78",
        "https://m.facebook.com/watch/?ref=saved&v=78",
        "https://www.facebook.com/made.up/videos/a-title/78/",
        "https://www.facebook.com/reel/78?s=single_unit",
        "https://www.facebook.com/video.php?v=78",
    ),
    (
        "https://twitter.com/Somebody/status/77?s=20&t=zz",
        "https://x.com/i/status/77",
        "mobile.twitter.com/somebody/status/77/photo/1",
        "(https://X.com/i/web/status/77).",
    ),
    (
        "https://youtu.be/Ab-1?si=x&t=30",
        "https://www.youtube.com/watch?v=Ab-1&feature=share",
        "https://m.youtube.com/shorts/Ab-1",
        "https://www.youtube.com/watch?list=PL1&v=Ab-1",
        "https://music.youtube.com/watch?v=Ab-1",
        "https://www.youtube-nocookie.com/embed/Ab-1",
    ),
    ("https://www.instagram.com/p/XyZ/?igsh=1", "https://instagram.com/somebody/reel/XyZ", "instagram.com/reels/XyZ/"),
    (
        "https://old.reddit.com/r/anyshire/comments/ab1/a_title/",
        "https://www.reddit.com/r/anyshire/comments/ab1/another/?share_id=1",
        "reddit.com/comments/ab1",
        "https://redd.it/ab1",
        "https://sh.reddit.com/gallery/ab1",
    ),
    (
        "https://www.tiktok.com/@Made.Up/video/90?is_from_webapp=1&sender_device=pc",
        "https://m.tiktok.com/v/90.html",
        "https://www.tiktok.com/@/photo/90",
        "https://www.tiktok.com/embed/v2/90",
    ),
    ("https://www.threads.net/@made.up/post/C-1?xmt=a", "threads.com/t/C-1"),
    (
        "https://www.linkedin.com/posts/made-up_a-title-activity-11-AbCd?utm_source=share&rcm=x",
        "https://www.linkedin.com/feed/update/urn:li:activity:11/",
        "https://uk.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A11?trk=public_post",
    ),
    ("https://t.me/anyshire/12?single", "https://telegram.me/s/anyshire/12"),
    ("https://bsky.app/profile/made-up.example/post/3k?ref_src=embed", "bsky.app/profile/made-up.example/post/3k"),
    ("HTTPS://Forum.Example:443/a/../t.php?id=7&utm_source=b", "http://www.forum.example/t.php?id=7"),
)
#: Each a post of its own, and none of those above.
OTHERS = (
    "https://www.youtube.com/watch?v=Ab-1&lc=comment",
    "https://www.youtube.com/watch?v=AB-1",
    "https://www.youtube.com/playlist?list=PL1",
    "https://www.youtube.com/playlist?list=PL2",
    "https://www.youtube.com/embed/videoseries?list=PL3",
    "https://www.youtube.com/embed/videoseries?list=PL4",
    "https://www.facebook.com/groups/12/posts/34?comment_id=5",
    "https://www.facebook.com/groups/13/posts/34",
    "https://www.facebook.com/permalink.php?story_fbid=pfbid0Ab&id=1001",
    "https://www.facebook.com/permalink.php?story_fbid=pfbid0Ac&id=1000",
    "https://www.facebook.com/photo/?fbid=57&set=a.7",
    "https://www.facebook.com/media/set/?set=a.7",
    "https://www.facebook.com/media/set/?set=a.8",
    "https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2F1",
    "https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2F2",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fforum.example%2F1",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fforum.example%2F2",
    "https://www.facebook.com/share/p/AbC1/",
    "https://www.facebook.com/share/p/AbC2/",
    "https://x.com/search?q=one",
    "https://x.com/search?q=two",
    "https://www.instagram.com/share/p/XyZ",
    "https://vm.tiktok.com/ZMab/",
    "https://vt.tiktok.com/ZMab/",
    "https://nextdoor.co.uk/news_feed/?post=1",
    "https://nextdoor.co.uk/news_feed/?post=2",
    "https://www.linkedin.com/feed/update/urn:li:activity:11?commentUrn=urn%3Ali%3Acomment%3A9",
    "https://www.reddit.com/r/anyshire/comments/ab1/a_title/def/",
    "https://t.me/anyshire/12?comment=3",
    "https://forum.example/t.php?id=8",
    "https://forum.example/viewtopic.php?t=1",
    "https://forum.example/viewtopic.php?t=2",
    "https://planning.example/case?ref=26/001",
    "https://planning.example/case?ref=26/002",
)
#: Whatever may be added to a link without its leading elsewhere.
BEFORE = ("", "http://", "https://", "https://www.", "http://m.")
AFTER = ("", "/", "?utm_source=app", "?fbclid=Xy", "/?igsh=1", "#top", ".", ")")
TRACKING = ("utm_source", "utm_campaign", "fbclid", "gclid", "igsh", "igshid", "mibextid", "ref_src", "share_id")
#: What tracks at platforms, and may be anything elsewhere.
TRACKING_THERE = (*TRACKING, "__tn__", "__cft__[0]", "_r", "s", "t", "si", "ref", "rdid", "hl", "trk", "is_from_webapp")


@pytest.mark.parametrize("group", SAME)
def test_links_to_one_post_have_one_address(group: tuple[str, ...]) -> None:
    assert len({address(link) for link in group}) == 1


def test_links_to_other_posts_have_others() -> None:
    found = [address(link) for link in (*OTHERS, *(group[0] for group in SAME))]
    assert len(set(found)) == len(found)


#: A link as it was given, and without what tells who shared it.
GIVEN = {
    "https://www.facebook.com/groups/12/posts/34/?mibextid=abc": "https://www.facebook.com/groups/12/posts/34/",
    "https://m.facebook.com/story.php?story_fbid=1&id=2&__cft__%5B0%5D=x&eav=y": (
        "https://m.facebook.com/story.php?story_fbid=1&id=2"
    ),
    "https://www.facebook.com/photo/?fbid=56&set=a.7&__tn__=R#top": "https://www.facebook.com/photo/?fbid=56&set=a.7#top",
    "https://www.facebook.com/watch/?v=78&t=30&extid=WA-x": "https://www.facebook.com/watch/?v=78&t=30",
    "(https://x.com/Made_Up/status/77?s=20&t=zz)": "https://x.com/Made_Up/status/77",
    "https://youtu.be/Ab-1?si=x&t=30": "https://youtu.be/Ab-1?t=30",
    "https://www.instagram.com/p/XyZ/?img_index=2&igsh=1": "https://www.instagram.com/p/XyZ/?img_index=2",
    "https://www.tiktok.com/@made.up/video/90?_r=1&u_code=a&user_id=5&sec_user_id=b&share_iid=7": (
        "https://www.tiktok.com/@made.up/video/90"
    ),
    "https://www.threads.com/@made.up/post/C-1?xmt=a&slof=1": "https://www.threads.com/@made.up/post/C-1",
    "https://www.linkedin.com/posts/made-up-activity-11-AbCd?utm_source=share&rcm=x": (
        "https://www.linkedin.com/posts/made-up-activity-11-AbCd"
    ),
    "https://nextdoor.co.uk/p/ab?utm_source=share&extras=MTI%3D": "https://nextdoor.co.uk/p/ab",
    "https://t.me/anyshire/12?comment=3&t=40": "https://t.me/anyshire/12?comment=3&t=40",
    "x.com/Made_Up/status/77?T=zz": "x.com/Made_Up/status/77",
    "https://forum.example/t.php?ID=7&t=1&utm_source=b&fbclid=c": "https://forum.example/t.php?ID=7&t=1",
    "https://forum.example/a#b?utm_source=c": "https://forum.example/a#b?utm_source=c",
    "http://[nothing?utm_source=b": "http://[nothing?utm_source=b",
}


@pytest.mark.parametrize(("given_link", "shown"), GIVEN.items())
def test_a_link_is_shown_without_what_tells_who_shared_it(given_link: str, shown: str) -> None:
    assert untracked(given_link) == shown


@pytest.mark.parametrize("link", [*OTHERS, *(link for group in SAME for link in group)])
def test_a_link_so_shown_leads_to_the_same_post(link: str) -> None:
    shown = untracked(link)
    assert address(shown) == address(link)
    assert untracked(shown) == shown


#: Links that look much like those of platforms, and hold anything.
odd = st.text("aZ09-_.,%:@é ()", min_size=1, max_size=6)
part = odd | st.sampled_from(("groups", "posts", "photos", "videos", "status", "comments", "watch", "p", "s", "u", "t"))
likely = st.builds(
    "https://{}/{}?{}".format,
    st.sampled_from([host for site in SITES.values() for host in (*site.hosts, *site.apart)]),
    st.lists(part, max_size=5).map("/".join) | st.sampled_from(("story.php", "photo.php", "watch")),
    st.lists(
        st.builds("{}={}".format, st.sampled_from(("v", "id", "fbid", "story_fbid", "comment_id", "lc", "q")), odd),
        max_size=3,
    ).map("&".join),
)
posts = st.sampled_from([*OTHERS, *(link.strip("().") for group in SAME for link in group)])


@given(posts | likely)
def test_an_address_is_its_own(link: str) -> None:
    found = address(link)
    assert address(found) == found
    assert platform_of(found) == platform_of(link)


@given(likely.filter(lambda link: " " not in link))
def test_what_only_tracks_is_not_needed_to_find_the_post(link: str) -> None:
    assert address(untracked(link)) == address(link)


@given(posts, st.data(), st.text("abcXYZ019-_.%", max_size=8))
def test_no_parameter_that_tracks_changes_an_address(link: str, data: st.DataObject, value: str) -> None:
    name = data.draw(st.sampled_from(TRACKING_THERE if platform_of(link) else TRACKING))
    shown, hash_, below = link.partition("#")
    added = f"{shown}{'&' if '?' in shown else '?'}{name}={value}{hash_}{below}"
    assert address(added) == address(link)


path = st.lists(st.text("abcXYZ019-_", min_size=1, max_size=8), min_size=1, max_size=4).map("/".join)


@given(
    st.sampled_from(("facebook.com", "tiktok.com", "bsky.app", "forum.example", "news.anyshire.example")),
    path,
    st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER)),
    st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER)),
)
def test_what_stands_around_a_link_keeps_none_apart(
    host: str, rest: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    first, second = (address(f"{before}{host}/{rest}{after}") for before, after in (one, other))
    assert first == second
    assert rest in first


@given(st.text(max_size=60) | st.builds("https://{}".format, st.text(max_size=60)) | path.map("youtu.be/{}".format))
def test_any_text_has_an_address_and_an_address_is_its_own(text: str) -> None:
    found = address(text)
    assert address(found) == found
    assert untracked(untracked(text)) == untracked(text)
    platform_of(text)
    written_in(text)
    posts_in(text)


def test_every_platform_that_links_tell_is_one_of_the_toolkit(knowledge: Knowledge) -> None:
    assert set(SITES) <= set(knowledge.platforms)
    for platform, site in SITES.items():
        assert {platform_of(f"https://www.{host}/post") for host in (*site.hosts, *site.apart)} == {platform}
    assert platform_of("https://facebook.example/post/1") == platform_of("https://notx.com/1") == ""


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("see https://X.com/made_up/status/1?utm_source=share, please.", {"x.com/i/status/1"}),
        (
            "youtu.be/Ab-1 and Forum.Example.org/t?id=7&fbclid=x",
            {"youtube.com/watch?v=Ab-1", "forum.example.org/t?id=7"},
        ),
        ("HTTPS://FORUM.EXAMPLE/7", {"forum.example/7"}),
        ("https://facebook.com https://www.x.com/ facebook.com", set()),
        ("no link, me@council.example, me@council.org", set()),
        ("https://[bad/x http://", set()),
    ],
)
def test_links_in_a_text_are_found_but_for_those_of_a_whole_site(text: str, posts: set[str]) -> None:
    assert posts_in(text) == posts


@pytest.mark.parametrize("text", ["me@council.gov.uk", "ring me, or write to jane.doe@anyshire.gov.uk."])
def test_an_email_address_is_no_link(text: str) -> None:
    assert written_in(text) == ()


@pytest.mark.parametrize("text", ["a." * 50_000, "a-" * 50_000, "me@" + "a." * 50_000])
def test_a_long_text_does_not_hold_the_bot_up(text: str) -> None:
    assert written_in(text) == ()  # for hours, where each part of it were looked through to its end


@pytest.mark.parametrize(
    "link",
    [
        "https://vm.tiktok.com/ZMab/?_r=1",
        "https://www.tiktok.com/t/ZMab/",
        "https://fb.watch/ab-1/?mibextid=x",
        "https://www.facebook.com/share/p/AbC1/?mibextid=x",
        "https://m.facebook.com/share/AbC1",
        "https://www.reddit.com/r/anyshire/s/AbC1",
        "https://www.instagram.com/share/reel/AbC1",
        "https://t.co/AbC1",
        "bit.ly/AbC1",
        "https://lnkd.in/eAbC1",
    ],
)
def test_short_links_are_known(link: str) -> None:
    assert is_short(address(link))


@given(posts)
def test_a_link_that_tells_its_post_is_not_short(link: str) -> None:
    assert is_short(address(link)) == any(part in link for part in ("/share/", "vm.tiktok", "vt.tiktok"))
