"""What a file is by its content, whatever it is called: only what an officer can safely look at is kept."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import puremagic

from bot.domain import pictures
from bot.domain.chat import MediaKind
from bot.domain.evidence import Remark
from bot.domain.text import file_name

#: A picture of more takes so much memory to open that it may bring down a phone.
MOST_PIXELS = 50_000_000
#: Office documents have some hundred parts; a list of more is made to be slow.
MOST_PARTS = 5_000

_KEPT = frozenset(
    {
        *(f"image/{kind}" for kind in ("png", "jpeg", "gif", "webp", "heif", "heic", "avif", "tiff", "x-ms-bmp")),
        *(f"audio/{kind}" for kind in ("mpeg", "mp4", "ogg", "wave", "x-wav", "flac", "aac", "amr", "x-m4a")),
        *(f"video/{kind}" for kind in ("mp4", "quicktime", "webm", "3gpp", "avi", "x-msvideo", "mpeg", "x-m4v")),
        *("application/ogg", "application/pdf", "application/rtf"),
    }
)
_PROGRAM = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"L\0\0\0\x01\x14\x02\0")
#: Endings by which a computer runs a file, whatever is in it.
_RUNS = re.compile(
    r"apk|app|bat|chm|cmd|com|cpl|dll|dmg|docm|exe|hta|html?|img|inf|iso|jar|jse?|lnk|mht(?:ml)?|ms[ci]|msix|php|pif"
    r"|ppam|pptm|ps1|py|reg|scr|sh|svgz?|swf|url|vb[es]?|ws[fh]|xhtml|xla?m|xll|xlsm|xml"
)
#: Of these, the ones that addresses end in, too: a screenshot may be called after the page that it shows.
_ADDRESSES = frozenset({"com", "app"})
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd")
_PAGE = re.compile(r"<\s*(?:!doctype\s+html|html|svg|script|iframe|object|embed|\?php|\?xml)\b", re.IGNORECASE)
_SHEBANG = re.compile(r"\ufeff?#!\s*/")
_MAIL = re.compile(r"\s*(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What old office documents and Outlook's messages hold, by the names of their streams.
_STREAMS = ("WordDocument", "Workbook", "PowerPoint Document", "__properties_version1.0")
_RUNNING_PARTS = ("vbaproject", "oleobject", "activex", "basic/", "scripts/")
#: What a file of boxes (ISO 14496-12) is by the beginning of its brand; any other brand is a film's.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"M4A", b"M4B", b"M4P"), "audio/mp4"),
    **dict.fromkeys((b"3gp", b"3g2"), "video/3gpp"),
    b"qt  ": "video/quicktime",
}
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is, as a MIME type ("" where unknown), and what is to be said of it."""

    mime: str
    remark: Remark | None = None

    @property
    def is_refused(self) -> bool:
        """Whether it is not to be kept."""
        return self.remark is not None and self.remark is not Remark.HUGE


def look(content: bytes, name: str, kind: MediaKind) -> Found:
    """Say what a file is. Its name can only make it worse: a picture called ``.exe`` is refused as well.

    What came as anything but a document is a picture, a sound or a film of a kind that Telegram knows better than we
    do: it is refused only where it is found to be something else.
    """
    ending = _ending(name)
    found = _judged(content, ending)
    is_unsure = found.remark is Remark.UNKNOWN or found.mime == "text/plain"  # programmes can be written as text
    if kind is MediaKind.DOCUMENT:
        return Found("", Remark.PROGRAM) if is_unsure and ending in _ADDRESSES else found
    return Found("") if found.remark is Remark.UNKNOWN else found


def _judged(content: bytes, ending: str) -> Found:
    if content.startswith(_PROGRAM) or (_RUNS.fullmatch(ending) and ending not in _ADDRESSES):
        return Found("", Remark.PROGRAM)
    if content.startswith(_ARCHIVES):
        return Found("", Remark.ARCHIVE)
    if content.startswith(_ZIP):
        return _zip(content)
    if content.startswith(_OLE):
        return _old_office(content)
    mime = _by_boxes(content) or _by_frames(content) or _by_magic(content)
    if mime.startswith("image/"):
        width, height = pictures.size(content) or (0, 0)
        return Found(mime, Remark.HUGE if width * height > MOST_PIXELS else None)
    return Found(mime) if mime else _text(content)


def _ending(name: str) -> str:
    return PurePath(file_name(name)).suffix.lower().lstrip(".")


def _by_boxes(content: bytes) -> str:
    """A film, sound or picture of boxes; there are more brands than any list has."""
    if content[4:8] != b"ftyp":
        return ""
    brand = content[8:12]
    return next((mime for start, mime in _BRANDS.items() if brand.startswith(start)), "video/mp4")


def _by_frames(content: bytes) -> str:
    """MPEG audio of layer II or III, by the head of its first frame; layer I would be taken for wide text."""
    head = int.from_bytes(content[:4].ljust(4, b"\0"))
    is_frame = head >> 21 == 0x7FF and head >> 19 & 3 != 1 and head >> 17 & 3 in (1, 2)
    return "audio/mpeg" if is_frame and head >> 12 & 15 != 15 and head >> 10 & 3 != 3 else ""


def _by_magic(content: bytes) -> str:
    """The surest kind by the first bytes alone: what stands at the end of a file proves nothing."""
    try:
        matches = puremagic.magic_string(content[:4096])
    except (ValueError, puremagic.PureError):
        return ""
    kinds = [match.mime_type for match in matches if match.offset >= 0 and match.mime_type]
    return kinds[0] if kinds and kinds[0] in _KEPT else ""


def _zip(content: bytes) -> Found:
    """An office document, by the list of its parts; nothing in it is unpacked, so that nothing can swell up."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:
        return Found("", Remark.ARCHIVE)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [part.lower() for part in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        return Found("", Remark.ARCHIVE)
    is_open = content[30:].startswith(_OPEN_DOCUMENT)
    is_office = "[content_types].xml" in parts and any(part.startswith(("word/", "xl/", "ppt/")) for part in parts)
    if not (is_open or is_office):
        return Found("", Remark.ARCHIVE)
    if any(word in part for part in parts for word in _RUNNING_PARTS):
        return Found("", Remark.MACROS)
    return Found("application/vnd.oasis.opendocument" if is_open else "application/vnd.openxmlformats")


def _old_office(content: bytes) -> Found:
    if not any(stream.encode("utf-16-le") in content for stream in _STREAMS):
        return Found("", Remark.PROGRAM)  # an installer has this form, too
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        return Found("", Remark.MACROS)
    return Found("application/x-ole-storage")


def _text(content: bytes) -> Found:
    """Plain text or an e-mail; a web page, a drawing of code or a script is none."""
    text = _decoded(content)
    if not text.strip():
        return Found("", Remark.UNKNOWN)
    if _SHEBANG.match(text):
        return Found("", Remark.PROGRAM)
    if _MAIL.match(text):
        return Found("message/rfc822")
    return Found("", Remark.PAGE) if _PAGE.search(text) else Found("text/plain")


def _decoded(content: bytes) -> str:
    """The content as text, "" where it is none."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "" if re.search(r"[\0-\x08\x0e-\x1f\x7f]", text) else text
    return ""
