"""Booklets read back as a reader's program would: the page by its tags, the PDF by its text and its bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from pypdf import PdfReader

VOID = {"meta", "br", "link", "img", "hr"}


@dataclass
class Page(HTMLParser):
    """A page: its tags with their attributes, the headings as (level, words), all ids, and whom links lead to."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, text: str) -> Page:
        page = cls()
        page.feed(text)
        page.close()
        assert page.unclosed == []
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.unclosed.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.unclosed:
            return
        self.text += data
        if self.unclosed and self.unclosed[-1][0] == "h" and self.unclosed[-1][1:].isdigit():
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def all(self, attribute: str, *tags: str) -> list[str]:
        """The values of an attribute, of all tags or of these."""
        return [each[attribute] for tag, each in self.tags if attribute in each and (not tags or tag in tags)]


def opened(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def bookmarks(outline: list[Any]) -> Iterator[str]:
    """The titles of all bookmarks, in order."""
    for each in outline:
        if isinstance(each, list):
            yield from bookmarks(each)
        else:
            yield each["/Title"]
