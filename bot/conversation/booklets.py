"""/booklet: the toolkit as a file, the whole or a subject of it, in ordinary or large print."""

from datetime import timedelta

from bot.desk.booklets import order_booklet
from bot.domain.chat import Button, rows
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


async def pressed(talk: Talk, subject: str, size: str = "") -> None:
    """A subject was chosen, or its size."""
    known = (ALL, *talk.house.knowledge.catalogue.subjects)
    if subject not in known or size not in ("", *SIZES) or not talk.incoming.private:
        talk.toast(talk.plain("error.stale"), alert=True)
    elif size:
        await _order(talk, subject, large=size == "large")
    else:
        sizes = [Button(talk.plain(f"button.booklet-{each}"), f"n:b:{subject}:{each}") for each in SIZES]
        back = Button(talk.plain("button.back"), "g:booklet")
        talk.change(talk.words("booklet.chat.size", what=_name(talk, subject)), rows(*sizes, back))


async def _order(talk: Talk, subject: str, *, large: bool) -> None:
    now = talk.turn.now
    free_at = await talk.turn.tx.pace.pass_on(f"booklet:{talk.person.id}", BETWEEN, AT_ONCE, now)
    if free_at > now:
        at = talk.house.desk.casework.notices.cards.when(free_at, now)
        talk.change(talk.words("booklet.chat.wait", at=at))
        return
    subjects = () if subject == ALL else (subject,)
    await order_booklet(talk.turn, talk.incoming.chat_id, Choice(talk.person.council, subjects, large))
    talk.change(talk.words("booklet.chat.ordered", what=_name(talk, subject)))


def _name(talk: Talk, subject: str) -> str:
    return talk.plain("button.booklet-all" if subject == ALL else f"subject.{subject}.label")
