"""What a council may have besides its bot at Telegram."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.outside import Channel, Post
from bot.paper.signing import PackKey


@dataclass(frozen=True, slots=True)
class Means:
    """``channels`` are the ways outside Telegram, one a recipient; ``post`` takes letters.

    Without a ``pack_key`` no evidence packs are made. What is printed for everybody is kept in ``cache_dir``.
    """

    channels: Sequence[Channel] = ()
    post: Post | None = None
    pack_key: PackKey | None = None
    cache_dir: Path | None = None
