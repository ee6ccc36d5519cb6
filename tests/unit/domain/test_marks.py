"""The same account, link or picture, however it is spelt."""

import pytest

from bot.domain.marks import accounts, is_alike, links


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/plainly_made_up/status/123?s=20&t=abc",
        "http://www.x.com/plainly_made_up/status/123/",
        "https://mobile.twitter.com/plainly_made_up/status/123#top",
        "see https://X.com/plainly_made_up/status/123?utm_source=share, please.",
    ],
)
def test_spellings_of_one_address_are_one(url: str) -> None:
    assert links(url) == {"x.com/plainly_made_up/status/123"}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://youtu.be/AbC_1?si=x", "youtube.com/watch?v=AbC_1"),
        ("https://www.youtube.com/watch?v=AbC_1&feature=x", "youtube.com/watch?feature=x&v=AbC_1"),
        ("https://m.facebook.com/story.php?id=2&story_fbid=1&mibextid=z", "facebook.com/story.php?id=2&story_fbid=1"),
    ],
)
def test_what_names_a_post_is_kept(url: str, address: str) -> None:
    assert links(url) == {address}


@pytest.mark.parametrize(
    "text", ["", "no link", "https://facebook.com", "https://www.x.com/", "https://[bad/x", "http://"]
)
def test_a_whole_site_is_no_link(text: str) -> None:
    assert links(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Plainly_Made_Up. he is", {"plainly_made_up"}),
        ("write to me@council.example", set()),
        ("https://x.com/PlainlyMadeUp/status/1", {"plainlymadeup"}),
        ("https://x.com/search?q=me https://x.com/i/web/status/1", set()),
        ("https://www.tiktok.com/@made.up/video/1", {"made.up"}),
        ("https://www.instagram.com/p/abc/ https://instagram.com/made_up/", {"made_up"}),
        ("https://www.facebook.com/groups/anyshire", set()),
        ("@ab and I don't know", set()),
    ],
)
def test_accounts(text: str, names: set[str]) -> None:
    assert accounts(text) == names


def test_pictures_are_alike_up_to_six_bits() -> None:
    assert is_alike("f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f0cf")
    assert not is_alike("f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f08f")
