"""Where a command leads."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.person import ADMINS, STAFF
from bot.flows import PLATFORM, REPORT

from . import (
    answering,
    booklets,
    danger,
    drafting,
    drilling,
    enrolment,
    gaps,
    guiding,
    learning,
    mine,
    officers,
    packing,
    people,
    privacy,
    relaying,
    removing,
    training,
    trends,
    walking,
)
from .talk import Talk

Does = Callable[[Talk], Awaitable[None]]
#: What everybody may ask for, what only officers and administrators, and what only administrators.
_EVERYBODYS: Final[dict[str, Does]] = {
    "urgent": danger.called,
    "resume": walking.resume,
    "mycases": mine.overview,
    "learn": learning.overview,
    "booklet": booklets.ask,
}
_STAFFS: Final[dict[str, Does]] = {
    "queue": officers.queue,
    "removals": removing.overview,
    "newcase": relaying.begin,
    "pack": packing.command,
    "trends": trends.overview,
}
_ADMINS: Final[dict[str, Does]] = {
    "here": officers.seat,
    "people": people.overview,
    "gaps": gaps.overview,
    "drill": drilling.ask,
    "training": training.overview,
}


async def obey(talk: Talk, command: str) -> None:
    """Do what a command asks. It ends what was being written; /start does not."""
    waited = talk.session.awaiting.partition(":")[0]
    if command != "start" or waited == drafting.AWAITED:
        talk.session.awaiting, talk.session.asking = "", False
    match command:
        case "start":
            await enrolment.start(talk)
        case name if name in (REPORT, PLATFORM):
            await walking.begin(talk, name)
        case "cancel" if waited == drafting.AWAITED:
            drafting.stopped(talk)
        case "cancel":
            await walking.cancel(talk)
        case "menu":
            answering.menu(talk)
        case "guides":
            guiding.overview(talk)
        case "ask" if talk.incoming.argument:
            await answering.answer(talk, talk.incoming.argument)
        case _ if does := _listed(talk, command):
            await does(talk)
        case "notice" | "mydata" | "forgetme":
            await privacy.command(talk, command)
        case "ask":
            talk.say(talk.words("ask.how"))
        case "help":
            talk.home(talk.words("help.staff" if talk.person.is_staff else "help.councillor"))
        case _ if guide := guiding.by_command(talk, command):
            await walking.begin(talk, guide)
        case _:
            talk.say(talk.words("error.unknown-command"), answering.person_buttons(talk))


def _listed(talk: Talk, command: str) -> Does | None:
    """What a command does, where it needs nothing else and the person may ask for it."""
    for theirs, roles in ((_STAFFS, STAFF), (_ADMINS, ADMINS)):
        if command in theirs and talk.admits(roles):
            return theirs[command]
    return _EVERYBODYS.get(command)
