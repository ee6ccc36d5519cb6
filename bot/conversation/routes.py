"""Where a pressed button leads: its data names a room, and what to do there."""

from bot.domain.text import is_number
from bot.flows import PLATFORM, REPORT, guide_of

from . import answering, danger, drafting, drilling, gaps, guiding, mine, officers, people, privacy, trends, walking
from .talk import Talk


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
        case "q", [_, *_]:
            await gaps.pressed(talk, *parts)
        case "drill", [word]:
            await drilling.pressed(talk, word)
        case "t", [weeks]:
            await trends.pressed(talk, weeks)
        case "x", [word]:
            await privacy.pressed(talk, word)
        case "l", [who, *rest] if is_number(who):
            await people.pressed(talk, int(who), *rest)
        case "g", [place]:
            await _go(talk, place)
        case _:
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
    if name not in (REPORT, PLATFORM) and guide_of(talk.house.knowledge, name) is None:
        talk.toast(talk.plain("error.stale"), alert=True)
    elif verb == "fresh":
        await walking.fresh(talk, name)
    elif verb == "resume":
        await walking.resume(talk, name)
    else:
        await walking.begin(talk, name)
