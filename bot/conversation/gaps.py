"""What people asked and did not find, shown to administrators: a group goes to an entry, or aside, with one tap."""

from bot.content import Html
from bot.desk.gaps import Gap, gather, holding
from bot.domain.chat import Button, Rows, rows
from bot.domain.entry import Entry
from bot.domain.person import ADMINS
from bot.domain.text import is_number

from .talk import Talk

GAPS_PAGE = 6
ENTRIES = 4
ENTRIES_PAGE = 8
WORDINGS = 8
#: Characters of a question on a button, and in a list.
SHORT, LONG = 40, 300


async def overview(talk: Talk, page: int = 0) -> None:
    """/gaps: the groups of open questions, the biggest first, a page at a time."""
    questions, proposals = await talk.turn.tx.feedback.questions(), await talk.turn.tx.feedback.proposals()
    gaps = gather(questions)
    page = min(page, max(0, len(gaps) - 1) // GAPS_PAGE)
    head = talk.words("gaps.head", count=len(questions), groups=len(gaps)) if gaps else talk.words("gaps.nothing")
    text = f"{head}\n\n{talk.words('gaps.proposed', count=len(proposals))}" if proposals else head
    shown = gaps[page * GAPS_PAGE : (page + 1) * GAPS_PAGE]
    layout = rows(*(Button(_label(talk, gap), f"q:{gap.id}") for gap in shown))
    turns = _turns(talk, "q:.list", page, len(gaps), GAPS_PAGE)
    talk.change(text, (*layout, *turns))
    if shown:
        await _keep(talk, [gap.wordings[0][0] for gap in shown])


async def _keep(talk: Talk, wordings: list[str]) -> None:
    """Who looked at what people asked, and at what, is in the audit."""
    await talk.turn.tx.audit.record(0, talk.turn.now, talk.person.id, "questions:shown", "\n".join(wordings))


async def pressed(talk: Talk, *parts: str) -> None:
    """A button of the list or of a group. The group is found anew by one of its questions, whatever it is by now."""
    if not (talk.incoming.private and talk.admits(ADMINS)):
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    match parts:
        case ".list", page if is_number(page):
            await overview(talk, int(page))
        case question, *verb if is_number(question):
            found = holding(gather(await talk.turn.tx.feedback.questions()), int(question))
            if found is None:
                talk.toast(talk.plain("gaps.gone"), alert=True)
                await overview(talk)
            else:
                await _settle(talk, *found, *verb)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _settle(talk: Talk, place: int, gap: Gap, *verb: str) -> None:
    """Show a group, look for its entry by subject, or be done with it."""
    catalogue, page = talk.house.knowledge.catalogue, place // GAPS_PAGE
    match verb:
        case ():
            _show(talk, gap, page)
            await _keep(talk, [wording for wording, _ in gap.wordings[:WORDINGS]])
        case (".topics",):
            _subjects(talk, gap)
        case ".topic", subject, number if subject in catalogue.subjects and is_number(number):
            _entries(talk, gap, subject, int(number))
        case (".aside",):
            await talk.turn.tx.feedback.set_aside(gap.ids)
            talk.toast(talk.plain("gaps.aside"))
            await overview(talk, page)
        case (id,) if id in catalogue:
            await talk.turn.tx.feedback.assign(gap.ids, id, talk.turn.now)
            talk.toast(talk.plain("gaps.assigned", title=catalogue[id].title))
            await overview(talk, page)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


def _show(talk: Talk, gap: Gap, page: int) -> None:
    lines = [_line(talk, wording, count) for wording, count in gap.wordings[:WORDINGS]]
    if (left := len(gap.wordings) - WORDINGS) > 0:
        lines.append(talk.words("gaps.more", count=left))
    verdicts = ", ".join(f"{told} {count}" for told, count in gap.verdicts(talk.house.knowledge.words).items())
    text = talk.words("gaps.group", count=len(gap.questions), verdicts=verdicts, questions=Html("\n".join(lines)))
    near = gap.nearest(talk.house.understanding.matcher, talk.house.knowledge.catalogue)[:ENTRIES]
    ways = (
        Button(talk.plain("button.other-topic"), f"q:{gap.id}:.topics"),
        Button(talk.plain("button.not-for-toolkit"), f"q:{gap.id}:.aside"),
        Button(talk.plain("button.back"), f"q:.list:{page}"),
    )
    talk.change(text, (*_belongs(gap, near), *rows(*ways)))


def _line(talk: Talk, wording: str, count: int) -> str:
    key = "gaps.asked-often" if count > 1 else "gaps.asked"
    return talk.words(key, question=_shortened(wording, LONG), count=count)


def _subjects(talk: Talk, gap: Gap) -> None:
    subjects = talk.house.knowledge.catalogue.subjects
    buttons = [Button(talk.plain(f"subject.{name}.label"), f"q:{gap.id}:.topic:{name}:0") for name in subjects]
    talk.change(_asking(talk, gap), (*rows(*buttons, width=2), _back(talk, f"q:{gap.id}")))


def _entries(talk: Talk, gap: Gap, subject: str, page: int) -> None:
    held = [entry for entry in talk.house.knowledge.catalogue.of(subject) if not entry.withdrawn]
    shown = held[page * ENTRIES_PAGE : (page + 1) * ENTRIES_PAGE]
    turns = _turns(talk, f"q:{gap.id}:.topic:{subject}", page, len(held), ENTRIES_PAGE)
    talk.change(_asking(talk, gap), (*_belongs(gap, shown), *turns, _back(talk, f"q:{gap.id}:.topics")))


def _asking(talk: Talk, gap: Gap) -> str:
    return talk.words("gaps.which", question=_shortened(gap.longest, LONG))


def _belongs(gap: Gap, entries: list[Entry] | tuple[Entry, ...]) -> Rows:
    return rows(*(Button(entry.title, f"q:{gap.id}:{entry.id}") for entry in entries))


def _turns(talk: Talk, data: str, page: int, count: int, size: int) -> Rows:
    """The buttons that leaf through a list of so many, where it has other pages."""
    turns = []
    if page:
        turns.append(Button(talk.plain("button.earlier"), f"{data}:{page - 1}"))
    if count > (page + 1) * size:
        turns.append(Button(talk.plain("button.next"), f"{data}:{page + 1}"))
    return (tuple(turns),) if turns else ()


def _back(talk: Talk, data: str) -> tuple[Button, ...]:
    return (Button(talk.plain("button.back"), data),)


def _label(talk: Talk, gap: Gap) -> str:
    wording, _ = gap.wordings[0]
    return talk.plain("button.gap", count=len(gap.questions), question=_shortened(wording, SHORT))


def _shortened(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
