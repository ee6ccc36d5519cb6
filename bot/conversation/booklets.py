"""/booklet: the toolkit as a file, the whole or a subject of it, in ordinary or large print.

Officers, who print it for others, may have it for the other kind of council, too.
"""

from datetime import timedelta

from bot.desk.booklets import order_booklet
from bot.domain.chat import Button, rows
from bot.domain.entry import CouncilKind
from bot.domain.person import STAFF
from bot.paper import Choice

from .talk import Talk

#: The whole of it, where a subject's name would stand.
ALL = "all"
SIZES = ("ordinary", "large")
#: A booklet is work for the machine: three at once, and then one in this time.
BETWEEN, AT_ONCE = timedelta(minutes=10), 3


async def ask(talk: Talk) -> None:
    """The whole, or which subject."""
    knowledge, place = talk.house.knowledge, talk.house.place_of(talk.person)
    held = {entry.subject for entry in knowledge.catalogue.serving(place)}
    whole = Button(talk.plain("button.booklet-all"), f"n:b:{ALL}")
    subjects = [
        Button(talk.plain(f"subject.{subject}.label"), f"n:b:{subject}")
        for subject in knowledge.catalogue.subjects
        if subject in held
    ]
    talk.change(talk.words("booklet.chat.ask"), (*rows(whole), *rows(*subjects, width=2)))


async def pressed(talk: Talk, subject: str, choice: str = "") -> None:
    """A subject was chosen, or its size."""
    known, choices = (ALL, *talk.house.knowledge.catalogue.subjects), _choices(talk)
    if subject not in known or choice not in ("", *choices) or not talk.incoming.private:
        talk.toast(talk.plain("error.stale"), alert=True)
    elif choice:
        await _order(talk, subject, choice)
    else:
        sizes = [Button(label, f"n:b:{subject}:{each}") for each, label in choices.items()]
        back = Button(talk.plain("button.back"), "g:booklet")
        talk.change(talk.words("booklet.chat.size", what=_name(talk, subject)), rows(*sizes, back))


def _choices(talk: Talk) -> dict[str, str]:
    """The sizes, ``large``, with their labels; for officers those for the other kind of council, ``large-parish``."""
    sizes = {size: talk.plain(f"button.booklet-{size}") for size in SIZES}
    others = [kind for kind in CouncilKind if kind is not talk.person.council and talk.admits(STAFF)]
    return sizes | {
        f"{size}-{kind}": talk.plain(f"button.booklet-{kind}", size=label)
        for kind in others
        for size, label in sizes.items()
    }


async def _order(talk: Talk, subject: str, choice: str) -> None:
    now = talk.turn.now
    free_at = await talk.turn.tx.pace.pass_on(f"booklet:{talk.person.id}", BETWEEN, AT_ONCE, now)
    if free_at > now:
        at = talk.house.desk.casework.notices.cards.when(free_at, now)
        talk.change(talk.words("booklet.chat.wait", at=at))
        return
    subjects = () if subject == ALL else (subject,)
    size, _, kind = choice.partition("-")
    council = CouncilKind(kind) if kind else talk.person.council
    await order_booklet(talk.turn, talk.incoming.chat_id, Choice(council, subjects, size == "large"))
    talk.change(talk.words("booklet.chat.ordered", what=_name(talk, subject)))


def _name(talk: Talk, subject: str) -> str:
    return talk.plain("button.booklet-all" if subject == ALL else f"subject.{subject}.label")
