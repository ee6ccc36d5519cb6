"""Questions: a sure match answers, an unsure one offers up to three, none offers a person."""

from bot.domain.chat import Button, Rows, rows
from bot.domain.entry import Entry
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.matching import Verdict

from .pages import Pages
from .talk import Talk

CHOICES = 3
SUBJECT_PAGE = 12


async def answer(talk: Talk, question: str, *, quiet: bool = False) -> bool:
    """Answer a question; whether anything was said. ``quiet`` says nothing where there is no answer."""
    result = talk.house.matcher.match(question)
    found = [talk.house.knowledge.catalogue.get(match.id) for match in result.matches]
    held = [entry for entry in found if entry is not None and entry.holds(talk.house.place_of(talk.person))]
    talk.session.question = question
    if result.verdict is Verdict.ANSWER and held and held[0].id == result.matches[0].id:
        show(talk, held[0], new=True)
        return True
    if result.verdict is not Verdict.NONE and held:
        buttons = [Button(entry.title, f"e:{entry.id}") for entry in held[:CHOICES]]
        none = Button(talk.plain("button.none-of-these"), "g:none")
        talk.say(talk.words("ask.unsure"), (*rows(*buttons, none), *way_back(talk)))
        return True
    if quiet:
        return False
    await talk.turn.tx.feedback.remember(question, result.verdict, [m.id for m in result.matches], talk.turn.now)
    talk.say(talk.words("ask.none"), person_buttons(talk))
    return True


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


def show(talk: Talk, entry: Entry, page: int = 0, *, new: bool = False) -> None:
    """Show a page of an entry: in place of the message whose button was pressed, or as a new one."""
    talk.session.subject = entry.id
    place = talk.house.place_of(talk.person)
    text, buttons = Pages(talk.house.knowledge).draw(entry, place, page, talk.turn.now)
    (talk.say if new else talk.change)(text, (*buttons, *way_back(talk)))


async def none_of_these(talk: Talk) -> None:
    """None of the offered entries was meant: editors hear of it, and a person is offered."""
    if talk.session.question:
        await talk.turn.tx.feedback.remember(talk.session.question, "none-of-these", [], talk.turn.now)
    talk.change(talk.words("ask.none"), person_buttons(talk))


async def vote(talk: Talk, entry_id: str, helped: bool) -> None:
    """Was this it? The answer stays; only a "no" leads on."""
    await talk.turn.tx.feedback.vote(entry_id, helped)
    if helped:
        talk.toast(talk.plain("ask.thanks"))
        return
    if talk.session.question:
        await talk.turn.tx.feedback.remember(talk.session.question, "missed", [entry_id], talk.turn.now)
    talk.say(talk.words("ask.missed"), person_buttons(talk))


def menu(talk: Talk) -> None:
    """All subjects."""
    buttons = [Button(talk.plain(f"subject.{s}.label"), f"s:{s}:0") for s in talk.house.knowledge.catalogue.subjects]
    guides = rows(Button(talk.plain("button.guides"), "g:guides"))
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
    await talk.house.casework.open(talk.turn, talk.person, report, Level.NONE, "question")
    talk.change(talk.words("ask.person-sent"))
