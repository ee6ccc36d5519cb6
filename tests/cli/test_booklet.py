"""``booklet``: two files in a folder."""

from pathlib import Path

from tests.paper.booklets import Page, opened

from .test_lines import bot


def test_two_files_are_written_and_nothing_is_said_in_a_pipe(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    options = ("--subject", "service", "--subject", "wellbeing", "--large-print", "--parish")
    done = bot("booklet", "--output", str(folder), *options, CACHE_DIR=str(tmp_path / "cache"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = Page.of((folder / "toolkit.html").read_text())
    assert [words for level, words in page.headings if level == 2][-3:] == [
        *("Looking after yourself", "This service", "Sources")
    ]
    assert "a parish, town or community council" in page.text
    assert opened((folder / "toolkit.pdf").read_bytes()).metadata is not None
    assert len(list((tmp_path / "cache").glob("booklet-*.pdf"))) == 1


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    done = bot("booklet", "--output", str(tmp_path), "--subject", "gardening")
    assert done.returncode == 1
    assert b"there is no subject gardening: one of starting, posting" in done.stderr
    (tmp_path / "file").touch()
    done = bot("booklet", "--output", str(tmp_path / "file"), "--subject", "service")
    assert done.returncode == 1
    assert b"--output" in done.stderr
    assert b"cannot be written" in done.stderr
