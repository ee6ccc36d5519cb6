"""Vectors kept between two times of learning: one more phrase then costs one more vector, not four thousand."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .encoder import Encoder, Floats, Meanings

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
        """Keep what was asked for this time, for the next; another process finds all of it or nothing."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(self._used), np.uint8).reshape(-1, _DIGEST)
        with tempfile.NamedTemporaryFile(dir=self._path.parent, suffix=".new", delete=False) as new:
            np.savez(new, allow_pickle=False, keys=keys, vectors=np.array(list(self._used.values()), np.float32))
        os.chmod(new.name, 0o644)  # who learns and who runs may be two; nobody's words are in it
        os.replace(new.name, self._path)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _read(path: Path) -> dict[bytes, Floats]:
    """What was kept; nothing where there is nothing that can be read, whatever is wrong with it."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return dict(zip((bytes(key) for key in kept["keys"]), kept["vectors"], strict=True))
    except Exception:
        return {}
