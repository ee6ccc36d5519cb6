"""Text and entities turned back into Telegram's HTML, for tests that look at how a message is set."""

from __future__ import annotations

from html import escape

from .html_text import order
from .state import Json

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "text_mention": "a",
    "custom_emoji": "tg-emoji",
}


def _start(entity: Json) -> str:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">'
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">'
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(entity["language"])}">'
    if kind == "expandable_blockquote":
        return "<blockquote expandable>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">'
    return f"<{_TAGS[kind]}>"


def _end(entity: Json) -> str:
    return ("</code>" if entity["type"] == "pre" and entity.get("language") else "") + f"</{_TAGS[entity['type']]}>"


def to_html(text: str, entities: list[Json]) -> str:
    """The text as Telegram's HTML; entities that Telegram finds by itself (links, commands) are left as text."""
    shown = sorted((entity for entity in entities if entity["type"] in _TAGS), key=order)
    raw = text.encode("utf-16-le")
    edges = {0, len(raw) // 2}
    for entity in shown:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    out: list[str] = []
    stack: list[Json] = []
    places = sorted(edges)
    for here, there in zip(places, [*places[1:], None], strict=True):
        while stack and stack[-1]["offset"] + stack[-1]["length"] <= here:
            out.append(_end(stack.pop()))
        for entity in shown:
            if entity["offset"] == here and there is not None:
                stack.append(entity)
                out.append(_start(entity))
        if there is not None:
            out.append(escape(raw[2 * here : 2 * there].decode("utf-16-le"), quote=False))
    return "".join(out)
