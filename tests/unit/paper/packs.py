"""A small evidence pack, made here."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from bot.content import Words
from bot.domain.audit import Link, follow
from bot.paper.archive import bundle
from bot.paper.manifest import Listed
from bot.paper.pack import papers
from bot.paper.signing import PackKey

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
KEY, OTHER_KEY = PackKey(bytes(range(32))), PackKey(bytes(32))
WORDS = Words({"pack.readme": "{number} of {council}: {key}"})
ITEMS = (("items/01-post.png", b"a picture of a plainly invented post"), ("items/02-letter.pdf", b"%PDF-1.7 a letter"))


def chain() -> list[Link]:
    links: list[Link] = []
    for number, action in enumerate(("case:opened:report", "evidence:kept", "case:packed")):
        links.append(follow(links[-1] if links else None, 7, NOW.replace(minute=number), 700, action))
    return links


def files(key: PackKey = KEY, links: list[Link] | None = None, items=ITEMS) -> dict[str, bytes]:
    """A pack's files by name, in their order."""
    listed = [Listed.of(*item) for item in items]
    about = {"case": "WL-0007", "council": "Anyshire", "made_at": NOW.isoformat()}
    return dict([*papers(b"%PDF-1.7 report", listed, links or chain(), key, WORDS, **about), *items])


def pack(**instead: bytes) -> bytes:
    return bundle((files() | instead).items(), NOW)


def contents(pack: bytes) -> dict[str, bytes] | None:
    """What somebody who unpacks a ZIP gets; None where it cannot be unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(pack)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None


def forged(links: list[Link], place: int) -> list[Link]:
    """A chain of which one link says something else."""
    return [*links[:place], replace(links[place], action="case:seen"), *links[place + 1 :]]
