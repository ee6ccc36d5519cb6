"""Removals in the chat: listed by what is due next, moved by an officer's buttons, with what is typed for them."""

from bot.desk.access import hold_asking, view_of
from bot.desk.links import is_short
from bot.desk.removal_cards import Viewed
from bot.domain.case import Refusal
from bot.domain.chat import Button, IncomingKind, MediaKind, rows
from bot.domain.person import STAFF
from bot.domain.removal import Barred, Mark, Removal, State, Step, median_days
from bot.domain.text import is_number

from . import evidence, requesting
from .talk import Talk

PAGE = 8
#: What an officer types or attaches, and what is worth keeping after a move.
_KEPT = ("reference", "answer", "note")
_ASKED_AFTER = {
    State.SENT: "reference",
    State.ACKNOWLEDGED: "reference",
    State.REMOVED: "answer",
    State.REFUSED: "answer",
}
_WORDINGS = ("report", "appeal", "escalate", "inform")


async def overview(talk: Talk, page: int = 0) -> None:
    """/removals: those that are not closed and may be seen, by what is due next, and how long platforms take."""
    view, removals = await view_of(talk.turn.tx, talk.person, talk.person.id), talk.turn.tx.removals
    count = await removals.count(view)
    page = min(page, max(0, count - 1) // PAGE)
    shown = await removals.listed(view, PAGE, page * PAGE)
    lines = [_line(talk, removal) for removal in shown]
    head = talk.words("removal.list-head", count=count) if count else talk.words("removal.list-empty")
    text = "\n".join([head, *([""] if lines else []), *lines, *await _medians(talk)])
    turns = [Button(talk.plain("button.earlier"), f"r:.list:{page - 1}")] if page else []
    if count > (page + 1) * PAGE:
        turns.append(Button(talk.plain("button.next"), f"r:.list:{page + 1}"))
    opened = [Button(removal.number, f"r:{removal.id}:open") for removal in shown]
    talk.change(text, (*rows(*opened, width=4), *((tuple(turns),) if turns else ())))


def _line(talk: Talk, removal: Removal) -> str:
    cards = talk.house.desk.removals.ledgers.cards
    is_late = removal.next_at is not None and removal.next_at <= talk.turn.now
    return talk.words(
        "removal.list-late" if is_late else "removal.list-line",
        number=removal.number,
        platform=cards.platform(removal),
        state=cards.state(removal),
        at=cards.when(removal.next_at, talk.turn.now) if removal.next_at else "",
    )


async def _medians(talk: Talk) -> list[str]:
    found = median_days(await talk.turn.tx.removals.spans())
    cards = talk.house.desk.removals.ledgers.cards
    lines = [cards.median(platform, each) for platform, each in found.items()]
    return ["", talk.words("removal.medians"), *lines] if lines else []


async def pressed(talk: Talk, *parts: str) -> None:
    """A button of the list or of a card, checked against the removal as it is now. In officers' own chats only."""
    if not talk.admits(STAFF):
        talk.toast(talk.plain("officer.only"), alert=True)
        return
    if not talk.incoming.private:
        talk.toast(talk.plain("removal.own-chat"), alert=True)
        return
    match parts:
        case ".list", page if is_number(page):
            await overview(talk, int(page))
        case number, verb, *rest if is_number(number):
            viewed = await _viewed(talk, int(number))
            if viewed is None:
                talk.toast(talk.plain("officer.not-here"), alert=True)
            else:
                await _do(talk, viewed, verb, rest[0] if rest else "")
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _viewed(talk: Talk, removal_id: int) -> Viewed | None:
    """The removal, where this person may see it: who may not does not learn whether there is one."""
    await hold_asking(talk.turn.tx, removal_id)
    removal = await talk.turn.tx.removals.find(removal_id)
    return await talk.house.desk.removals.ledgers.viewed(talk.turn, removal, talk.person) if removal else None


async def _do(talk: Talk, viewed: Viewed, verb: str, argument: str) -> None:
    removal, desk = viewed.removal, talk.house.desk.removals
    if removal.is_closed and verb not in ("open", "card", "take"):
        talk.toast(talk.plain("removal.barred.closed"), alert=True)
        _redraw(talk, viewed)
        return
    match verb:
        case "open":
            await desk.ledgers.open_card(talk.turn, viewed, talk.person)
        case "card":
            _redraw(talk, viewed)
        case "take":
            await _take(talk, viewed, argument)
        case "rule" if removal.state is State.ASKED:
            await _choose_rule(talk, viewed, argument)
        case "words" if argument in _WORDINGS:
            _word(talk, viewed, argument)
        case "informed" if "inform" in _fitting(talk, viewed):
            await desk.add(talk.turn, removal, talk.person, _step(talk, removal, Mark.INFORMED))
            talk.toast(talk.plain("officer.done"))
        case "long" if is_short(removal.post.address):
            _ask(talk, removal, "long")
        case what if what in _KEPT:
            _ask(talk, removal, what)
        case state if state in {each.value for each in State}:
            await _move(talk, viewed, State(state))
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


def _step(talk: Talk, removal: Removal, mark: Mark) -> Step:
    return Step(talk.turn.now, talk.person.id, removal.state, mark)


def _redraw(talk: Talk, viewed: Viewed) -> None:
    cards, now = talk.house.desk.removals.ledgers.cards, talk.turn.now
    talk.change(cards.card(viewed, now), cards.buttons(viewed, now))


async def _take(talk: Talk, viewed: Viewed, case_id: str) -> None:
    """Take one of its cases, as on the case's own card."""
    case = next((each for each in viewed.cases if str(each.id) == case_id), None)
    if case is None:
        talk.toast(talk.plain("officer.not-here"), alert=True)
        return
    moved = await talk.house.desk.casework.take(talk.turn, case, talk.person)
    if isinstance(moved, Refusal):
        holder = await talk.turn.tx.people.find(case.holder) if case.holder else None
        talk.toast(talk.plain(f"refusal.{moved}", holder=holder.name if holder else ""), alert=True)
        _redraw(talk, viewed)
    else:
        talk.toast(talk.plain("officer.done"))


async def _move(talk: Talk, viewed: Viewed, to: State) -> None:
    moved = await talk.house.desk.removals.move(talk.turn, viewed.removal, talk.person, to)
    if isinstance(moved, Barred):
        talk.toast(talk.plain(f"removal.barred.{moved}"), alert=True)
        _redraw(talk, viewed)
        return
    talk.toast(talk.plain("officer.done"))
    if to is State.ESCALATED:
        _word(talk, viewed, "escalate")
    elif (what := _ASKED_AFTER.get(to)) and not (what == "reference" and moved.reference):
        _ask(talk, moved, what)


async def _choose_rule(talk: Talk, viewed: Viewed, kind: str) -> None:
    removal, desk = viewed.removal, talk.house.desk.removals
    known = talk.house.knowledge.removals.rules_of(removal.post.platform)
    if kind in known:
        await desk.choose(talk.turn, removal, talk.person, kind)
        talk.toast(talk.plain("officer.done"))
    else:
        cards = desk.ledgers.cards
        text = f"{cards.card(viewed, talk.turn.now)}\n\n{talk.words('removal.which-rule')}"
        talk.change(text, cards.rules(removal))


def _word(talk: Talk, viewed: Viewed, what: str) -> None:
    """The wording, to be copied; for Report Harmful Content, with what must be attached."""
    removal, cards = viewed.removal, talk.house.desk.removals.ledgers.cards
    if what not in _fitting(talk, viewed):
        talk.toast(talk.plain("removal.barred.too-early" if what == "escalate" else "error.stale"), alert=True)
        return
    talk.say(cards.wording(removal, what))
    if what == "escalate":
        key = "answered" if removal.was_refused else "silent"
        talk.say(talk.words(f"removal.attach.{key}", link=cards.link(removal)))


def _fitting(talk: Talk, viewed: Viewed) -> tuple[str, ...]:
    return talk.house.desk.removals.ledgers.cards.wordings(viewed.removal, talk.turn.now)


def _ask(talk: Talk, removal: Removal, what: str) -> None:
    """The officer's next message is the reference, the answer or the note; files may come with the last two."""
    requesting.wait(talk, what, removal.id)
    stop = rows(Button(talk.plain("button.removal-nothing"), "g:stop"))
    talk.say(talk.words(f"removal.write-{what}", number=removal.number), stop)


def awaits(talk: Talk, verb: str, command: str) -> bool:
    """Whether a message is what an officer was asked for; after an hour the question has lapsed."""
    if verb != "removal" or command or talk.incoming.kind is not IncomingKind.MESSAGE:
        return False
    until = talk.session.awaiting.rpartition(":")[2]
    if talk.incoming.at.timestamp() > int(until):
        talk.session.awaiting = ""
    return bool(talk.session.awaiting)


async def heard(talk: Talk) -> None:
    """What an officer wrote or sent for a removal, or the link of one for a case."""
    _, what, number, *_ = talk.session.awaiting.split(":")
    requesting.wait(talk, what, int(number))  # asked once more, they have as long again
    if what == "link":
        await requesting.link_heard(talk, int(number))
        return
    viewed = await _viewed(talk, int(number))
    if viewed is None or viewed.removal.is_closed:
        talk.session.awaiting = ""
        talk.say(talk.words("officer.not-sent"))
        return
    if what == "long":
        await requesting.long_link_heard(talk, viewed)
        return
    text, files = talk.incoming.text.strip(), _has_files(talk) and what != "reference"
    if not text and not files:
        talk.say(talk.words("flow.words-please"))
        return
    items = await evidence.keep(talk, viewed.cases[0].id) if files else ()
    if items is None and not text:
        return
    if not files:  # of several files each is a message of its own
        talk.session.awaiting = ""
    step = Step(talk.turn.now, talk.person.id, viewed.removal.state, Mark.ADDED, **{what: text}, evidence=items or ())
    await talk.house.desk.removals.add(talk.turn, viewed.removal, talk.person, step)
    if evidence.is_first(talk):
        _thank(talk, viewed.removal, more=files)


def _has_files(talk: Talk) -> bool:
    return any(each.kind is not MediaKind.STICKER for each in talk.incoming.attachments)


def _thank(talk: Talk, removal: Removal, *, more: bool) -> None:
    buttons = [Button(talk.plain("button.open-case", number=removal.number), f"r:{removal.id}:open")]
    if more:
        buttons.append(Button(talk.plain("button.stop-writing"), "g:stop"))
    talk.say(talk.words("removal.kept-more" if more else "removal.added", number=removal.number), rows(*buttons))
