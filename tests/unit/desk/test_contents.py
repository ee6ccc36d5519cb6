"""What a file is by its content: what can be looked at safely is kept, whatever else it is called is refused."""

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.contents import look
from bot.domain.chat import MediaKind
from bot.domain.evidence import Remark
from tests.sandbox.pictures import png

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(*names: str) -> bytes:
    """A zip archive of small files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return made.getvalue()


def film(brand: bytes) -> bytes:
    """The beginning of a file of boxes."""
    return b"\0\0\0\x14ftyp" + brand + b"\0\0\2\0" + brand + b"\0\0\2\x5fmoov\0\0\0\x6cmvhd" + bytes(300)


FILMS = (b"iso2", b"iso4", b"iso5", b"iso6", b"isom", b"avc1", b"mp41", b"mp42", b"M4VH", b"M4V ", b"dash", b"MSNV")
KEPT = {
    **{f"a film of {brand.decode()}": (film(brand), "clip.mp4", "video/mp4") for brand in FILMS},
    "a film of Apple's": (film(b"qt  "), "clip.mov", "video/quicktime"),
    "a film of an old phone": (film(b"3gp5"), "clip.3gp", "video/3gpp"),
    "a recording of Apple's": (film(b"M4A "), "call.m4a", "audio/mp4"),
    "a picture of Apple's": (film(b"heic"), "IMG.HEIC", "image/heic"),
    "a new picture": (film(b"avif"), "post.avif", "image/avif"),
    **{
        f"a recording that begins with {head.hex()}": (head + bytes(400), "call.mp3", "audio/mpeg")
        for head in (
            b"\xff\xfb\x90",
            b"\xff\xfa\x90",
            b"\xff\xf3\x40",
            b"\xff\xf2\x40",
            b"\xff\xe3\x18",
            b"\xff\xfd\x90",
        )
    },
    "a picture called after a page": (png(), "Screenshot facebook.com", "image/png"),
    "a letter called after a page": (b"%PDF-1.7\n", "letter from cash.app", "application/pdf"),
    "wide text": ("Liar".encode("utf-16"), "post.txt", "text/plain"),
    "a picture": (png(), "post.png", "image/png"),
    "a photo": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(40), "post.jpg", "image/jpeg"),
    "a picture called a letter": (png(), "letter.pdf", "image/png"),
    "a voice": (b"OggS\0\2" + bytes(20) + b"OpusHead", "", "application/ogg"),
    "a film": (b"\0\0\0\x18ftypmp42" + bytes(8), "film.mp4", "video/mp4"),
    "a letter": (b"%PDF-1.7\n", "letter.pdf", "application/pdf"),
    "plain text": ("Liar! — they wrote".encode(), "post.txt", "text/plain"),
    "text of an old computer": ("£5 says you\x92re next".encode("latin-1"), "post.txt", "text/plain"),
    "a mail": (b"From: a@example.org\r\nSubject: You\r\n\r\n<html>vermin</html>", "mail.eml", "message/rfc822"),
    "a document": (packed("[Content_Types].xml", "word/document.xml"), "a.docx", "application/vnd.openxmlformats"),
    "an open document": (packed("mimetype", "content.xml"), "a.odt", "application/vnd.oasis.opendocument"),
    "an old document": (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "application/x-ole-storage"),
    "a mail of Outlook's": (OLE + "__properties_version1.0".encode("utf-16-le"), "a.msg", "application/x-ole-storage"),
}
REFUSED = {
    "a programme": (b"MZ\x90\0" + bytes(90), "setup.exe", Remark.PROGRAM),
    "a programme called a picture": (b"MZ\x90\0" + bytes(90) + png(), "photo.png", Remark.PROGRAM),
    "a programme of Linux": (b"\x7fELF\2\1\1", "photo.jpg", Remark.PROGRAM),
    "a picture called a programme": (png(), "photo.jpg.exe", Remark.PROGRAM),
    "a name that reads backwards": (png(), "photo\u202egnp.scr", Remark.PROGRAM),
    "a name that ends in dots": (png(), "run.bat. .", Remark.PROGRAM),
    "a script": (b"#!/bin/sh\nrm -r /", "notes.txt", Remark.PROGRAM),
    "a script by its name": (b"WScript.Echo 1", "notes.vbs", Remark.PROGRAM),
    "an installer": (OLE, "photo.doc", Remark.PROGRAM),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg">', "drawing.png", Remark.PAGE),
    "a web page": (b"<!DOCTYPE html><html>", "page.txt", Remark.PAGE),
    "a page below text": (b"Dear councillor,\n" * 400 + b"< SCRIPT >alert(1)", "page.txt", Remark.PAGE),
    "a wide page": ("\ufeff<html>".encode("utf-16-le"), "page.txt", Remark.PAGE),
    "an archive": (packed("a.txt"), "photos.zip", Remark.ARCHIVE),
    "an archive called a document": (packed("a.txt"), "a.docx", Remark.ARCHIVE),
    "half an archive": (packed("word/document.xml")[:40], "a.docx", Remark.ARCHIVE),
    "an archive of another kind": (b"Rar!\x1a\x07\0", "photos.rar", Remark.ARCHIVE),
    "macros": (packed("[Content_Types].xml", "word/vbaProject.bin"), "a.docx", Remark.MACROS),
    "old macros": (OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "a.doc", Remark.MACROS),
    "a programme called after a page": (b"MZ\x90\0" + bytes(90), "facebook.com", Remark.PROGRAM),
    "an old programme": (b"\xb8\0\x4c\xcd\x21", "setup.com", Remark.PROGRAM),
    "an old programme that is text": (b"X5O!P%@AP[4", "facebook.com", Remark.PROGRAM),
    "noise": (bytes(range(256)) * 4, "photo.jpg", Remark.UNKNOWN),
    "nothing": (b"", "", Remark.UNKNOWN),
}


@pytest.mark.parametrize(("content", "name", "mime"), KEPT.values(), ids=KEPT)
def test_what_can_be_looked_at_is_kept(content: bytes, name: str, mime: str) -> None:
    found = look(content, name, MediaKind.DOCUMENT)
    assert (found.mime, found.remark) == (mime, None)


@pytest.mark.parametrize(("content", "name", "remark"), REFUSED.values(), ids=REFUSED)
def test_what_could_do_harm_is_refused(content: bytes, name: str, remark: Remark) -> None:
    found = look(content, name, MediaKind.DOCUMENT)
    assert (found.is_refused, found.remark) == (True, remark)


def test_a_picture_that_claims_more_than_fifty_megapixels_is_kept_but_not_shown() -> None:
    bomb = png()[:16] + struct.pack(">II", 30_000, 30_000) + png()[24:]
    assert (look(bomb, "a.png", MediaKind.DOCUMENT).remark, look(bomb, "a.png", MediaKind.DOCUMENT).is_refused) == (
        Remark.HUGE,
        False,
    )


@pytest.mark.parametrize("kind", [MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.VOICE, MediaKind.AUDIO])
def test_a_film_or_sound_of_a_kind_that_is_not_known_is_kept_unless_it_is_something_else(kind: MediaKind) -> None:
    noise = bytes(range(256)) * 4
    assert look(noise, "clip facebook.com", kind).remark is None
    for name in ("a programme", "a programme by its name", "a script", "a web page", "an archive", "old macros"):
        content, called, remark = REFUSED.get(name, (noise, "setup.exe", Remark.PROGRAM))
        assert look(content, called, kind).remark is remark


def test_a_document_that_would_swell_up_is_judged_without_unpacking_it() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", bytes(100_000_000))
    assert len(made.getvalue()) < 200_000
    assert look(made.getvalue(), "a.docx", MediaKind.DOCUMENT).remark is None


@given(content=st.binary(max_size=300), head=st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"RIFF", OLE]))
def test_any_bytes_are_judged(content: bytes, head: bytes) -> None:
    found = look(head + content, "x", MediaKind.DOCUMENT)
    assert found.mime or found.is_refused
