"""What the bot ships with learnt anew: of the encoder in an hour or two on two cores, of danger in minutes."""

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.config import read
from bot.content import load
from bot.domain.errors import WardlightError


def tune(folder: Path, base: Path | None) -> None:
    """Fit what hears danger anew to the encoder in ``folder``; with ``base``, tune that published model first.

    Raises:
        WardlightError: what tuning needs is not installed, or ``base`` is not the model.
    """
    try:
        from bot.tuning.danger import settle  # noqa: PLC0415  (heavy, and not installed with the bot)
        from bot.tuning.train import tune as train  # noqa: PLC0415
    except ImportError as error:
        raise WardlightError("tuning needs more: pip install 'wardlight[tuning]'") from error
    if base and not (base / "model.safetensors").is_file():
        raise WardlightError(f"{base} holds no model.safetensors: see bot/language/weights/README.md")
    console = Console(file=sys.stderr)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        tasks = {what: progress.add_task(what, total=None, visible=False) for what in ("reading", "tuning", "fitting")}

        def telling(what: str, done: int, of: int) -> None:
            progress.update(tasks[what], completed=done, total=of, visible=True)

        knowledge = load(read().knowledge_dir)
        train(base, knowledge, folder, telling) if base else settle(knowledge, folder, telling)
