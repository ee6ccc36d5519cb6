"""Questions: a sure match answers, an unsure one offers up to three, none offers a person."""

from collections.abc import Iterable

from bot.domain.chat import Button, Rows, rows
from bot.domain.entry import Entry
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.matching import Result, Verdict

from .pages import Pages
from .talk import Talk

CHOICES = 3
SUBJECT_PAGE = 12
_WELSH_SUPPORT = "in-welsh"
#: Small talk after which people may want to know where to go on.
_LEADS_ON = frozenset({"greeting", "robot", "abilities", "yes-no", "cross"})


async def answer(talk: Talk, message: str, *, quiet: bool = False, concern: bool = False, kept: bool = True) -> bool:
    """Answer a message; whether anything was said.

    ``quiet`` says nothing where there is no answer. With ``concern`` an answer also leads to a report. Unless ``kept``,
    editors never see what found no answer: it may tell of danger.
    """
    understood = talk.house.understanding.read(message, talk.session.subject)
    if understood.smalltalk:
        _chat(talk, understood.smalltalk)
        return True
    talk.session.question, talk.session.question_is_private = message, not kept
    if understood.where and await _ask_where(talk, understood.where):
        return True
    first, *others = understood.results
    held = _held(talk, first)
    if understood.welsh is not None and not quiet:
        _say_what_was_read(talk, understood.welsh, answered=bool(held) and first.verdict is not Verdict.NONE)
    if first.verdict is Verdict.ANSWER and held and held[0].id == first.matches[0].id:
        talk.house.tally.asked("answered")
        show(talk, held[0], new=True, more=_to_report(talk) if concern else ())
        _offer_others(talk, others)
        return True
    if first.verdict is not Verdict.NONE and held:
        talk.house.tally.asked("offered")
        buttons = [Button(entry.title, f"e:{entry.id}") for entry in held[:CHOICES]]
        none = Button(talk.plain("button.none-of-these"), "g:none")
        report = _to_report(talk) if concern else ()
        talk.say(talk.words("ask.unsure"), (*rows(*buttons, none), *report, *way_back(talk)))
        return True
    if quiet:
        return False
    talk.house.tally.asked("unanswered")
    await _remember(talk, first.verdict, [match.id for match in first.matches])
    if understood.welsh is None:
        talk.say(talk.words("ask.none" if _may_keep(talk) else "ask.none-not-kept"), person_buttons(talk))
    return True


def _held(talk: Talk, result: Result) -> list[Entry]:
    """The entries of a result that hold where the person serves, best first."""
    place = talk.house.place_of(talk.person)
    found = [talk.house.knowledge.catalogue.get(match.id) for match in result.matches]
    return [entry for entry in found if entry is not None and entry.holds(place)]


def _chat(talk: Talk, kind: str) -> None:
    """A friendly word is answered as a person would, with the ways on."""
    buttons = person_buttons(talk) if kind in _LEADS_ON else way_back(talk)
    talk.say(talk.words(f"smalltalk.{kind}"), buttons)


async def _ask_where(talk: Talk, action: str) -> bool:
    """Only the platform is missing: offer them all, and what helps on any; whether there was anything to offer."""
    knowledge, place = talk.house.knowledge, talk.house.place_of(talk.person)
    pages = {id: knowledge.catalogue.get(f"{id}.{action}") for id in knowledge.platforms}
    there = [
        Button(knowledge.platforms[id].name, f"e:{entry.id}")
        for id, entry in pages.items()
        if entry is not None and entry.holds(place)
    ]
    general = knowledge.catalogue.get(knowledge.actions[action].entry)
    anywhere = rows(Button(general.title, f"e:{general.id}")) if general is not None and general.holds(place) else ()
    if there:
        talk.say(talk.words("ask.where"), (*rows(*there, width=2), *anywhere, *way_back(talk)))
    return bool(there)


def _offer_others(talk: Talk, others: list[Result]) -> None:
    """The answers to the other questions of the message, a tap away."""
    found = [held[0] for result in others if (held := _held(talk, result))]
    if found:
        talk.say(talk.words("ask.also"), rows(*(Button(entry.title, f"e:{entry.id}") for entry in found)))


def _say_what_was_read(talk: Talk, read: Iterable[tuple[str, str]], *, answered: bool) -> None:
    """A message in Welsh: what was understood of it, and who speaks Welsh."""
    understood = ", ".join(f"{welsh} = {english}" for welsh, english in read)
    entry = talk.house.knowledge.catalogue.get(_WELSH_SUPPORT)
    support = rows(Button(entry.title, f"e:{entry.id}")) if entry is not None else ()
    if answered and understood:
        talk.say(talk.words("welsh.note", words=understood), support)
    else:
        talk.say(talk.words("welsh.unread"), (*support, *person_buttons(talk)))


def person_buttons(talk: Talk) -> Rows:
    """The ways on where the toolkit has no answer."""
    ways = rows(
        Button(talk.plain("button.ask-person"), "g:person"),
        Button(talk.plain("button.report"), "g:report"),
        Button(talk.plain("button.menu"), "g:menu"),
    )
    return (*ways, *way_back(talk))


def way_back(talk: Talk) -> Rows:
    """The way back to what was interrupted by a question."""
    return rows(Button(talk.plain("button.back-to-report"), "g:resume")) if talk.session.flow is not None else ()


def _to_report(talk: Talk) -> Rows:
    """What somebody at the council should deal with can be reported; not where a report is under way already."""
    return rows(Button(talk.plain("button.report"), "g:report")) if talk.session.flow is None else ()


def show(talk: Talk, entry: Entry, page: int = 0, *, new: bool = False, more: Rows = ()) -> None:
    """Show a page of an entry: in place of the message whose button was pressed, or as a new one."""
    talk.session.subject = entry.id
    place = talk.house.place_of(talk.person)
    text, buttons = Pages(talk.house.knowledge).draw(entry, place, page, talk.turn.now)
    (talk.say if new else talk.change)(text, (*buttons, *more, *way_back(talk)))


async def none_of_these(talk: Talk) -> None:
    """None of the offered entries was meant: editors hear of it, and a person is offered."""
    await _remember(talk, "none-of-these", [])
    talk.change(talk.words("ask.none" if _may_keep(talk) else "ask.none-not-kept"), person_buttons(talk))


async def vote(talk: Talk, entry_id: str, helped: bool) -> None:
    """Was this it? The answer stays; only a "no" leads on."""
    await talk.turn.tx.feedback.vote(entry_id, helped)
    if helped:
        talk.toast(talk.plain("ask.thanks"))
        return
    await _remember(talk, "missed", [entry_id])
    talk.say(talk.words("ask.missed" if _may_keep(talk) else "ask.missed-not-kept"), person_buttons(talk))


async def _remember(talk: Talk, verdict: str, offered: list[str]) -> None:
    if talk.session.question and _may_keep(talk):
        await talk.turn.tx.feedback.remember(talk.session.question, verdict, offered, talk.turn.now)


def _may_keep(talk: Talk) -> bool:
    """Editors hear what found no answer, unless it may tell of danger."""
    return not talk.session.question_is_private


def menu(talk: Talk) -> None:
    """All subjects."""
    buttons = [Button(talk.plain(f"subject.{s}.label"), f"s:{s}:0") for s in talk.house.knowledge.catalogue.subjects]
    learn = Button(talk.plain("button.learn"), "k:home")
    booklet = Button(talk.plain("button.booklet"), "g:booklet")
    guides = rows(Button(talk.plain("button.guides"), "g:guides"), learn, booklet)
    talk.change(talk.words("menu.subjects"), (*guides, *rows(*buttons, width=2)))


def subject(talk: Talk, name: str, page: int) -> None:
    """The entries of one subject that hold where the person serves, a page at a time."""
    if name not in talk.house.knowledge.catalogue.subjects:
        menu(talk)
        return
    place = talk.house.place_of(talk.person)
    held = [entry for entry in talk.house.knowledge.catalogue.of(name) if entry.holds(place)]
    shown = held[page * SUBJECT_PAGE : (page + 1) * SUBJECT_PAGE]
    turns = []
    if page:
        turns.append(Button(talk.plain("button.back"), f"s:{name}:{page - 1}"))
    if len(held) > (page + 1) * SUBJECT_PAGE:
        turns.append(Button(talk.plain("button.next"), f"s:{name}:{page + 1}"))
    layout = rows(*(Button(entry.title, f"e:{entry.id}") for entry in shown))
    up = (Button(talk.plain("button.menu"), "g:menu"),)
    text = talk.words("menu.subject", label=talk.plain(f"subject.{name}.label"))
    talk.change(text, (*layout, *((tuple(turns),) if turns else ()), up))


def offer_person(talk: Talk) -> None:
    """Say who will read the question before it is sent to anybody."""
    question = talk.session.question
    if not question:
        talk.session.awaiting = "question"
        talk.change(talk.words("ask.write-question"))
        return
    buttons = rows(
        Button(talk.plain("button.send"), "g:person-send"), Button(talk.plain("button.no-thanks"), "g:stop"), width=2
    )
    talk.change(talk.words("ask.person", question=question[:600]), buttons)


async def send_to_person(talk: Talk) -> None:
    """Open a case for the question."""
    question, talk.session.question = talk.session.question, ""
    if not question:
        offer_person(talk)
        return
    report = Report("question", what=question, wishes=("advice",))
    away = talk.session.away
    await talk.house.desk.casework.open(talk.turn, talk.person, report, Level.NONE, "question", away=away)
    talk.change(talk.words("ask.person-sent"))
