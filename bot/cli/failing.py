"""How a command says that it cannot be done."""

from typing import Never

import typer

from bot.domain.errors import MistakesError


def fail(error: Exception) -> Never:
    """Say what is wrong, every mistake on its own line, and end with 1."""
    lines = [str(mistake) for mistake in error.mistakes] if isinstance(error, MistakesError) else [str(error)]
    typer.echo("\n".join(lines), err=True)
    raise typer.Exit(1)
