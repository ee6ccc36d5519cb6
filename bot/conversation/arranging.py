"""A taught session is arranged in a few answers, councillors are invited, and afterwards it is ticked who came."""

from dataclasses import replace

from bot.content.times import read_moment
from bot.domain.chat import Button, Rows, rows
from bot.domain.lesson import Part
from bot.domain.person import ADMINS, Role
from bot.domain.taught import Attendance, Reply, Taught
from bot.domain.text import is_number, one_line

from .talk import Talk

#: What is asked, in this order; the next message answers it.
QUESTIONS = ("session-at", "session-place", "session-giver")
#: What can be changed once people are invited.
MOVING = QUESTIONS[:2]
LONGEST = 200
PAGE = 20
_BOXES = {Reply.NONE: "button.not-ticked", Reply.YES: "button.said-yes", Reply.NO: "button.said-no"}


async def begin(talk: Talk, part: Part) -> None:
    """A draft; its date is asked first."""
    session = await talk.turn.tx.taught.begin(part, talk.turn.now)
    ask(talk, QUESTIONS[0], session)


def ask(talk: Talk, question: str, session: Taught) -> None:
    """Ask for something of a draft; what it has already, because it moves a session, may stay."""
    talk.session.awaiting = f"{question}:{session.id}"
    stop = Button(talk.plain("button.throw-away"), f"k:admin:drop:{session.id}")
    if session.instead_of:
        keep = Button(talk.plain("button.as-it-is"), f"k:admin:keep:{session.id}:{question}")
        told = talk.house.desk.teaching.told(session)
        talk.say(talk.words(f"training.move.{question}", **told), rows(keep, stop))
    else:
        talk.say(talk.words(f"training.new.{question}"), rows(stop))


def stop_asking(talk: Talk, session: Taught) -> None:
    """Nothing more is asked about a draft; what else is awaited stays so."""
    if talk.session.awaiting in {f"{question}:{session.id}" for question in QUESTIONS}:
        talk.session.awaiting = ""


async def heard(talk: Talk, question: str, session_id: int) -> bool:
    """What an administrator wrote in answer; False where there is no such draft any more."""
    session = await talk.turn.tx.taught.find(session_id)
    if session is None or session.invited_at or not talk.admits(ADMINS):
        talk.session.awaiting = ""
        return False
    text = one_line(talk.incoming.text)[:LONGEST]
    match question:
        case "session-at":
            at = read_moment(text, talk.house.knowledge.council.zone)
            changed = replace(session, at=at) if at and at > talk.turn.now else None
        case "session-place":
            changed = replace(session, place=text) if text else None
        case _:
            changed = replace(session, giver=text) if text else None
    if changed is None:
        talk.say(talk.words("training.new.again"))
        ask(talk, question, session)
        return True
    await talk.turn.tx.taught.save(changed)
    go_on(talk, question, changed)
    return True


def go_on(talk: Talk, question: str, session: Taught) -> None:
    """To the question after that one, or to what is to be confirmed."""
    questions = MOVING if session.instead_of else QUESTIONS
    following = questions[questions.index(question) + 1 :]
    if following:
        ask(talk, following[0], session)
    else:
        talk.session.awaiting = ""
        _confirm(talk, session)


def _confirm(talk: Talk, session: Taught) -> None:
    way, label = ("move", "button.move-sure") if session.instead_of else ("new", "button.invite-all")
    sure = Button(talk.plain(label), f"k:admin:{'moved' if session.instead_of else 'invite'}:{session.id}")
    drop = Button(talk.plain("button.throw-away"), f"k:admin:drop:{session.id}")
    talk.say(talk.words(f"training.{way}.confirm", **talk.house.desk.teaching.told(session)), rows(sure, drop))


async def pressed(talk: Talk, verb: str, session_id: int, *rest: str) -> None:
    """A button of a session, checked against it as it is now."""
    session = await talk.turn.tx.taught.find(session_id)
    if session is None:
        talk.toast(talk.plain("training.session-gone"), alert=True)
        return
    ready = session.at and session.place and session.giver
    over = session.at is not None and session.at <= talk.turn.now
    match verb, rest:
        case "invite", () if ready and not over and not session.invited_at and not session.instead_of:
            count = await talk.house.desk.teaching.invite(talk.turn, session)
            talk.change(talk.words("training.new.invited", count=count, **talk.house.desk.teaching.told(session)))
        case "drop", () if not session.invited_at:
            await talk.turn.tx.taught.drop(session.id)
            stop_asking(talk, session)
            talk.change(talk.words("training.move.dropped" if session.instead_of else "training.new.dropped"))
        case "off", () if session.invited_at and not over:
            sure = Button(talk.plain("button.call-off-sure"), f"k:admin:off:{session.id}:sure")
            back = Button(talk.plain("button.back"), f"k:admin:see:{session.id}")
            talk.change(talk.words("training.call-off", **talk.house.desk.teaching.told(session)), rows(sure, back))
        case "off", ("sure",) if session.invited_at and not over:
            await talk.house.desk.teaching.call_off(talk.turn, session)
            talk.change(talk.words("training.off", **talk.house.desk.teaching.told(session)))
        case "see", () if session.invited_at:
            await _show(talk, session)
        case "who", (page,) if over and not session.recorded_at and is_number(page):
            await _attendance(talk, session, int(page))
        case "tick", (person, page) if over and not session.recorded_at and is_number(person) and is_number(page):
            await _tick(talk, session, int(person), int(page))
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _show(talk: Talk, session: Taught) -> None:
    """A session, with how many will come, or came."""
    people = (await talk.turn.tx.taught.attendance(session.id)).values()
    counts = {
        "yes": sum(each.reply is Reply.YES for each in people),
        "no": sum(each.reply is Reply.NO for each in people),
        "came": sum(each.came for each in people),
    }
    key = "training.session-past" if session.recorded_at else "training.session"
    buttons = []
    if not session.recorded_at and session.at and session.at <= talk.turn.now:
        buttons.append(Button(talk.plain("button.who-came"), f"k:admin:who:{session.id}:0"))
    elif not session.recorded_at:
        buttons.append(Button(talk.plain("button.who-answered"), f"k:admin:said:{session.id}:0"))
        buttons.append(Button(talk.plain("button.move-session"), f"k:admin:move:{session.id}"))
        buttons.append(Button(talk.plain("button.call-off"), f"k:admin:off:{session.id}"))
    back = Button(talk.plain("button.back"), "k:admin:home")
    text = talk.words(key, count=len(people), **counts, **talk.house.desk.teaching.told(session))
    talk.change(text, rows(*buttons, back))


async def _attendance(talk: Talk, session: Taught, page: int) -> None:
    """Every councillor with a box to tick, a page at a time."""
    councillors = await talk.house.desk.teaching.councillors(talk.turn)
    known = await talk.turn.tx.taught.attendance(session.id)
    page = min(page, max(0, len(councillors) - 1) // PAGE)
    boxes = []
    for person in councillors[page * PAGE : (page + 1) * PAGE]:
        here = known.get(person.id, Attendance(person.id))
        label = talk.plain("button.came" if here.came else _BOXES[here.reply], name=person.name)
        boxes.append(Button(label, f"k:admin:tick:{session.id}:{person.id}:{page}"))
    pages = turns(talk, f"k:admin:who:{session.id}", page, len(councillors), PAGE)
    done = Button(talk.plain("button.attendance-done"), f"k:admin:record:{session.id}")
    text = talk.words("training.who-came", **talk.house.desk.teaching.told(session))
    talk.change(text, (*rows(*boxes), *pages, (done,)))


def turns(talk: Talk, data: str, page: int, count: int, size: int) -> Rows:
    """The buttons that leaf through a list of so many, where it has other pages."""
    found = []
    if page:
        found.append(Button(talk.plain("button.earlier"), f"{data}:{page - 1}"))
    if count > (page + 1) * size:
        found.append(Button(talk.plain("button.next"), f"{data}:{page + 1}"))
    return (tuple(found),) if found else ()


async def _tick(talk: Talk, session: Taught, person_id: int, page: int) -> None:
    here = (await talk.turn.tx.taught.attendance(session.id)).get(person_id)
    person = await talk.turn.tx.people.find(person_id)
    if person is not None and Role.COUNCILLOR in person.roles:
        await talk.turn.tx.taught.came(session.id, person_id, not (here and here.came))
    await _attendance(talk, session, page)


async def record(talk: Talk, session_id: int) -> bool:
    """Attendance is complete; False where it cannot be recorded, or was already."""
    session = await talk.turn.tx.taught.find(session_id)
    if session is None or session.recorded_at or session.at is None or session.at > talk.turn.now:
        return False
    count = await talk.house.desk.teaching.record(talk.turn, session)
    talk.toast(talk.plain("training.recorded", count=count), alert=True)
    return True
