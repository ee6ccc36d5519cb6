"""The local Telegram as a process of its own: `python -m bot.sandbox --port 8088 --people "Ann Example,Bob Sample"`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from .clock import MovableClock
from .telegram import LocalTelegram


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="an address of this computer alone")
    parser.add_argument("--port", type=int, default=8088)
    parser.add_argument("--token", help="a rehearsal token; a fresh one is made without it")
    parser.add_argument("--people", default="Ann Example,Bob Sample", help="names, with commas between them")
    parser.add_argument("--group", default="Officers", help="a group with topics that all are in; empty for none")
    parser.add_argument("--state", type=Path, help="keep everything in this file over a restart")
    return parser.parse_args()


def _peopled(telegram: LocalTelegram, arguments: argparse.Namespace) -> None:
    """People and a group, unless the snapshot has them."""
    if telegram.people:
        return
    names = [name.strip() for name in arguments.people.split(",") if name.strip()]
    people = [telegram.person(name, username=name.lower().replace(" ", "_")) for name in names]
    if arguments.group and people:
        telegram.group(arguments.group, people[::-1], forum=True)


async def _serve(arguments: argparse.Namespace) -> None:
    clock = MovableClock()
    telegram = LocalTelegram(
        arguments.token,
        clock=clock,
        host=arguments.host,
        port=arguments.port,
        hold=True,
        on_move=clock.move,
    )
    if arguments.state and arguments.state.exists():
        telegram.load(arguments.state)
    _peopled(telegram, arguments)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with telegram:
        sys.stdout.write(f"url {telegram.url}\ntoken {telegram.token}\n")
        sys.stdout.flush()
        keeping = asyncio.create_task(telegram.keep(arguments.state)) if arguments.state else None
        await stop.wait()
        if keeping:
            keeping.cancel()
    if arguments.state:
        telegram.save(arguments.state)


if __name__ == "__main__":
    asyncio.run(_serve(_arguments()))
