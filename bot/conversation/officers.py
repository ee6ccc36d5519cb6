"""What officers do in the chat: the queue, the card's buttons, replies and notes."""

from dataclasses import replace

from bot.content import Html
from bot.content.times import span
from bot.desk import conflicts
from bot.desk.access import opens, view_of
from bot.domain.access import Cause
from bot.domain.case import Case, Move, Outcome, Refusal, work
from bot.domain.chat import Button, IncomingKind, MediaKind, rows
from bot.domain.person import STAFF, Role
from bot.domain.report import Desk
from bot.domain.text import is_number
from bot.storage.listing import MANY

from . import casefile, packing, requesting
from .talk import Talk

QUEUE_LENGTH = 20


async def queue(talk: Talk) -> None:
    """/queue: what is not finished and may be opened here, most urgent first, then oldest; how many wait elsewhere."""
    listing, view = talk.turn.tx.listing, await view_of(talk.turn.tx, talk.person, talk.incoming.chat_id)
    cases, others = await listing.queue(view, QUEUE_LENGTH), await listing.elsewhere(view)
    elsewhere = "\n\n" + talk.words("queue.elsewhere", count=_many(others)) if others else ""
    if not cases:
        talk.change(talk.words("queue.empty") + elsewhere)
        return
    lines, buttons = [], []
    for case in cases:
        lines.append(await _line(talk, case))
        buttons.append(Button(case.number, f"c:{case.id}:open"))
    head = talk.words("queue.head", count=_many(await listing.count(view)))
    text = head + "\n\n" + "\n".join(lines) + elsewhere
    talk.change(text, rows(*buttons, width=4))


def _many(count: int) -> str:
    return f"{count}+" if count == MANY else str(count)


async def _line(talk: Talk, case: Case) -> str:
    holder = await talk.turn.tx.people.find(case.holder) if case.holder else None
    cards = talk.house.desk.casework.notices.cards
    state = "taken" if holder else "late" if talk.turn.now >= case.take_by else "open"
    return talk.words(
        f"queue.{state}",
        level=talk.plain(f"level.{case.level.word}"),
        number=case.number,
        kind=cards.kind(case.report.kind),
        age=span(talk.turn.now - case.opened_at),
        holder=holder.name if holder else "",
        by=cards.when(case.take_by, talk.turn.now),
    )


async def pressed(talk: Talk, case_id: int, verb: str, argument: str) -> None:
    """A button of a card, checked against the case as it is now."""
    if not talk.admits(STAFF):
        talk.toast(talk.plain("officer.only"), alert=True)
        return
    case = await _opened(talk, case_id)
    if case is None:
        talk.toast(talk.plain("officer.not-here"), alert=True)
        return
    if case.erased_at:
        talk.toast(talk.plain("card.erased", number=case.number), alert=True)
        return
    case = await talk.house.desk.casework.see(talk.turn, case)
    await talk.house.desk.exposure.opened(talk.turn, talk.person, case)
    if case.is_closed and verb not in ("open", "card", "more", "evidence", "pack"):
        await _settle(talk, Refusal.CLOSED, case)
        return
    match verb:
        case "take":
            await _settle(talk, await talk.house.desk.casework.take(talk.turn, case, talk.person), case)
        case "open" | "card" | "more" | "evidence":
            await _look(talk, case, verb, argument)
        case "pack":
            await packing.ask(talk, case)
        case "hand" | "conflict":
            await _choose(talk, case, verb, argument)
        case "removal":
            await requesting.from_case(talk, case, argument)
        case "reply" | "ask" | "note" | "resolve":
            may = work(case, talk.person.id, talk.turn.now)
            if isinstance(may, Refusal):
                await _settle(talk, may, case)
            elif verb in ("ask", "resolve"):
                await _choose(talk, case, verb, argument)
            else:
                await _write(talk, case, verb)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _opened(talk: Talk, case_id: int) -> Case | None:
    """The case, where this person may open it in this chat: who may not does not learn whether there is one."""
    case = await talk.turn.tx.cases.hold(case_id)
    may = case is not None and await opens(talk.turn.tx, talk.person, talk.incoming.chat_id, case)
    return case if may else None


async def _settle(talk: Talk, moved: Move, case: Case) -> None:
    """Say what came of a move; a refusal explains itself and brings the card up to date."""
    if isinstance(moved, Refusal):
        holder = await talk.turn.tx.people.find(case.holder) if case.holder else None
        talk.toast(talk.plain(f"refusal.{moved}", holder=holder.name if holder else ""), alert=True)
        await _redraw(talk, case)
    else:
        talk.toast(talk.plain("officer.done"))


async def _redraw(talk: Talk, case: Case) -> None:
    notices = talk.house.desk.casework.notices
    seen = await notices.seen(talk.turn, case)
    buttons = notices.cards.buttons(seen)
    talk.change(await notices.drawn(talk.turn, seen, talk.incoming.chat_id), buttons, case_id=case.id)


async def _look(talk: Talk, case: Case, verb: str, argument: str) -> None:
    match verb:
        case "open":
            await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, "case:shown")
            chat_id, topic_id = talk.incoming.chat_id, talk.incoming.topic_id
            await talk.house.desk.casework.notices.open_card(talk.turn, case, chat_id, topic_id)
        case "card":
            await _redraw(talk, case)
        case "more":
            await casefile.whole(talk, case)
        case _:
            await casefile.evidence(talk, case, int(argument) if is_number(argument) else 0)


async def _choose(talk: Talk, case: Case, verb: str, argument: str) -> None:
    """The second half of a button: to whom, how it ended, which question."""
    notices = talk.house.desk.casework.notices
    if not argument:
        officers = [each for each in await notices.officers(talk.turn, case) if each.is_officer]
        buttons = {
            "hand": notices.cards.hand_over(case, officers),
            "conflict": notices.cards.conflict(case),
            "resolve": notices.cards.outcomes(case),
            "ask": notices.cards.questions(case),
        }[verb]
        seen = await notices.seen(talk.turn, case)
        head = talk.words(f"officer.choose-{verb}")
        card = await notices.drawn(talk.turn, seen, talk.incoming.chat_id)
        talk.change(f"{card}\n\n{head}", buttons, case_id=case.id)
        return
    casework = talk.house.desk.casework
    match verb:
        case "hand":
            await _settle(talk, await _hand_over(talk, case, argument), case)
        case "conflict" if argument == "sure":
            await conflicts.declare(casework, talk.turn, case, talk.person, Cause.CONFLICT)
            talk.toast(talk.plain("officer.kept"), alert=True)
        case "resolve" if argument in {outcome.value for outcome in Outcome}:
            moved = await casework.resolve(talk.turn, case, talk.person, Outcome(argument))
            await _settle(talk, moved, case)
            if isinstance(moved, Case):
                await talk.house.desk.offering.closed(talk.turn, moved)
        case "ask" if talk.house.knowledge.words.has(f"question.{argument}"):
            text = talk.plain(f"question.{argument}")
            await _settle(talk, await casework.reply(talk.turn, case, talk.person, text), case)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _hand_over(talk: Talk, case: Case, to: str) -> Move:
    if to in {desk.value for desk in Desk}:
        return await talk.house.desk.casework.hand_over(talk.turn, case, Desk(to), None)
    person = await talk.turn.tx.people.find(int(to)) if is_number(to) else None
    if person is None or not person.is_officer or not person.reachable:
        return Refusal.UNREACHABLE
    desk = Desk.SAFETY if Role.SAFETY in person.roles else Desk.COMMS
    return await talk.house.desk.casework.hand_over(talk.turn, case, desk, person)


async def _write(talk: Talk, case: Case, verb: str) -> None:
    """The officer's next message is the reply or the note."""
    talk.session.awaiting = f"{verb}:{case.id}"
    name = talk.person.name if not talk.incoming.private else ""
    stop = rows(Button(talk.plain("button.stop-writing"), "g:stop"))
    key = "letter" if verb == "reply" and not case.reporter_id else verb
    text = talk.words(f"officer.write-{key}", number=case.number, name=name)
    if not talk.incoming.private:
        text = Html(f"{text} {talk.words('officer.write-here')}")
    talk.turn.send(replace(talk.outgoing(text, stop), ref=_prompt(talk)))


def _prompt(talk: Talk) -> str:
    return f"prompt:{talk.incoming.chat_id}:{talk.person.id}"


async def answers_prompt(talk: Talk) -> bool:
    """Whether a message in a group replies to what the bot asked this officer: all else there is not for a case."""
    shown = await talk.turn.tx.cases.shown_at(talk.incoming.chat_id, talk.incoming.reply_to)
    return talk.incoming.kind is IncomingKind.MESSAGE and shown is not None and shown.ref == _prompt(talk)


async def heard(talk: Talk, verb: str, case_id: int) -> None:
    """What an officer wrote for a case."""
    case = await _opened(talk, case_id)
    if case is None:
        talk.session.awaiting = ""
        talk.say(talk.words("officer.not-sent"))
        return
    text = talk.incoming.text.strip()
    files = tuple(a for a in talk.incoming.attachments if a.kind is not MediaKind.STICKER)
    if not (text or (files and verb == "reply")):
        talk.say(talk.words("flow.words-please"))
        return
    talk.session.awaiting = ""
    casework = talk.house.desk.casework
    if verb == "reply":
        moved = await casework.reply(talk.turn, case, talk.person, text, files)
    else:
        moved = await casework.note(talk.turn, case, talk.person, text)
    if isinstance(moved, Refusal):
        holder = await talk.turn.tx.people.find(case.holder) if case.holder else None
        talk.say(talk.words(f"refusal.{moved}", holder=holder.name if holder else ""))
        return
    back = rows(Button(talk.plain("button.open-case", number=case.number), f"c:{case.id}:open"))
    key = "letter" if verb == "reply" and not case.reporter_id else verb
    talk.say(talk.words(f"officer.{key}-sent", number=case.number), back)


async def seat(talk: Talk) -> None:
    """/here safety, or /here comms: an administrator lets a desk work in this group, in this topic."""
    desk = talk.incoming.argument.lower()
    if Role.ADMIN not in talk.person.roles or talk.incoming.private or desk not in {d.value for d in Desk}:
        talk.say(talk.words("officer.here-how"))
        return
    await talk.turn.tx.people.seat_desk(Desk(desk), talk.incoming.chat_id, talk.incoming.topic_id)
    talk.say(talk.words("officer.here-done", desk=talk.plain(f"desk.{desk}")))
