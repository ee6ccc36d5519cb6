"""Asking for a removal from a case: the button on its card, its links, or one that the officer types."""

from datetime import timedelta

from bot.desk.access import opened_of, opens
from bot.desk.consent import agree, has_agreed
from bot.desk.links import address, is_short, written_in
from bot.desk.removal_cards import Viewed
from bot.domain.case import Case
from bot.domain.chat import Button, rows
from bot.domain.removal import Mark, Removal
from bot.domain.text import is_number

from .talk import Talk

#: Links of a case on buttons, and characters of one.
LINKS, LABEL = 8, 50
#: How long an officer is waited for. A message that comes later is like any other: it may be a cry for help.
WAITS = timedelta(hours=1)


def wait(talk: Talk, what: str, number: int) -> None:
    """What the officer writes next is ``what`` of a removal, by its id; or the "link" of one for a case."""
    until = talk.turn.now + WAITS
    talk.session.awaiting = f"removal:{what}:{number}:{int(until.timestamp())}"


async def from_case(talk: Talk, case: Case, argument: str) -> None:
    """The button on a case's card: what it asks for already, and its links for which nothing is asked yet."""
    if not talk.incoming.private:
        talk.toast(talk.plain("removal.own-chat"), alert=True)
    elif not await has_agreed(talk.turn.tx, case) and argument != "agreed":
        _ask_for_agreement(talk, case)
    elif argument == "agreed":
        await _agreed(talk, case)
    elif argument == "new":
        wait(talk, "link", case.id)
        stop = rows(Button(talk.plain("button.stop-writing"), "g:stop"))
        talk.say(talk.words("removal.write-link", number=case.number), stop)
    elif is_number(argument) and int(argument) < len(case.report.links):
        await _begin(talk, case, case.report.links[int(argument)])
    else:
        await _choose_link(talk, case)


def _ask_for_agreement(talk: Talk, case: Case) -> None:
    """They did not ask for it: the officer says that they agree, or asks them."""
    verbs = {"removal-agreed": "removal:agreed", "removal-ask-first": "ask", "card": "card"}
    buttons = [Button(talk.plain(f"button.{name}"), f"c:{case.id}:{verb}") for name, verb in verbs.items()]
    talk.change(talk.words("removal.have-you-agreement", number=case.number), rows(*buttons), case_id=case.id)


async def _agreed(talk: Talk, case: Case) -> None:
    if not await has_agreed(talk.turn.tx, case):
        await agree(talk.house.desk.casework, talk.turn, case, talk.person)
    await _choose_link(talk, case)


async def _choose_link(talk: Talk, case: Case) -> None:
    asked = await talk.turn.tx.removals.of_case(case.id)
    known = {address(link) for removal in asked for link in _links_of(removal)}
    cards = talk.house.desk.removals.ledgers.cards
    buttons = []
    for removal in [each for each in asked if await opened_of(talk.turn.tx, each.id, talk.person)]:
        label = f"{removal.number} · {cards.platform(removal)} · {cards.state(removal)}"
        buttons.append(Button(label, f"r:{removal.id}:open"))
    new = [(n, link) for n, link in enumerate(case.report.links) if address(link) not in known][:LINKS]
    buttons += [Button(link[:LABEL], f"c:{case.id}:removal:{n}") for n, link in new]
    buttons.append(Button(talk.plain("button.removal-link"), f"c:{case.id}:removal:new"))
    buttons.append(Button(talk.plain("button.card"), f"c:{case.id}:card"))
    talk.change(talk.words("removal.which-link", number=case.number), rows(*buttons), case_id=case.id)


def _links_of(removal: Removal) -> list[str]:
    return [removal.post.link, *(step.note for step in removal.steps if step.mark is Mark.LINKED)]


async def link_heard(talk: Talk, case_id: int) -> None:
    """The link that an officer typed for a case, which may not be theirs any more."""
    case = await talk.turn.tx.cases.hold(case_id)
    if case is not None and not await opens(talk.turn.tx, talk.person, talk.incoming.chat_id, case):
        case = None
    found = written_in(talk.incoming.text)
    if case is None or case.is_closed:
        talk.session.awaiting = ""
        talk.say(talk.words("officer.not-sent"))
    elif not found:
        talk.say(talk.words("removal.no-link"))
    else:
        talk.session.awaiting = ""
        await _begin(talk, case, found[0])


async def _begin(talk: Talk, case: Case, link: str) -> None:
    """A removal begins, or is joined."""
    await _show(talk, case, await talk.house.desk.removals.begin(talk.turn, case, link))


async def long_link_heard(talk: Talk, viewed: Viewed) -> None:
    """The link to which a removal's short one leads, as the officer found it."""
    found = written_in(talk.incoming.text)
    if not found:
        talk.say(talk.words("removal.no-link"))
    elif is_short(address(found[0])):
        talk.say(talk.words("removal.short-again"))
    else:
        talk.session.awaiting = ""
        removal = await talk.house.desk.removals.lengthen(talk.turn, viewed.removal, talk.person, found[0])
        await _show(talk, viewed.cases[0], removal)


async def _show(talk: Talk, case: Case, removal: Removal) -> None:
    """A removal's card comes, or the word that it is not for this officer."""
    ledgers = talk.house.desk.removals.ledgers
    viewed = await ledgers.viewed(talk.turn, removal, talk.person)
    if viewed is None:
        talk.say(talk.words("removal.joined-unseen", number=case.number))
    else:
        await ledgers.open_card(talk.turn, viewed, talk.person)
