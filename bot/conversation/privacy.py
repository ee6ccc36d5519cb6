"""People's rights: what becomes of what they write, a copy of it, and having it erased."""

from dataclasses import replace
from datetime import timedelta

from bot.content import Html
from bot.desk.enclosures import Made, enclose
from bot.desk.forgetting import forget
from bot.desk.personal import copy_for
from bot.domain.case import Case
from bot.domain.chat import Button, Op, rows
from bot.domain.session import Session
from bot.domain.severity import Level

from .talk import Talk

#: A copy is work for the database: at most one in this time.
BETWEEN_COPIES = timedelta(hours=1)


async def command(talk: Talk, name: str) -> None:
    """/notice, /mydata or /forgetme."""
    match name:
        case "notice":
            notice(talk)
        case "mydata":
            await copy(talk)
        case _:
            await ask(talk)


def notice(talk: Talk) -> None:
    """Who answers for what is written here, who reads it, how long it is kept, and what rights there are."""
    talk.session.noticed = True
    talk.say(talk.words("privacy.notice"))


async def copy(talk: Talk) -> None:
    """A copy of the person's data, as a file that is kept only until it is sent."""
    now, key = talk.turn.now, f"copy:{talk.person.id}"
    free_at = await talk.turn.tx.pace.pass_on(key, BETWEEN_COPIES, 1, now)
    if free_at > now:
        at = talk.house.desk.casework.notices.cards.when(free_at, now)
        talk.say(talk.words("mydata.wait", at=at))
        return
    text = await copy_for(talk.turn.tx, talk.house.knowledge, talk.person, talk.session, now)
    made = Made(f"mydata-{now:%Y-%m-%d}.json", text.encode(), talk.words("mydata.file"))
    await talk.turn.tx.audit.record(0, now, talk.person.id, "person:exported", text)
    talk.turn.send(await enclose(talk.turn, made, talk.incoming.chat_id))


async def ask(talk: Talk) -> None:
    """/forgetme: what goes, what stays and why; erases nothing yet."""
    yes = Button(talk.plain("button.forget"), "x:forget")
    talk.say(
        talk.words("forget.ask", stays=await _stays(talk)), rows(yes, Button(talk.plain("button.no-thanks"), "x:stay"))
    )


async def _stays(talk: Talk) -> Html:
    """What is not erased, a line for each kind of it, with the reason."""
    cases = await talk.turn.tx.cases.of_reporter(talk.person.id, None)
    still = [case for case in cases if not case.is_closed]
    closed = [case for case in cases if case.is_closed]
    lines = [talk.words("forget.stays.open", numbers=_numbers(still))] if still else []
    lines += [talk.words("forget.stays.closed", numbers=_numbers(closed))] if closed else []
    if talk.person.roles:
        lines.append(talk.words("forget.stays.role"))
        lines += [talk.words("forget.stays.training")] if await talk.turn.tx.learning.done(talk.person.id) else []
    elif cases:
        lines.append(talk.words("forget.stays.name"))
    lines += [talk.words("forget.stays.taught")] if await talk.turn.tx.taught.of_person(talk.person.id) else []
    return Html("\n".join([*lines, talk.words("forget.stays.log"), talk.words("forget.stays.chat")]))


def _numbers(cases: list[Case]) -> str:
    return ", ".join(case.number for case in cases)


async def pressed(talk: Talk, word: str) -> None:
    """The answer to /forgetme."""
    match word:
        case "forget":
            await _forget(talk)
        case "stay":
            talk.change(talk.words("forget.stayed"))
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def _forget(talk: Talk) -> None:
    tx, person = talk.turn.tx, talk.person
    stays = await _stays(talk)
    await talk.house.desk.silence.stop(talk.turn, talk.incoming.chat_id)
    await talk.house.desk.checkins.stop(talk.turn, person.id)
    await tx.erasing.conversation(person.id)
    await tx.erasing.learnt(person.id)
    if not person.roles and not await tx.cases.has_unfinished(person.id, Level.NONE):
        await tx.erasing.unsent(person.id)
    talk.session, talk.forgotten = Session(talk.session.key), True
    asked = replace(talk.outgoing(talk.words("forget.done", stays=stays)), op=Op.EDIT)
    await forget(talk.turn, person.id, replace(asked, message_id=talk.incoming.message_id))
