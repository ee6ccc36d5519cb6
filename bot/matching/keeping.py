"""A head kept as one file of plain arrays, so that a start need not learn it anew."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language import arrays
from bot.language.terms import Terms

from .confidence import Confidence
from .head import Head
from .postings import Postings
from .ridge import Ridge


def save(head: Head, path: Path) -> None:
    """Write it.

    Raises:
        OSError: the place cannot be written.
    """
    found: dict[str, NDArray[Any]] = {
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
    found |= {name: each for name, each in meanings.items() if each is not None}
    arrays.save(path, found)


def load(path: Path) -> Head | None:
    """The head in the file; None where there is none that can be read, whatever is wrong with it."""
    kept = arrays.load(path)
    try:
        return Head(
            labels=tuple(map(str, kept["labels"])),
            terms=Terms(kept["worth"]),
            sums=_posted(kept, "sums"),
            further=bool(kept["further"]),
            ridge=Ridge(kept.get("vectors"), _posted(kept, "ridge"), kept["ridge"]),
            columns=kept["columns"],
            centres=kept.get("centres"),
            beside=kept.get("beside"),
            vocabulary=dict(zip(kept["words"].tolist(), kept["often"].tolist(), strict=True)),
            confidence=Confidence(kept["confidence_labels"], kept["confidence_text"]),
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


def _posted(kept: arrays.Arrays, name: str) -> Postings:
    size = int(kept[f"{name}_size"])
    return Postings(kept[f"{name}_starts"], kept[f"{name}_rows"], kept[f"{name}_weights"], size)
