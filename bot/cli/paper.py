"""The commands that print: they join the others, without a name of their own."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import WardlightError

from .failing import fail

app = typer.Typer()


@app.command()
def booklet(
    output: Annotated[Path, typer.Option(help="The folder for toolkit.html and toolkit.pdf.")],
    subject: Annotated[
        list[str] | None, typer.Option(help="A subject; several may be given. All of them else.")
    ] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help="Letters of 18 points.")] = False,
    parish: Annotated[
        bool, typer.Option("--parish", help="As it holds for parish, town and community councils.")
    ] = False,
) -> None:
    """Write the toolkit as one web page and as a PDF, to read or to print without the bot."""
    from .booklets import make_booklet  # noqa: PLC0415

    try:
        files = make_booklet(output, subject or (), large=large_print, parish=parish)
    except WardlightError as error:
        fail(error)
    if sys.stdout.isatty():
        typer.echo("\n".join(map(str, files)))
