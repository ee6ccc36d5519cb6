"""Telegram's HTML: read, and written back for people."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import html_text, texts
from bot.sandbox.rendering import to_html

READ = [
    ("plain", "plain", []),
    ("<b>é😀</b>!", "é😀!", [("bold", 0, 3)]),
    ("<STRONG>x</STRONG>", "x", [("bold", 0, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<b></b>x", "x", []),
    ("&lt;b&gt; &amp;&quot; &#65;&#x42; &nbsp; &", '<b> &" AB &nbsp; &', []),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
    ('<a href="https://a.org?x=1&amp;y=2">x</a>', "x", [("text_link", 0, 1)]),
    ('<a href="tg://user?id=5">x</a>', "x", [("text_mention", 0, 1)]),
    ('<a href="nonsense">x</a>', "x", []),
    ("<b>x</>", "x", [("bold", 0, 1)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = html_text.parse(source)
    assert (plain, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


def test_attributes_of_entities() -> None:
    assert html_text.parse('<a href="https://a.org?x=1&amp;y=2">x</a>')[1][0]["url"] == "https://a.org?x=1&y=2"
    assert html_text.parse('<pre><code class="language-python">x</code></pre>')[1][0]["language"] == "python"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b x", 'Unclosed start tag "b" at byte offset 0'),
        ("x<a href='y", "Unclosed start tag at byte offset 1"),
        ("<a ='x'>y</a>", 'Empty attribute name in the tag "a"'),
        ("<a href=x/y>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
    ],
)
def test_refused(source: str, words: str) -> None:
    with pytest.raises(html_text.MarkupError, match="^" + words.replace("(", r"\(")):
        html_text.parse(source)


_words = st.text(string.ascii_letters + ' <>&"é😀', min_size=1, max_size=8)
_marked = st.recursive(
    _words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(_marked)
def test_what_is_read_is_written_back_the_same(source: str) -> None:
    plain, entities = html_text.parse(source)
    assert html_text.parse(to_html(plain, entities)) == (plain, entities)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(source: str) -> None:
    try:
        plain, entities = html_text.parse(source)
    except html_text.MarkupError:
        return
    assert all(e["length"] > 0 and e["offset"] + e["length"] <= html_text.units(plain) for e in entities)


def test_commands_links_and_mentions_are_found() -> None:
    found = texts.formatted("/start@wardlight_bot see https://gov.uk/x. or a.b@c.org, @anna_x #safe").entities
    assert [e["type"] for e in found] == ["bot_command", "url", "email", "mention", "hashtag"]
    assert found[1] == {"type": "url", "offset": 25, "length": 16}


def test_space_at_the_ends_is_cut_and_entities_move() -> None:
    said = texts.formatted("  <b> x </b>  ", "HTML")
    assert (said.text, said.entities) == ("x", [{"type": "bold", "offset": 0, "length": 1}])
