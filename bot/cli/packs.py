"""`bot pack`: an evidence pack of a case, checking one, and the key that others check it with."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from bot.domain.errors import WardlightError

from .failing import fail


class _Pack(TyperGroup):
    """``pack WL-0007`` is short for ``pack make WL-0007``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put in what was left out."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Pack, help="Evidence packs for the police: made (`pack WL-0007`), checked.", no_args_is_help=True
)


@app.command()
def make(
    case: Annotated[str, typer.Argument(help="The number of the case, such as WL-0007.")],
    output: Annotated[Path, typer.Option(help="The folder to write it to.")] = Path(),
) -> None:
    """Write an evidence pack of a case: one ZIP, readable by whoever has it; that it was made is in the audit."""
    from .packing import make_pack  # noqa: PLC0415

    try:
        typer.echo(make_pack(case, output))
    except WardlightError as error:
        fail(error)


@app.command()
def verify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="The pack; all of its parts, if it has several.")],
    key: Annotated[str, typer.Option(help="The council's public key, as `pack key` prints it.")] = "",
) -> None:
    """Check a pack, without database, settings or network; exit 1, and what is wrong, unless it is as it was made."""
    from .packing import verify_pack  # noqa: PLC0415

    lines, sound = verify_pack(files, key)
    typer.echo("\n".join(lines))
    if not sound:
        raise typer.Exit(1)


@app.command()
def key() -> None:
    """Print the public half of WARDLIGHT_PACK_KEY: publish it, so that others can check packs with it."""
    from .packing import public_key  # noqa: PLC0415

    try:
        typer.echo(public_key())
    except WardlightError as error:
        fail(error)
