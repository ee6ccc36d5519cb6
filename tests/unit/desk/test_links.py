"""Links to one post meet, links to two posts do not, and no link that somebody could paste breaks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Knowledge
from bot.desk import links
from bot.desk.links import address, handle_in, platform_of

SAME = (
    (
        "https://www.facebook.com/groups/12/posts/34/?mibextid=abc",
        "http://m.facebook.com/groups/12/posts/34",
        "cy-gb.facebook.com/groups/12/posts/34#comments",
        "https://fb.com/groups/12/posts/34/?__cft__[0]=x&fbclid=y",
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
    ),
    ("https://www.instagram.com/p/XyZ/?igsh=1", "https://instagram.com/somebody/reel/XyZ", "instagram.com/reels/XyZ/"),
    (
        "https://old.reddit.com/r/anyshire/comments/ab1/a_title/",
        "https://www.reddit.com/r/anyshire/comments/ab1/another/?share_id=1",
        "reddit.com/comments/ab1",
    ),
    ("HTTPS://Forum.Example:443/a/../t.php?id=7&utm_source=b", "http://www.forum.example/t.php?id=7"),
)
#: Whatever may be added to a link without its leading elsewhere.
BEFORE = ("", "http://", "https://", "https://www.", "http://m.")
AFTER = ("", "/", "?utm_source=app", "?fbclid=Xy", "/?igsh=1", "#top", ".", ")")


@pytest.mark.parametrize("group", SAME)
def test_links_to_one_post_have_one_address(group: tuple[str, ...]) -> None:
    assert len({address(link) for link in group}) == 1


def test_links_to_other_posts_have_others() -> None:
    others = (
        "https://www.youtube.com/watch?v=Ab-1&lc=comment",
        "https://www.youtube.com/watch?v=AB-1",
        "https://www.facebook.com/groups/12/posts/34?comment_id=5",
        "https://www.reddit.com/r/anyshire/comments/ab1/a_title/def/",
        "https://forum.example/t.php?id=8",
    )
    found = [address(link) for link in (*others, *(group[0] for group in SAME))]
    assert len(set(found)) == len(found)


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
    platform_of(text)
    handle_in(text, text)


def test_every_platform_that_links_tell_is_one_of_the_toolkit(knowledge: Knowledge) -> None:
    assert set(links._SITES) <= set(knowledge.platforms)
    for platform, site in links._SITES.items():
        assert {platform_of(f"https://www.{host}/post") for host in site.hosts} == {platform}
    assert platform_of("https://facebook.example/post/1") == platform_of("https://notx.com/1") == ""


def test_the_account_is_told_by_the_link_before_words() -> None:
    link = "https://x.com/SomeBody/status/7"
    assert handle_in(link, "it was @plainly_made_up.") == "@SomeBody"
    assert handle_in("https://facebook.com/1", "it was @plainly_made_up.") == "@plainly_made_up"
    assert handle_in("https://facebook.com/1", "a man, mail him at a@example.org") == ""
    assert handle_in("https://www.tiktok.com/@made.up/video/1", "") == "@made.up"
    assert handle_in("https://x.com/i/status/7", "") == handle_in("https://facebook.com/1", "") == ""
