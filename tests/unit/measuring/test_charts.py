"""The two pictures."""

import struct
import sys
from pathlib import Path

import pytest

from bot.domain.errors import WardlightError
from bot.matching import Verdict
from bot.measuring.charts import draw, require
from bot.measuring.finding import Finding, measure
from bot.measuring.rows import Question

from .known import CATALOGUE, ToldMatcher, a_result
from .measurings import MEASURED


def width(picture: Path) -> int:
    """The width that the header of a PNG file tells."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    (wide,) = struct.unpack(">I", head[16:20])
    return int(wide)


def found(matcher: ToldMatcher, *questions: Question) -> Finding:
    finding = measure(matcher, questions, CATALOGUE)
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    "finding",
    [
        MEASURED.asked,
        found(ToldMatcher({"q": a_result(Verdict.ANSWER, "two-step", score=1.0)}), Question("q", ("two-step",))),
        found(ToldMatcher({}), Question("nothing is found", ("two-step",))),
    ],
    ids=["several", "one", "nothing"],
)
def test_both_pictures_are_drawn_wide_enough_to_read(tmp_path, finding):
    pytest.importorskip("matplotlib")
    pictures = draw(finding, tmp_path / "new" / "folder")
    assert sorted(picture.name for picture in pictures) == ["confusion_by_subject.png", "reliability.png"]
    assert all(width(picture) >= 800 for picture in pictures)


def test_a_folder_that_cannot_be_is_named(tmp_path):
    pytest.importorskip("matplotlib")
    (tmp_path / "file").write_text("")
    assert MEASURED.asked is not None
    with pytest.raises(WardlightError, match="file"):
        draw(MEASURED.asked, tmp_path / "file")


def test_without_matplotlib_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(WardlightError, match=r"pip install 'wardlight\[charts\]'"):
        require()
