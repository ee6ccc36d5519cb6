"""The commands and their options. What takes long to import is imported by the command that needs it."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.entry import CouncilKind
from bot.domain.errors import WardlightError
from bot.domain.person import Role

from . import keys, packs, paper, upkeep
from .failing import fail

app = typer.Typer(
    help="Wardlight: a Telegram bot for local councillors.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(keys.app, name="keys")
app.add_typer(packs.app, name="pack")
app.add_typer(upkeep.app)
app.add_typer(paper.app)


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object out for each line in.")]
Knowledge = Annotated[Path | None, typer.Argument(help="The folder of the knowledge base; KNOWLEDGE_DIR else.")]


@app.command()
def run(
    fresh: Annotated[bool, typer.Option(help="A rehearsal forgets what it kept from the last one.")] = False,
    webhook: Annotated[bool, typer.Option("--webhook", help="Let Telegram bring updates to WEBHOOK_URL.")] = False,
) -> None:
    """Run the bot: at Telegram with TELEGRAM_BOT_TOKEN set, else a rehearsal with a local Telegram."""
    gc.disable()  # a start makes much and drops little: collecting it over and over took a quarter of the time
    from .running import run_bot  # noqa: PLC0415

    try:
        run_bot(fresh=fresh, webhook=webhook)
    except WardlightError as error:
        fail(error)


@app.command()
def check(
    folder: Knowledge = None,
    stale: Annotated[bool, typer.Option(help="List the entries that are due for review, and nothing else.")] = False,
    within: Annotated[int, typer.Option(help="With --stale: those due within so many days, too.")] = 0,
) -> None:
    """Check the knowledge base: file and line of every mistake, and exit 1 if there is one; else how much there is."""
    from bot.config import read  # noqa: PLC0415

    from .checking import list_stale, show_review  # noqa: PLC0415

    place = folder or read().knowledge_dir
    if stale:
        list_stale(place, within)
    elif not show_review(place):
        raise typer.Exit(1)


@app.command()
def invite(
    role: Annotated[Role, typer.Argument(help="What the person will be.")],
    name: Annotated[str, typer.Option(help="How the person is called by officers and councillors.")],
    council: Annotated[CouncilKind | None, typer.Option(help="The kind of council; that of council.yaml else.")] = None,
) -> None:
    """Print a one-time link by which somebody comes in; it works for a week."""
    from .administering import invitation_link  # noqa: PLC0415

    try:
        typer.echo(invitation_link(role, name, council))
    except WardlightError as error:
        fail(error)


@app.command()
def revoke(
    person_id: Annotated[int, typer.Argument(metavar="ID", help="Telegram's id of the person; the audit names it.")],
) -> None:
    """Take somebody's roles away at once, and pass their cases on; the running bot tells whoever must know."""
    from .administering import take_roles_away  # noqa: PLC0415

    try:
        typer.echo(take_roles_away(person_id))
    except WardlightError as error:
        fail(error)


@app.command()
def ask(
    as_json: AsJson = False,
    explain: Annotated[bool, typer.Option(help="Say why: the nearest phrase, and the words that counted.")] = False,
) -> None:
    """Read questions, one a line, and say which entries match."""
    from .lines import ask_lines  # noqa: PLC0415

    try:
        ask_lines(sys.stdin.buffer, sys.stdout, as_json=as_json, explain=explain)
    except WardlightError as error:
        fail(error)


@app.command()
def triage(as_json: AsJson = False) -> None:
    """Read messages, one a line, and say how dangerous each sounds."""
    from .lines import triage_lines  # noqa: PLC0415

    try:
        triage_lines(sys.stdin.buffer, sys.stdout, as_json=as_json)
    except WardlightError as error:
        fail(error)


@app.command()
def fit() -> None:
    """Learn the toolkit now, so that the next start finds it learnt."""
    from .learning import fit as learn  # noqa: PLC0415

    try:
        typer.echo(f"The toolkit is learnt. The bot {learn()}.")
    except WardlightError as error:
        fail(error)


@app.command()
def tune(
    folder: Annotated[Path, typer.Argument(help="The folder of weights.")],
    base: Annotated[
        Path | None, typer.Option("--from", help="Tune the encoder first: the folder of its model.safetensors.")
    ] = None,
) -> None:
    """Learn to hear danger anew from knowledge/training, in minutes; nobody needs it to run the bot."""
    from .tuning import tune as tune_weights  # noqa: PLC0415

    try:
        tune_weights(folder, base)
    except WardlightError as error:
        fail(error)


@app.command()
def match(
    train: Annotated[Path, typer.Argument(help="What to learn from: text, tab, label.")],
    test: Annotated[Path, typer.Argument(help="What to match: text, tab, label.")],
    as_json: AsJson = False,
) -> None:
    """Learn labelled texts with the toolkit's matcher, and match others: for measuring it on public sets."""
    from .learning import match_lines  # noqa: PLC0415

    try:
        match_lines(train, test, sys.stdout, as_json=as_json)
    except WardlightError as error:
        fail(error)


@app.command()
def evaluate(
    files: Annotated[list[Path] | None, typer.Argument(help="Questions, off-topic lines, messages of danger.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The page as one JSON object.")] = False,
    pictures: Annotated[Path | None, typer.Option(help="A folder for two charts.")] = None,
    floor: Annotated[Path | None, typer.Option(help="Figures that must not fall by more than two points.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Write the figures to --floor instead.")] = False,
    near_misses: Annotated[bool, typer.Option("--near-misses", help="Ask for what is not there, too.")] = False,
) -> None:
    """Measure how well questions and danger are understood, and print it on one page."""
    from .evaluating import evaluate as measure  # noqa: PLC0415

    try:
        if not measure(
            files or [], sys.stdout, as_json=as_json, pictures=pictures, floor=floor, keep=keep, near_misses=near_misses
        ):
            raise typer.Exit(1)
    except WardlightError as error:
        fail(error)


@app.command()
def toolkit(as_json: AsJson = False) -> None:
    """List the entries of the toolkit."""
    from .lines import toolkit_list  # noqa: PLC0415

    try:
        toolkit_list(sys.stdout, as_json=as_json)
    except WardlightError as error:
        fail(error)


@app.command()
def gaps(
    limit: Annotated[int, typer.Option(help="How many groups, the largest first.")] = 50,
    accept: Annotated[bool, typer.Option("--accept", help="Go through the phrases that were proposed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each group.")] = False,
) -> None:
    """Print what people asked and did not find, grouped by likeness: for editors, without who asked."""
    from .gaps import accept_proposals, show_gaps  # noqa: PLC0415

    try:
        if not accept:
            show_gaps(sys.stdout, limit, as_json=as_json)
        elif not accept_proposals(sys.stdout):
            raise typer.Exit(1)
    except WardlightError as error:
        fail(error)


def main() -> None:
    """The entry point."""
    app()
