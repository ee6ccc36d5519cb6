"""Telegram's HTML: what is refused, what is seen."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.markup import TAGS, blanked, flaws, units, visible
from bot.sandbox import html_text

SOUND = [
    "plain",
    "<b>bold</b> and <i>it <u>both</u></i>",
    '<a href="https://x.example/a?b=1&amp;c=2">link</a>',
    "<blockquote expandable>long</blockquote>",
    "<tg-spoiler>hidden</tg-spoiler> 5 > 4",
    "&lt;b&gt; &amp; &quot; &#39; &#x27;",
    '<a href="{council.website}">our pages</a>',
    '<a href="mailto:a@b.example">write</a>',
]
#: A text, where it is wrong, and a word of what is said about it.
WRONG = [
    ("a & b", 2, "&amp;"),
    ("&nbsp;x", 0, "&amp;"),
    ("x &#0;", 2, "&amp;"),
    ("x &#55296;", 2, "&amp;"),
    ("3 < 4", 2, "&lt;"),
    ("line<br>line", 4, "no <br>"),
    ("line<br/>line", 4, "no <br>"),
    ("<b/>x", 0, "write <b>…</b>"),
    ("x <B>", 2, "no <B>"),
    ("x <b>bold", 2, "never closed"),
    ("x</b>", 1, "closes nothing"),
    ("<b><i>x</b>", 3, "before </b>"),
    ("<a>x</a>", 0, "href"),
    ('<a href="">x</a>', 0, "href"),
    ('<a href="javascript:alert(1)">x</a>', 0, "href"),
    ('<a href="https://x.example/?a=1&b=2">x</a>', 31, "&amp;"),
    ('<b class="big">x</b>', 0, "class"),
    ('<a href="https://a.example">x <a href="https://b.example">y</a></a>', 30, "inside"),
    ("<code>x <b>y</b></code>", 8, "inside <code>"),
    ("<b", 0, "&lt;"),
    ("x</q>", 1, "take it out"),
]


@pytest.mark.parametrize("text", SOUND)
def test_what_telegram_takes_is_sound(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize(("text", "at", "said"), WRONG)
def test_what_telegram_refuses_is_told_where_it_stands(text: str, at: int, said: str) -> None:
    assert [(flaw.at, said in flaw.text) for flaw in flaws(text)] == [(at, True)]


def test_only_what_is_seen_counts() -> None:
    assert visible('<b>a</b> &lt; <a href="https://x.example">b</a> &#x27;') == "a < b '"


def test_length_is_counted_as_telegram_counts() -> None:
    assert [units(text) for text in ("abc", "é", "😀")] == [3, 1, 2]


@given(st.text())
def test_any_escaped_text_is_sound_and_seen_as_it_was(text: str) -> None:
    escaped = html.escape(text)
    assert (flaws(escaped), visible(escaped)) == ([], text)


PIECES = [
    *(f"<{end}{name}{rest}>" for name in ("b", "i", "code", "x") for end in ("", "/") for rest in ("", " ", "/", " y")),
    *(f"<a href={link}>" for link in ("'https://x.example'", '"https://x.example?a&amp;b"', '"x', "")),
    *("</a>", "<blockquote>", "<blockquote expandable>", "</blockquote>", "<", ">", "&", "&amp;", "&lt", "&#65;"),
    *("text", " ", "\n", "😀", '"', "/", "</", "=", "é"),
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_found_sound_telegrams_own_reading_takes_and_sees_alike(text: str) -> None:
    if not flaws(text):
        assert html_text.parse(text)[0] == visible(text)


names = st.sampled_from(sorted(TAGS.keys() - {"a", "code", "pre", "blockquote"}))


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(
        st.builds(lambda name, text: f"<{name}>{text}</{name}>", names, inner) | inner, min_size=1, max_size=4
    ).map("".join)


nested = st.recursive(st.text("ab é😀\n", min_size=1, max_size=5), wrapped, max_leaves=12)


@given(nested)
def test_well_nested_tags_are_sound(text: str) -> None:
    assert flaws(text) == []


@given(nested, st.sampled_from(["<", "& ", "<b>", "</u>", "<p>"]), st.data())
def test_one_stray_sign_anywhere_is_found(text: str, stray: str, data: st.DataObject) -> None:
    places = [0, *(i + 1 for i, char in enumerate(text) if char == ">"), len(text)]
    at = data.draw(st.sampled_from(places))
    assert flaws(text[:at] + stray + text[at:]) != []


@given(nested)
def test_blanking_leaves_every_other_character_in_its_place(text: str) -> None:
    shown = blanked(text)
    assert len(shown) == len(text)
    assert shown.replace("\0", "") == visible(text)
