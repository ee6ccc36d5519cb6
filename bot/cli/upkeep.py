"""The commands that look after the database: they join the others, without a name of their own."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import WardlightError

from .failing import fail

app = typer.Typer()
audit = typer.Typer(help="The log of who did what to a case, and when.", no_args_is_help=True)
app.add_typer(audit, name="audit")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema: a step of deployment on PostgreSQL."""
    from .administering import migrate_database  # noqa: PLC0415

    try:
        migrate_database()
    except WardlightError as error:
        fail(error)
    typer.echo("The database is up to date.")


@audit.command()
def verify() -> None:
    """Walk every chain of the audit log; exit 1, with the case and the link, where one is broken or missing."""
    from .auditing import verify as verify_chains  # noqa: PLC0415

    try:
        if not verify_chains(sys.stdout):
            raise typer.Exit(1)
    except WardlightError as error:
        fail(error)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The new file.")]) -> None:
    """Write all there is at one moment to a file, while the bot runs; the key is not in it."""
    from .keeping import make_backup  # noqa: PLC0415

    try:
        typer.echo(make_backup(file))
    except WardlightError as error:
        fail(error)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="What `backup` wrote.")]) -> None:
    """Put a backup into an empty database, of whichever kind, and compare every row."""
    from .keeping import restore_backup  # noqa: PLC0415

    try:
        typer.echo(restore_backup(file))
    except WardlightError as error:
        fail(error)


@app.command()
def report(
    month: Annotated[str, typer.Option(help="The month, such as 2026-11.")],
    output: Annotated[Path, typer.Option(help="The folder to write it to.")] = Path(),
) -> None:
    """Write the monthly report, as PDF and as CSV: numbers of cases, in which nobody is named."""
    from .reporting import write_report  # noqa: PLC0415

    try:
        typer.echo(write_report(month, output))
    except WardlightError as error:
        fail(error)
