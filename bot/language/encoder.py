"""What a text means, as a vector: all-MiniLM-L6-v2, tuned on the toolkit's phrases, on one core without a GPU.

How it was tuned and what it reaches: docs/understanding.md. Where the files come from: weights/README.md.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.domain.errors import EncoderError

from .shipped import CENTRES, VOCABULARY, WEIGHTS, verified, vocabulary
from .terms import Floats
from .wordpiece import WordPieces

TOKENS, PLACES, LAYERS = "tokens.npy", "places.npz", "layers.onnx"
_FILES = (VOCABULARY, TOKENS, PLACES, LAYERS, CENTRES)
#: Pieces of a text that are read: some 70 words. Time grows with them.
LONGEST = 96
#: Vectors that are kept for whoever reads the same text next.
_RECENT = 64


class Meanings(Protocol):
    """Turns texts into vectors."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, 384) of texts, in their order."""
        ...


class Encoder:
    """Turns texts into vectors."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Check the files against their digests, and open them.

        Raises:
            EncoderError: onnxruntime is not installed, or a file is missing or not the one that was shipped.
        """
        self.digest = verified(folder, *_FILES)
        self._pieces = WordPieces(vocabulary(folder))
        # Token vectors are read where they lie: of 30,522, a message needs a dozen.
        self._tokens = np.load(folder / TOKENS, mmap_mode="r")
        places = np.load(folder / PLACES)
        self._scales, self._places = places["scales"], places["places"]
        self._session = _session(folder / LAYERS)
        # A message is read for danger and for its subject: once is enough.
        self._recent = lru_cache(_RECENT)(self._vector)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, 384) of texts, in their order."""
        # One by one: eight bits are shared out anew for each run, so that a text would read differently in company.
        found: Floats = np.zeros((len(texts), self._places.shape[1]), np.float32)
        for row, text in enumerate(texts):
            found[row] = self._recent(text)
        return found

    def _vector(self, text: str) -> Floats:
        numbers = self._pieces.numbers(text, LONGEST)
        tokens = self._tokens[numbers].astype(np.float32) * self._scales[numbers, None]
        (pooled,) = self._session.run(None, {"tokens": (tokens + self._places[: len(numbers)])[None]})
        vector: Floats = pooled[0] / np.linalg.norm(pooled[0])
        return vector


def _session(layers: Path) -> Any:
    try:
        import onnxruntime  # noqa: PLC0415  (optional: without it the bot understands by words alone)
    except ImportError as error:
        raise EncoderError("onnxruntime is not installed") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep what the longest message needed
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(layers, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its own errors have no common base
        raise EncoderError(f"onnxruntime cannot read it ({type(error).__name__})") from error
