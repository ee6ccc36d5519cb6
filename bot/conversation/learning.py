"""/learn: the parts and modules with how far somebody is, what comes back, and going on where one was."""

from dataclasses import dataclass
from datetime import timedelta

from bot.content import Html
from bot.content.times import day
from bot.domain.chat import Button, rows
from bot.domain.learning import Course, Progress, Spot
from bot.domain.lesson import Module, Part
from bot.domain.person import Role
from bot.domain.taught import Reply
from bot.domain.text import is_number

from . import teaching, training
from .talk import Talk

#: A certificate is work for the machine: at most one of a person's in this time.
BETWEEN_CERTIFICATES = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody's course, and how far they are in it."""

    course: Course
    progress: Progress


async def pupil(talk: Talk) -> Pupil:
    """Whoever talks, as a learner."""
    learning = talk.house.desk.learning
    return Pupil(learning.course(talk.person), await learning.progress(talk.turn.tx, talk.person.id))


async def overview(talk: Talk) -> None:
    """/learn: what is due first, then the parts."""
    who = await pupil(talk)
    if not talk.person.roles or not who.course.parts:
        talk.change(talk.words("training.none" if talk.person.roles else "training.strangers"))
        return
    due = who.progress.due(who.course, talk.turn.now)
    text = [talk.words("training.head"), Html("\n".join(_part_line(talk, who, part) for part in who.course.parts))]
    if talk.house.desk.nudging.is_newcomer(talk.person, who.progress, talk.turn.now):
        text.insert(1, talk.words("training.newcomer"))
    if due:
        text.append(talk.words("training.due", count=len(due)))
    if who.progress.open_in(who.course.spots(), talk.turn.now):
        text.append(talk.words("training.length"))
    sessions = await _sessions(talk)
    ways = (*rows(*_ways_on(talk, who, due)), *rows(*sessions), *rows(*await _settings(talk, who)))
    talk.change("\n\n".join(text), ways)


async def _sessions(talk: Talk) -> list[Button]:
    """The taught sessions that a councillor can come to."""
    if Role.COUNCILLOR not in talk.person.roles:
        return []
    zone, found = talk.house.knowledge.council.zone, []
    for session in await talk.house.desk.teaching.coming(talk.turn):
        part, at = talk.plain(f"training.part.{session.part}"), day(session.at or session.made_at, zone)
        found.append(Button(talk.plain("button.coming-session", part=part, day=at), f"k:taught:{session.id}"))
    return found


async def _invitation(talk: Talk, session_id: int) -> None:
    """The invitation to a session once more, or for who joined since."""
    session = next((each for each in await talk.house.desk.teaching.coming(talk.turn) if each.id == session_id), None)
    if session is None or Role.COUNCILLOR not in talk.person.roles:
        talk.toast(talk.plain("training.reply.over"), alert=True)
    else:
        await talk.house.desk.teaching.invite_to(talk.turn, session, talk.person)


def _ways_on(talk: Talk, who: Pupil, due: tuple[Spot, ...]) -> list[Button]:
    ways = [Button(talk.plain("button.look-again", count=len(due)), "k:due")] if due else []
    following = who.progress.open_in(who.course.spots(), talk.turn.now)
    if following:
        begun = any(spot.question.key in who.progress.answered for spot in who.course.spots())
        label = talk.plain("button.learn-on" if begun else "button.learn-begin", title=following[0].lesson.title)
        ways.append(Button(label, f"k:l:{following[0].module.id}/{following[0].lesson.id}"))
    return ways


async def _settings(talk: Talk, who: Pupil) -> list[Button]:
    parts = [Button(talk.plain(f"training.part.{part}"), f"k:p:{part}") for part in who.course.parts]
    stopped = (await talk.turn.tx.learning.learner(talk.person.id)).stopped_at is not None
    reminders = "start-reminders" if stopped else "stop-reminders"
    again = Button(talk.plain(f"button.{reminders}"), f"k:{reminders.partition('-')[0]}")
    return [*parts, again]


def _part_line(talk: Talk, who: Pupil, part: Part) -> str:
    spots = who.course.spots(part)
    values = {"part": talk.plain(f"training.part.{part}"), "count": len(spots)}
    values["done"] = len(spots) - len(who.progress.open_in(spots, talk.turn.now))
    lapse = who.progress.lapses_at(part)
    if lapse is None:
        return talk.words("training.part-line.open", **values)
    state = "lapsed" if not who.progress.holds(part, talk.turn.now) else "done"
    if state == "done" and not who.progress.is_settled(part, talk.turn.now):
        state = "again"
    return talk.words(f"training.part-line.{state}", day=day(lapse, talk.house.knowledge.council.zone), **values)


async def pressed(talk: Talk, *parts: str) -> None:
    """A button of the training."""
    if not talk.incoming.private or not talk.person.roles:
        talk.toast(talk.plain("error.stale"), alert=True)
        return
    who = await pupil(talk)
    match parts:
        case "admin", *rest:
            await training.pressed(talk, *rest)
        case ("home",):
            await overview(talk)
        case "p", part if part in who.course.parts:
            await _part(talk, who, Part(part))
        case "m", id if any(module.id == id for module in who.course.modules):
            _module(talk, who, next(module for module in who.course.modules if module.id == id))
        case "cert", part if part in who.progress.done:
            await _certificate(talk, who, Part(part))
        case ("stop" | "start" as word,):
            await talk.turn.tx.learning.stop(talk.person.id, talk.turn.now if word == "stop" else None)
            talk.toast(talk.plain(f"training.reminders.{word}"), alert=True)
        case "taught", session if is_number(session):
            await _invitation(talk, int(session))
        case "come", session, ("yes" | "no") as reply if is_number(session):
            await _reply(talk, int(session), Reply(reply))
        case _:
            await teaching.pressed(talk, who.course, who.progress, *parts)


async def _part(talk: Talk, who: Pupil, part: Part) -> None:
    """The modules of a part."""
    modules = [module for module in who.course.modules if module.part is part]
    lines = [_module_line(talk, who, module) for module in modules]
    buttons = [Button(module.title, f"k:m:{module.id}") for module in modules]
    if part in who.progress.done:
        buttons.append(Button(talk.plain("button.certificate"), f"k:cert:{part}"))
    back = Button(talk.plain("button.back"), "k:home")
    about = talk.words(f"training.part-about.{part}")
    head = talk.words("training.part-head", part=talk.plain(f"training.part.{part}"), about=about)
    talk.change("\n\n".join([head, *lines]), rows(*buttons, back))


def _spots(who: Pupil, module: Module) -> tuple[Spot, ...]:
    return tuple(spot for spot in who.course.spots(module.part) if spot.module.id == module.id)


def _module_line(talk: Talk, who: Pupil, module: Module) -> str:
    spots = _spots(who, module)
    left = len(who.progress.open_in(spots, talk.turn.now))
    values = {"title": module.title, "about": module.about, "done": len(spots) - left, "count": len(spots)}
    return talk.words("training.module-line" if left else "training.module-line-done", **values)


def _module(talk: Talk, who: Pupil, module: Module) -> None:
    """The lessons of a module."""
    open_ones = {spot.lesson.id for spot in who.progress.open_in(_spots(who, module), talk.turn.now)}
    buttons = [
        Button(
            talk.plain("button.lesson" if lesson.id in open_ones else "button.lesson-done", title=lesson.title),
            f"k:l:{module.id}/{lesson.id}",
        )
        for lesson in module.lessons
    ]
    back = Button(talk.plain("button.back"), f"k:p:{module.part}")
    talk.change(_module_line(talk, who, module), rows(*buttons, back))


async def _certificate(talk: Talk, who: Pupil, part: Part) -> None:
    """The certificate of a part that is done, once more."""
    key, now = f"certificate:{talk.person.id}", talk.turn.now
    if await talk.turn.tx.pace.pass_on(key, BETWEEN_CERTIFICATES, 1, now) <= now:
        await talk.house.desk.learning.certify(talk.turn, talk.person, who.progress.done[part])
    talk.toast(talk.plain("training.certificate.coming"))


async def _reply(talk: Talk, session_id: int, reply: Reply) -> None:
    """Whether somebody comes to a taught session."""
    session = await talk.turn.tx.taught.find(session_id)
    if session is None or session.at is None or session.at <= talk.turn.now:
        talk.toast(talk.plain("training.reply.over"), alert=True)
    elif await talk.turn.tx.taught.reply(session_id, talk.person.id, reply):
        talk.toast(talk.plain(f"training.reply.{reply}"), alert=True)
    else:
        talk.toast(talk.plain("error.stale"), alert=True)
