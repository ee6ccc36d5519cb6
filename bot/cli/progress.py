"""What is shown while something is made: on a terminal only, and gone when it is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def shown(what: str) -> Iterator[None]:
    """On a terminal a line on standard error that says ``what`` goes on, and for how long; in a pipe nothing."""
    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        progress.add_task(what, total=None)
        yield
