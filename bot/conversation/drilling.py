"""/drill: an administrator rehearses an emergency, after a go-ahead."""

from bot.domain.chat import Button, rows
from bot.domain.person import ADMINS

from .talk import Talk


async def ask(talk: Talk) -> None:
    """Say what a drill does, and wait for the go-ahead; a second one does not begin beside the first."""
    drills = talk.house.desk.drills
    running = await drills.under_way(talk.turn)
    if running is not None:
        talk.change(talk.words("drill.under-way", number=running.number))
        return
    words = ["go", "outside", "no"] if drills.reaches_outside else ["go", "no"]
    buttons = rows(*(Button(talk.plain(f"button.drill-{word}"), f"drill:{word}") for word in words))
    talk.change(talk.words("drill.ask" if drills.reaches_outside else "drill.ask-inside"), buttons)


async def pressed(talk: Talk, word: str) -> None:
    """The answer: begin, begin and try the ways outside Telegram too, or do not."""
    drills = talk.house.desk.drills
    if word not in ("go", "outside", "no") or not talk.admits(ADMINS):
        talk.toast(talk.plain("error.stale"), alert=True)
    elif word == "no":
        talk.change(talk.words("drill.not"))
    elif await drills.under_way(talk.turn):
        await ask(talk)
    else:
        case = await drills.begin(talk.turn, outside=word == "outside")
        talk.change(talk.words("drill.begun", number=case.number))
