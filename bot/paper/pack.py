"""An evidence pack: the printed report, the originals, and the signed list of all of them."""

import base64
import mimetypes
import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.content import Words
from bot.domain.audit import Link
from bot.domain.evidence import Item
from bot.domain.text import file_name

from .dossier import Dossier
from .manifest import CHAIN, ITEMS, MANIFEST, PUBLIC_KEY, README, REPORT, SIGNATURE, Listed, Manifest, chain_written
from .printing import filled, pdf
from .signing import PackKey

#: A file with its place in the pack.
File = tuple[str, bytes]

_STRANGE = re.compile(r"[^A-Za-z0-9._-]+")
_ENDINGS = {"image/jpeg": ".jpg", "audio/ogg": ".ogg", "message/rfc822": ".eml"}


def place_of(item: Item, number: int) -> str:
    """Where an item lies in the pack: ``items/03-letter.pdf``, in ASCII and without tricks."""
    attachment = item.attachment
    mime = attachment.mime or ("image/jpeg" if attachment.kind == "photo" else "")
    ending = _ENDINGS.get(mime) or mimetypes.guess_extension(mime) or ""
    name = file_name(attachment.name) if attachment.name else f"{attachment.kind}{ending}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    clean = re.sub(r"\.{2,}", ".", _STRANGE.sub("_", plain)).strip("._-")
    return f"{ITEMS}{number:02}-{clean or 'file'}"


def printed(dossier: Dossier, words: Words) -> bytes:
    """The report as a tagged PDF; it takes seconds."""
    return pdf(filled("pack.html", dossier=dossier, t=words.plain, picture=_embedded))


def _embedded(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def papers(
    report: bytes,
    items: Iterable[Listed],
    chain: Sequence[Link],
    key: PackKey,
    words: Words,
    *,
    case: str,
    council: str,
    made_at: str,
) -> list[File]:
    """All of a pack but its items: the signed list first, so that it is what somebody sees."""
    readme = words.plain("pack.readme", number=case, council=council, key=key.name).encode()
    others = [(REPORT, report), (README, readme), (CHAIN, chain_written(chain)), (PUBLIC_KEY, key.public)]
    manifest = Manifest(
        case=case,
        council=council,
        made_at=made_at,
        public_key=key.name,
        audit_links=len(chain),
        audit_head=chain[-1].hash if chain else "",
        files=(*(Listed.of(*file) for file in others), *items),
    ).written()
    return [(MANIFEST, manifest), (SIGNATURE, key.sign(manifest)), *others]
