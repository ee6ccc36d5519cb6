"""Where an item lies in a pack."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chat import Attachment, MediaKind
from bot.domain.evidence import Item
from bot.paper.pack import place_of
from bot.paper.proving import _NAME

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def item(name: str, mime: str = "", kind: MediaKind = MediaKind.DOCUMENT) -> Item:
    return Item(1, 7, 1, NOW, Attachment(kind, "id", name, mime))


@pytest.mark.parametrize(
    ("name", "mime", "kind", "place"),
    [
        ("letter.pdf", "", MediaKind.DOCUMENT, "items/03-letter.pdf"),
        ("../../etc/passwd", "", MediaKind.DOCUMENT, "items/03-passwd"),
        ("C:\\Windows\\x.dll", "", MediaKind.DOCUMENT, "items/03-x.dll"),
        ("Brief an mich…ähem.txt", "", MediaKind.DOCUMENT, "items/03-Brief_an_mich.ahem.txt"),
        ("\u202e", "", MediaKind.DOCUMENT, "items/03-file"),
        ("", "image/png", MediaKind.PHOTO, "items/03-photo.png"),
        ("", "", MediaKind.PHOTO, "items/03-photo.jpg"),
        ("", "audio/ogg", MediaKind.VOICE, "items/03-voice.ogg"),
    ],
)
def test_names_are_cleaned(name: str, mime: str, kind: MediaKind, place: str) -> None:
    assert place_of(item(name, mime, kind), 3) == place


@given(st.text())
def test_no_name_leads_anywhere_else(name: str) -> None:
    place = place_of(item(name), 12)
    assert re.fullmatch(r"items/12-[A-Za-z0-9][A-Za-z0-9._-]*", place)
    assert ".." not in place
    assert _NAME.fullmatch(place)
