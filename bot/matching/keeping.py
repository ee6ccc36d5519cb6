"""A head kept as one file of plain arrays, so that a start need not learn it anew."""

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.terms import Terms

from .confidence import Confidence
from .head import Head
from .postings import Postings
from .ridge import Ridge


def save(head: Head, path: Path) -> None:
    """Write it in one stroke: another process finds all of it or nothing."""
    arrays: dict[str, NDArray[Any]] = {
        "labels": np.array(head.labels),
        "further": np.array(head.further),
        "columns": head.columns,
        "worth": head.terms.worth,
        "ridge": head.ridge.weights,
        "words": np.array(list(head.vocabulary), dtype=np.str_),
        "often": np.array(list(head.vocabulary.values()), dtype=np.int32),
        "confidence_labels": head.confidence.labels,
        "confidence_text": head.confidence.text,
        **_postings("sums", head.sums),
        **_postings("ridge", head.ridge.postings),
    }
    meanings = {"vectors": head.ridge.vectors, "centres": head.centres, "beside": head.beside}
    arrays |= {name: each for name, each in meanings.items() if each is not None}
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as new:
        np.savez(new, allow_pickle=False, **arrays)
    os.chmod(new.name, 0o644)  # who learns and who runs may be two; nobody's words are in it
    os.replace(new.name, path)


def load(path: Path) -> Head | None:
    """The head in the file; None where there is none that can be read, whatever is wrong with it."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            arrays = dict(kept)
        return Head(
            labels=tuple(map(str, arrays["labels"])),
            terms=Terms(arrays["worth"]),
            sums=_posted(arrays, "sums"),
            further=bool(arrays["further"]),
            ridge=Ridge(arrays.get("vectors"), _posted(arrays, "ridge"), arrays["ridge"]),
            columns=arrays["columns"],
            centres=arrays.get("centres"),
            beside=arrays.get("beside"),
            vocabulary=dict(zip(arrays["words"].tolist(), arrays["often"].tolist(), strict=True)),
            confidence=Confidence(arrays["confidence_labels"], arrays["confidence_text"]),
        )
    except Exception:
        return None


def _postings(name: str, postings: Postings) -> dict[str, NDArray[Any]]:
    return {
        f"{name}_starts": postings.starts,
        f"{name}_rows": postings.rows,
        f"{name}_weights": postings.weights,
        f"{name}_size": np.array(postings.size),
    }


def _posted(arrays: dict[str, NDArray[Any]], name: str) -> Postings:
    size = int(arrays[f"{name}_size"])
    return Postings(arrays[f"{name}_starts"], arrays[f"{name}_rows"], arrays[f"{name}_weights"], size)
