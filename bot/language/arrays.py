"""Plain arrays kept in a file, for what can be learnt again where they are lost."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


def save(path: Path, arrays: Arrays) -> None:
    """Write them in one stroke: another process finds all of it or nothing.

    Raises:
        OSError: the place cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as new:
        np.savez(new, allow_pickle=False, **arrays)
    os.chmod(new.name, 0o644)  # who learns and who runs may be two; nobody's words are in it
    os.replace(new.name, path)


def load(path: Path) -> Arrays:
    """The arrays in the file; none where there is nothing that can be read, whatever is wrong with it."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return dict(kept)
    except Exception:
        return {}
