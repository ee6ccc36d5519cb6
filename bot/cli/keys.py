"""`bot keys`: a fresh key, and sealing everything anew after a change of key."""

import typer

from bot.domain.errors import WardlightError

from .failing import fail

app = typer.Typer(help="The keys that seal what people write.", no_args_is_help=True)


@app.command()
def new() -> None:
    """Print a fresh key for WARDLIGHT_KEY."""
    from bot.storage import Vault  # noqa: PLC0415

    typer.echo(Vault.new_key())


@app.command()
def rotate() -> None:
    """Seal everything anew with the first key of WARDLIGHT_KEY, while the bot runs; then the old key may go."""
    from .rotating import rotate_keys  # noqa: PLC0415

    try:
        lines, done = rotate_keys()
    except WardlightError as error:
        fail(error)
    typer.echo("\n".join(lines))
    if not done:
        raise typer.Exit(1)
