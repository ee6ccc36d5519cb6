"""Vectors kept between two times of learning: one more phrase then costs one more vector, not four thousand."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from . import arrays
from .encoder import Encoder, Meanings
from .terms import Floats

_DIGEST = 16  # bytes


class Remembering:
    """An encoder that looks first at what it was asked the last time. Texts are kept as digests only."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder: Meanings = encoder
        self._path = folder / f"vectors-{encoder.digest[:24]}.npz"
        self._known = _read(self._path)
        self._used: dict[bytes, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, 384) of texts, in their order."""
        keys = [_key(text) for text in texts]
        for key, text in zip(keys, texts, strict=True):
            if key not in self._used:
                known = self._known.get(key)
                self._used[key] = self._encoder.vectors([text])[0] if known is None else known
        return np.stack([self._used[key] for key in keys]) if keys else self._encoder.vectors([])

    def keep(self) -> None:
        """Keep what was asked for this time, for the next.

        Raises:
            OSError: the folder cannot be written.
        """
        keys = np.frombuffer(b"".join(self._used), np.uint8).reshape(-1, _DIGEST)
        arrays.save(self._path, {"keys": keys, "vectors": np.array(list(self._used.values()), np.float32)})


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _read(path: Path) -> dict[bytes, Floats]:
    kept = arrays.load(path)
    try:
        return dict(zip((bytes(key) for key in kept["keys"]), kept["vectors"], strict=True))
    except Exception:
        return {}
