"""/training: administrators see who has done what, and look after the sessions that the council teaches."""

from dataclasses import replace

from bot.content import Html
from bot.content.times import day
from bot.desk.enclosures import Made, enclose
from bot.desk.roll import Pupil, roll, table
from bot.domain.chat import Button, rows
from bot.domain.lesson import Part
from bot.domain.person import ADMINS
from bot.domain.text import is_number

from . import arranging, rearranging
from .talk import Talk

PAGE = 15
SESSIONS = 6


async def overview(talk: Talk) -> None:
    """How many have done each part, and the sessions there are."""
    pupils, council = await roll(talk.turn, talk.house.desk.learning), talk.house.knowledge.council
    lines = [
        talk.words(
            "training.count",
            part=talk.plain(f"training.part.{part}"),
            done=sum(part in pupil.holds for pupil in pupils),
            count=len(pupils),
        )
        for part in Part
    ]
    sessions = await talk.turn.tx.taught.latest(SESSIONS)
    buttons = [Button(talk.plain("button.who-has-done-what"), "k:admin:list:0")]
    buttons += [Button(talk.plain("button.as-table"), "k:admin:csv")]
    buttons += [Button(talk.plain("button.new-session"), "k:admin:new")]
    for session in sessions:
        part, at = talk.plain(f"training.part.{session.part}"), day(session.at or session.made_at, council.zone)
        buttons.append(Button(talk.plain("button.session", part=part, day=at), f"k:admin:see:{session.id}"))
    talk.change("\n\n".join([talk.words("training.admin-head"), Html("\n".join(lines))]), rows(*buttons))


async def pressed(talk: Talk, *parts: str) -> None:
    """A button of /training. Administrators only, in their chat."""
    if not (talk.incoming.private and talk.admits(ADMINS)):
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    match parts:
        case ("home",):
            await overview(talk)
        case "list", page if is_number(page):
            await _list(talk, int(page))
        case ("csv",):
            await _table(talk)
        case ("new",):
            choices = [Button(talk.plain(f"training.part.{part}"), f"k:admin:new:{part}") for part in Part]
            talk.change(talk.words("training.new.part"), rows(*choices, _home(talk)))
        case "new", part if part in set(Part):
            await arranging.begin(talk, Part(part))
        case "record", session if is_number(session) and await arranging.record(talk, int(session)):
            await overview(talk)
        case "said" | "move" | "keep" | "moved" as verb, session, *rest if is_number(session):
            await rearranging.pressed(talk, verb, int(session), *rest)
        case verb, session, *rest if is_number(session):
            await arranging.pressed(talk, verb, int(session), *rest)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


def _home(talk: Talk) -> Button:
    return Button(talk.plain("button.back"), "k:admin:home")


async def _list(talk: Talk, page: int) -> None:
    """Everybody by name, a page at a time."""
    pupils = await roll(talk.turn, talk.house.desk.learning)
    page = min(page, max(0, len(pupils) - 1) // PAGE)
    lines = [_line(talk, pupil) for pupil in pupils[page * PAGE : (page + 1) * PAGE]]
    text = talk.words("training.list-head", count=len(pupils)) + "\n\n" + "\n".join(lines)
    talk.change(text, (*arranging.turns(talk, "k:admin:list", page, len(pupils), PAGE), (_home(talk),)))


def _line(talk: Talk, pupil: Pupil) -> str:
    zone, said = talk.house.knowledge.council.zone, []
    for part in Part:
        done = pupil.done.get(part)
        state = "none" if done is None else "done" if part in pupil.holds else "lapsed"
        at = day(done.at, zone) if done else ""
        said.append(talk.plain(f"training.mark.{state}", part=talk.plain(f"training.short.{part}"), day=at))
    return talk.words("training.list-line", name=pupil.person.name, parts=", ".join(said))


async def _table(talk: Talk) -> None:
    """The whole list as a file."""
    now, learning = talk.turn.now, talk.house.desk.learning
    content = table(await roll(talk.turn, learning), talk.house.knowledge, learning)
    made = Made(f"training-{now:%Y-%m-%d}.csv", content, talk.words("training.table"))
    await talk.turn.tx.audit.record(0, now, talk.person.id, "training:exported", content)
    talk.turn.send(replace(await enclose(talk.turn, made, talk.incoming.chat_id), readers=ADMINS))
