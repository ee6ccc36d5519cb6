"""Where a pressed button leads: its data names a room, and what to do there."""

from bot.flows import PLATFORM, REPORT

from . import answering, danger, mine, officers, walking
from .talk import Talk


async def pressed(talk: Talk) -> None:
    """Take a button. One that nobody knows any more says so; it is never silent."""
    room, *parts = talk.incoming.press.split(":")
    match room, parts:
        case "e", [entry_id] if entry_id in talk.house.knowledge.catalogue:
            answering.show(talk, talk.house.knowledge.catalogue[entry_id], new=True)
        case "p", [entry_id, page] if entry_id in talk.house.knowledge.catalogue and page.isdigit():
            answering.show(talk, talk.house.knowledge.catalogue[entry_id], int(page))
        case "v", [entry_id, vote] if entry_id in talk.house.knowledge.catalogue:
            await answering.vote(talk, entry_id, helped=vote == "1")
        case "s", [subject, page] if page.isdigit():
            answering.subject(talk, subject, int(page))
        case "f", [token, step, value]:
            await walking.pressed(talk, token, step, value)
        case "c", [case_id, verb, *rest] if case_id.isdigit():
            await officers.pressed(talk, int(case_id), verb, rest[0] if rest else "")
        case "m", [case_id, verb] if case_id.isdigit():
            await mine.pressed(talk, int(case_id), verb)
        case "d", [case_id, word] if case_id.isdigit():
            await danger.said(talk, int(case_id), word)
        case "w", [word]:
            await danger.taken_up(talk, yes=word == "tell")
        case "g", [place]:
            await _go(talk, place)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _go(talk: Talk, place: str) -> None:
    match place:
        case "urgent":
            await danger.called(talk)
        case "report":
            await walking.begin(talk, REPORT)
        case "platform":
            await walking.begin(talk, PLATFORM)
        case "fresh-report" | "fresh-platform":
            await walking.fresh(talk, place.removeprefix("fresh-"))
        case "resume" | "resume-report" | "resume-platform":
            await walking.resume(talk, place.removeprefix("resume").removeprefix("-"))
        case "menu":
            answering.menu(talk)
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
            talk.toast(talk.plain("error.stale"), alert=True)
