"""Whose post a link is, and who is named in what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.accounts import accounts_in, handle_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Plainly_Made_Up. he is", {"plainly_made_up"}),
        ("it was @made-up.bsky.example, again", {"made-up.bsky.example"}),
        ("write to me@council.example", set()),
        ("https://x.com/PlainlyMadeUp/status/1", {"plainlymadeup"}),
        ("mobile.twitter.com/PlainlyMadeUp?s=21", {"plainlymadeup"}),
        ("https://x.com/search?q=me https://x.com/i/web/status/1", set()),
        ("https://www.tiktok.com/@made.up/video/1", {"made.up"}),
        ("https://www.instagram.com/p/abc/ https://instagram.com/made_up/", {"made_up"}),
        ("https://www.facebook.com/groups/anyshire", set()),
        ("@ab and I don't know", set()),
        ("https://[bad/@made_up", set()),
    ],
)
def test_accounts_are_told_by_name_and_by_link(text: str, names: set[str]) -> None:
    assert accounts_in(text) == names


def test_the_account_is_told_by_the_link_before_words() -> None:
    link = "https://x.com/SomeBody/status/7"
    assert handle_in(link, "it was @plainly_made_up.") == "@SomeBody"
    assert handle_in("https://facebook.com/1", "it was @plainly_made_up.") == "@plainly_made_up"
    assert handle_in("https://facebook.com/1", "a man, mail him at a@example.org") == ""
    assert handle_in("https://www.tiktok.com/@made.up/video/1", "") == "@made.up"
    assert handle_in("https://instagram.com/made_up/reel/XyZ", "") == "@made_up"
    assert handle_in("https://x.com/i/status/7", "") == handle_in("https://facebook.com/1", "") == ""


@given(st.text(max_size=60) | st.builds("https://{}".format, st.text(max_size=60)))
def test_any_text_may_be_looked_at(text: str) -> None:
    accounts_in(text)
    handle_in(text, text)
