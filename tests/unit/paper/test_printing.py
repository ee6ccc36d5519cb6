"""PDFs that everybody can read, made without fetching anything."""

import base64
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.paper import pdf

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page of paper</title>
<style>body {{ font-family: "DejaVu Sans", sans-serif }}</style></head>
<body><h1>Plainly invented</h1><p>For a test: “é” – ŵ.</p>{more}</body></html>"""
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def read(page: str) -> PdfReader:
    return PdfReader(BytesIO(pdf(page)))


def test_a_page_is_tagged_and_has_its_language_title_and_headings() -> None:
    made = read(PAGE.format(more=""))
    root = made.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert made.metadata is not None
    assert made.metadata.title == "A page of paper"
    assert [mark["/Title"] for mark in made.outline] == ["Plainly invented"]
    assert "“é” – ŵ" in made.pages[0].extract_text()


def test_a_picture_in_the_page_is_shown() -> None:
    made = read(PAGE.format(more=f'<img alt="a dot" src="data:image/png;base64,{base64.b64encode(DOT).decode()}">'))
    assert len(made.pages[0].images) == 1


@pytest.mark.parametrize("address", ["https://www.anyshire.example/a.png", "file:///etc/hostname"])
@pytest.mark.parametrize(
    "asks", ['<img alt="" src="{}">', '<link rel="stylesheet" href="{}">', '<p style="background: url({})">x</p>']
)
def test_nothing_is_fetched(address: str, asks: str) -> None:
    with pytest.raises(ValueError, match="from outside"):
        pdf(PAGE.format(more=asks.format(address)))
