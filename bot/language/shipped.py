"""The files of weights that come with the bot, checked against the digests that were shipped with them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.errors import EncoderError

WEIGHTS = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
VOCABULARY, CENTRES, DANGER = "vocabulary.txt", "centres.npz", "danger.npz"


def learnt(name: str, folder: Path = WEIGHTS) -> Mapping[str, NDArray[Any]]:
    """What ``bot tune`` learnt under that name (``CENTRES``, ``DANGER``): arrays by what they hold.

    Raises:
        EncoderError: the file is missing or not the one that was shipped.
    """
    verified(folder, name)
    with np.load(folder / name) as arrays:
        return dict(arrays)


def verified(folder: Path, *names: str) -> str:
    """One digest of these files together.

    Raises:
        EncoderError: one of them is missing or not the one that was shipped.
    """
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        for name in names:
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != files[name]:
                raise EncoderError(f"{name} is not the file that was shipped: install the release again")
        told = json.dumps([files[name] for name in names])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise EncoderError("the files of the encoder are not all there: install the release again") from error
    return hashlib.sha256(told.encode()).hexdigest()


def record(folder: Path) -> None:
    """Write the digests of all that lies in a folder of weights."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix in {".txt", ".npy", ".npz", ".onnx"})
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / MANIFEST).write_text(json.dumps({"files": files}, indent=1) + "\n", encoding="utf-8")


def vocabulary(folder: Path = WEIGHTS) -> list[str]:
    """The pieces in the order of their numbers: whole words, and with ``##`` what only goes on."""
    return (folder / VOCABULARY).read_text(encoding="utf-8").split("\n")[:-1]
