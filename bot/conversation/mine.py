"""A councillor's own cases: where they stand, adding to them, withdrawing them."""

from bot.desk import conflicts
from bot.desk.removals import given_link
from bot.domain.access import Cause, is_named
from bot.domain.case import Case
from bot.domain.chat import Button, rows
from bot.domain.severity import Assessment, Level
from bot.domain.text import is_number
from bot.storage.cases import Line, Said

from . import danger, evidence
from .talk import Talk

#: Posts that are shown of a case, and characters of the link to one.
POSTS, LINK = 8, 200


async def overview(talk: Talk) -> None:
    """/mycases: every case with its status, the newest first."""
    cases = await talk.turn.tx.cases.of_reporter(talk.person.id)
    if not cases:
        talk.change(talk.words("mine.none"), rows(Button(talk.plain("button.report"), "g:report")))
        return
    cards = talk.house.desk.casework.notices.cards
    buttons = []
    for case in cases:
        status = talk.plain(f"card.short.{case.status}")
        buttons.append(Button(f"{case.number} · {cards.kind(case.report.kind)} · {status}", f"m:{case.id}:show"))
    talk.change(talk.words("mine.head", count=len(cases)), rows(*buttons))


async def pressed(talk: Talk, case_id: int, verb: str, whom: str = "") -> None:
    """A button under a receipt or in the list. Nobody reaches another's case."""
    case = await talk.turn.tx.cases.hold(case_id)
    if case is None or case.reporter_id != talk.person.id:
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    if case.is_closed and verb != "show":
        talk.toast(talk.plain("mine.closed"), alert=True)
        return
    match verb:
        case "show":
            await _show(talk, case)
        case "add":
            talk.session.awaiting = f"talk:{case.id}"
            stop = rows(Button(talk.plain("button.stop-talk"), "g:stop"))
            talk.say(talk.words("mine.add", number=case.number), stop)
        case "withdraw":
            sure = Button(talk.plain("button.withdraw-sure"), f"m:{case.id}:withdraw-sure")
            keep = Button(talk.plain("button.keep-case"), f"m:{case.id}:show")
            talk.say(talk.words("mine.withdraw", number=case.number), rows(sure, keep))
        case "withdraw-sure":
            await talk.house.desk.casework.withdraw(talk.turn, case)
            await talk.house.desk.removals.withdrawn(talk.turn, case)
            if talk.session.awaiting == f"talk:{case.id}":
                talk.session.awaiting = ""
            talk.change(talk.words("mine.withdrawn", number=case.number))
        case "keep-from" if is_number(whom):
            await _keep_from(talk, case, int(whom))
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _show(talk: Talk, case: Case) -> None:
    notices = talk.house.desk.casework.notices
    back = (Button(talk.plain("button.my-cases"), "g:mycases"),)
    receipt = notices.cards.receipt(await notices.seen(talk.turn, case), talk.turn.now)
    text = "\n".join([receipt, *await _posts(talk, case)])
    talk.change(text, (*notices.cards.own_buttons(case), back))


async def _posts(talk: Talk, case: Case) -> list[str]:
    """The posts that a case asks to be taken down, and where that stands."""
    cards, asked = talk.house.desk.removals.ledgers.cards, await talk.turn.tx.removals.of_case(case.id)
    return [
        talk.words(
            "mine.post",
            post=given_link(removal, case)[:LINK],
            platform=cards.platform(removal),
            state=cards.outcome(removal),
        )
        for removal in asked[:POSTS]
        if not removal.was_joined
    ]


async def heard(talk: Talk, case_id: int, found: Assessment) -> bool:
    """A message meant for a case, and how it sounds; False where there is no such case any more."""
    case = await talk.turn.tx.cases.hold(case_id)
    if case is None or case.reporter_id != talk.person.id or case.is_closed:
        talk.session.awaiting = ""
        return False
    await add(talk, case, Said.REPORTER)
    if found.check and case.level < Level.EMERGENCY:
        danger.check(talk, talk.incoming.text)
    return True


async def add(talk: Talk, case: Case, said: Said) -> None:
    """Add a message, its files included, to a case; what is added may raise its level."""
    text = talk.incoming.text.strip()
    found = danger.assess(talk, text)
    first = evidence.is_first(talk)
    items = await evidence.keep(talk, case.id)
    if not text and not items:
        if items is not None:
            talk.say(talk.words("flow.words-please"))
        return
    if not text and not first:
        case = await talk.house.desk.casework.apart(talk.turn, case, items or (), spared=case.holder)
        await talk.house.desk.casework.notices.refresh(talk.turn, case)
        await _mind_who_reads(talk, case)
        return
    shown = text or talk.plain("flow.items", count=len(items or ()))
    line = Line(talk.turn.now, talk.person.id, said, shown, talk.incoming.message_id)
    raised = found.level if found.level >= Level.URGENT else Level.NONE
    away = talk.session.away if raised else ()
    case = await talk.house.desk.casework.add(talk.turn, case, line, raised, items or (), away)
    desk = talk.plain(f"desk.{case.desk}")
    key = "mine.edited" if said is Said.EDIT else "mine.added"
    talk.say(talk.words(key, desk=desk, number=case.number), rows(Button(talk.plain("button.stop-talk"), "g:stop")))
    await _mind_who_reads(talk, case)


async def _mind_who_reads(talk: Talk, case: Case) -> None:
    """What was added names the officer who has the case: a word of thanks, or a report about them?"""
    holder = await talk.turn.tx.people.find(case.holder) if case.holder else None
    files = [attachment.name for attachment in talk.incoming.attachments]
    told = (talk.incoming.text, talk.incoming.forwarded_from, *files)
    if holder and any(is_named(holder.name, text) for text in told):
        keep = Button(talk.plain("button.keep-from", name=holder.name), f"m:{case.id}:keep-from:{holder.id}")
        talk.say(talk.words("mine.named", number=case.number, name=holder.name), rows(keep))


async def _keep_from(talk: Talk, case: Case, person_id: int) -> None:
    """The councillor says that somebody of the staff must not have the case any more."""
    person = await talk.turn.tx.people.find(person_id)
    if person is None or not person.is_staff or person.id == talk.person.id:
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    await conflicts.declare(talk.house.desk.casework, talk.turn, case, person, Cause.ASKED)
    talk.change(talk.words("mine.kept-from", number=case.number, name=person.name))
