"""Where a pressed button leads: its data names a room, and what to do there."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.text import is_number
from bot.flows import BEHALF, PLATFORM, REPORT, guide_of

from . import (
    answering,
    booklets,
    danger,
    drafting,
    drilling,
    gaps,
    guiding,
    learning,
    mine,
    officers,
    people,
    privacy,
    relaying,
    removing,
    trends,
    walking,
    wellbeing,
)
from .talk import Talk

#: Rooms that look themselves at what follows their name, and those that are told one word.
_OF_PARTS: Final[dict[str, Callable[..., Awaitable[None]]]] = {
    "q": gaps.pressed,
    "r": removing.pressed,
    "k": learning.pressed,
}
_OF_A_WORD: Final[dict[str, Callable[[Talk, str], Awaitable[None]]]] = {
    "drill": drilling.pressed,
    "t": trends.pressed,
    "x": privacy.pressed,
    "y": wellbeing.pressed,
}


async def pressed(talk: Talk) -> None:
    """Take a button. One that nobody knows any more says so; it is never silent."""
    room, *parts = talk.incoming.press.split(":")
    match room, parts:
        case "e", [entry_id] if entry_id in talk.house.knowledge.catalogue:
            answering.show(talk, talk.house.knowledge.catalogue[entry_id], new=True)
        case "p", [entry_id, page] if entry_id in talk.house.knowledge.catalogue and is_number(page):
            answering.show(talk, talk.house.knowledge.catalogue[entry_id], int(page))
        case "v", [entry_id, vote] if entry_id in talk.house.knowledge.catalogue:
            await answering.vote(talk, entry_id, helped=vote == "1")
        case "s", [subject, page] if is_number(page):
            answering.subject(talk, subject, int(page))
        case "f", [token, step, value]:
            await walking.pressed(talk, token, step, value)
        case "c", [case_id, verb, *rest] if is_number(case_id):
            await officers.pressed(talk, int(case_id), verb, rest[0] if rest else "")
        case "m", [case_id, verb, *rest] if is_number(case_id):
            await mine.pressed(talk, int(case_id), verb, *rest[:1])
        case "d", [case_id, word] if is_number(case_id):
            await danger.said(talk, int(case_id), word)
        case "w", ["danger"]:
            await danger.in_danger(talk)
        case "w", ["safe"]:
            await danger.safe(talk)
        case "w", [word]:
            await danger.taken_up(talk, yes=word == "tell")
        case _, [_, *_] if room in _OF_PARTS:
            await _OF_PARTS[room](talk, *parts)
        case _, [word] if room in _OF_A_WORD:
            await _OF_A_WORD[room](talk, word)
        case "l", [who, *rest] if is_number(who):
            await people.pressed(talk, int(who), *rest)
        case "n", [verb, what, *rest]:
            await _paper(talk, verb, what, rest[0] if rest else "")
        case "g", [place]:
            await _go(talk, place)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _paper(talk: Talk, verb: str, what: str, word: str) -> None:
    """A booklet; a case on somebody's behalf, or a letter to them."""
    if verb == "b":
        await booklets.pressed(talk, what, word)
    elif verb in ("c", "l") and is_number(what):
        await relaying.pressed(talk, verb, int(what), word)
    else:
        talk.toast(talk.plain("error.stale"), alert=True)


async def _go(talk: Talk, place: str) -> None:
    match place:
        case "urgent":
            await danger.called(talk)
        case "guides":
            guiding.overview(talk)
        case "resume":
            await walking.resume(talk)
        case "menu":
            answering.menu(talk)
        case "booklet":
            await booklets.ask(talk)
        case "check":
            drafting.ask(talk)
        case "mycases":
            await mine.overview(talk)
        case "none":
            await answering.none_of_these(talk)
        case "person":
            answering.offer_person(talk)
        case "person-send":
            await answering.send_to_person(talk)
        case "stop":
            talk.session.awaiting = ""
            talk.toast(talk.plain("talk.stopped"))
            if talk.session.flows:
                talk.say(talk.words("flow.waits"), walking.carry_on(talk))
        case _:
            await _flow(talk, place)


async def _flow(talk: Talk, place: str) -> None:
    """Begin a guide; begin a flow afresh, or carry on with it."""
    verb, _, name = place.partition("-") if place.startswith(("fresh-", "resume-")) else ("begin", "", place)
    known = (REPORT, PLATFORM, *([BEHALF] if talk.person.is_staff else []))
    if name not in known and guide_of(talk.house.knowledge, name) is None:
        talk.toast(talk.plain("error.stale"), alert=True)
    elif verb == "fresh":
        await walking.fresh(talk, name)
    elif verb == "resume":
        await walking.resume(talk, name)
    else:
        await walking.begin(talk, name)
