"""/people: who has a role here, and taking it away from somebody who has left."""

from bot.content.times import day
from bot.domain.chat import Button, Rows, rows
from bot.domain.person import ADMINS, Person, Role

from .talk import Talk

PAGE = 10
NAME = 30  # characters of a name on a button


async def overview(talk: Talk, page: int = 0) -> None:
    """Everybody with a role, those first who joined first, a page at a time."""
    known = await talk.turn.tx.people.with_role(*Role)
    page = min(page, (len(known) - 1) // PAGE)
    shown = known[page * PAGE : (page + 1) * PAGE]
    lines = [_line(talk, each) for each in shown]
    text = talk.words("people.head", count=len(known)) + "\n\n" + "\n".join(lines)
    left = [
        Button(talk.plain("button.has-left", name=each.name[:NAME]), f"l:{each.id}")
        for each in shown
        if each.id != talk.person.id
    ]
    talk.change(text, (*rows(*left), *_turns(talk, page, len(known))))


def _line(talk: Talk, person: Person) -> str:
    return talk.words(
        "people.line", name=person.name, roles=_roles(talk, person), since=_since(talk, person), id=person.id
    )


def _roles(talk: Talk, person: Person) -> str:
    return ", ".join(talk.plain(f"role.{role}") for role in sorted(person.roles))


def _since(talk: Talk, person: Person) -> str:
    return day(person.joined_at, talk.house.knowledge.council.zone) if person.joined_at else ""


def _turns(talk: Talk, page: int, count: int) -> Rows:
    turns = []
    if page:
        turns.append(Button(talk.plain("button.earlier"), f"l:0:{page - 1}"))
    if count > (page + 1) * PAGE:
        turns.append(Button(talk.plain("button.next"), f"l:0:{page + 1}"))
    return (tuple(turns),) if turns else ()


async def pressed(talk: Talk, person_id: int, word: str = "") -> None:
    """A button of the list: another page, "has left", and whether that is meant. Administrators only, in their chat."""
    if not (talk.incoming.private and talk.admits(ADMINS)):
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    person = await talk.turn.tx.people.find(person_id)
    if word.isdecimal():
        await overview(talk, int(word))
    elif person is None or not person.roles or person.id == talk.person.id:
        talk.toast(talk.plain("people.gone"), alert=True)
        await overview(talk)
    elif word == "sure":
        await talk.house.desk.leaving.leave(talk.turn, person)
        talk.toast(talk.plain("people.left", name=person.name))
        await overview(talk)
    else:
        sure = Button(talk.plain("button.has-left-sure"), f"l:{person.id}:sure")
        back = Button(talk.plain("button.back"), "l:0:0")
        talk.change(talk.words("people.sure", name=person.name, roles=_roles(talk, person)), rows(sure, back))
