"""The state kept in a file over a restart: one JSON file, with the bytes of photos and documents in base64."""

from __future__ import annotations

import os
from pathlib import Path

from .state import State


def saved(state: State, path: Path) -> None:
    """Written whole or not at all, readable by its owner only."""
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(state.model_dump_json())
    part.replace(path)


def loaded(path: Path) -> State:
    return State.model_validate_json(path.read_text(encoding="utf-8"))
