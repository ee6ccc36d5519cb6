"""Where a command leads."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.person import Role
from bot.flows import PLATFORM, REPORT

from . import (
    answering,
    danger,
    drafting,
    drilling,
    enrolment,
    gaps,
    guiding,
    mine,
    officers,
    packing,
    people,
    privacy,
    trends,
    walking,
)
from .talk import Talk

#: What officers and administrators may ask for.
_STAFF: Final[dict[str, Callable[[Talk], Awaitable[None]]]] = {
    "queue": officers.queue,
    "pack": packing.command,
    "trends": trends.overview,
}
#: What only administrators may ask for.
_ADMINS: Final[dict[str, Callable[[Talk], Awaitable[None]]]] = {
    "here": officers.seat,
    "people": people.overview,
    "gaps": gaps.overview,
    "drill": drilling.ask,
}


async def obey(talk: Talk, command: str) -> None:
    """Do what a command asks. It ends what was being written; /start does not."""
    waited = talk.session.awaiting.partition(":")[0]
    if command != "start" or waited == drafting.AWAITED:
        talk.session.awaiting, talk.session.asking = "", False
    match command:
        case "start":
            await enrolment.start(talk)
        case "urgent":
            await danger.called(talk)
        case name if name in (REPORT, PLATFORM):
            await walking.begin(talk, name)
        case "resume":
            await walking.resume(talk)
        case "cancel" if waited == drafting.AWAITED:
            drafting.stopped(talk)
        case "cancel":
            await walking.cancel(talk)
        case "mycases":
            await mine.overview(talk)
        case "menu":
            answering.menu(talk)
        case "guides":
            guiding.overview(talk)
        case "ask" if talk.incoming.argument:
            await answering.answer(talk, talk.incoming.argument)
        case name if name in _STAFF and talk.person.is_staff:
            await _STAFF[name](talk)
        case name if name in _ADMINS and Role.ADMIN in talk.person.roles:
            await _ADMINS[name](talk)
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
