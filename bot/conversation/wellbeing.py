"""What people answer when they are asked how they are, and officers who want to hand a case over."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.content.aftercare import ANSWERS
from bot.domain.case import Case
from bot.domain.chat import Button, Rows, rows
from bot.domain.report import Report
from bot.domain.severity import Assessment, Level
from bot.language import words
from bot.storage.cases import Line, Said

from .talk import Talk

#: Asked for twice within this time, a talk is asked for once.
SAME_TALK = timedelta(hours=1)
#: In which somebody is heard once as being well.
ONCE = timedelta(days=1)
CASES = 10  # of an officer, each with a button
#: What people say before and after an answer that they write.
_BEFORE = re.compile(r"(?:hi|hello|well|i ?am|im|i feel|feeling|doing|still|a bit|a little|very|really|quite) ")
_AFTER = re.compile(r" (?:thanks|thank you|today|now|really|at the moment|for asking)$")
#: With a face or a question mark, "fine" may mean the contrary.
_PLAIN = re.compile(r"[\w\s.,!'’-]*")


async def pressed(talk: Talk, word: str) -> None:
    """A button under the question how somebody is, or under what an officer is told. Never in a group."""
    if not talk.incoming.private:
        word = ""
    match word:
        case "well" | "low":
            _answer(talk, word)
        case "talk":
            await _to_a_person(talk)
        case "stop":
            await _stop(talk)
        case "again":
            await _again(talk)
        case "hand" if talk.person.is_staff:
            await _hand_over(talk)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def answered(talk: Talk) -> bool:
    """An answer that somebody wrote in a word or two, who was asked within a day; False where it is something else."""
    word, tx = _meant(talk), talk.turn.tx
    if not word or not await talk.house.desk.checkins.was_asked_lately(talk.turn, talk.person.id):
        return False
    # That something was answered is remembered, not what.
    is_first = await tx.pace.take_turn(f"checkin-said:{talk.person.id}", ONCE, talk.turn.now)
    if word == "well" and not is_first:  # "okay" and "great" are said of other things as well
        return False
    await pressed(talk, word)
    return True


def _meant(talk: Talk) -> str:
    """Which of the answers a text is: a button's label, or what people say for it; "" for none."""
    said = " ".join(words(talk.incoming.text))
    for word in ANSWERS:
        if said == " ".join(words(talk.plain(f"button.checkin-{word}"))):
            return word
    while (after := _AFTER.search(said)) and after.start():
        said = said[: after.start()]
    meanings = {text: word for word in ("well", "low") for text in talk.plain(f"checkin.written.{word}").split(", ")}
    while said not in meanings and (before := _BEFORE.match(said)):
        said = said[before.end() :]
    word = meanings.get(said, "")
    return word if word == "low" or _PLAIN.fullmatch(talk.incoming.text) else ""


async def graver(talk: Talk, found: Assessment) -> Assessment:
    """How dangerous something sounds from somebody who was just asked how they are: no hint of self-harm is small."""
    if not found.self_harm or not await talk.house.desk.checkins.was_asked_lately(talk.turn, talk.person.id):
        return found
    return replace(found, level=Level.EMERGENCY, check=False)


def _answer(talk: Talk, word: str, more: Rows = (), **values: object) -> None:
    """Something kind and short in place of the question, the crisis lines, and the entry that fits."""
    place = talk.house.place_of(talk.person)
    lines = talk.house.desk.checkins.lines(place, talk.turn.now)
    entry = talk.house.knowledge.catalogue.get(ANSWERS[word])
    fitting = rows(Button(entry.title, f"e:{entry.id}")) if entry is not None and entry.holds(place) else ()
    person = rows(Button(talk.plain("button.checkin-talk"), "y:talk")) if word == "low" else ()
    talk.change(talk.words(f"checkin.{word}", lines=lines, **values), (*more, *person, *fitting))


async def _stop(talk: Talk) -> None:
    if await talk.turn.tx.wellbeing.ask_no_more(talk.person.id, talk.turn.now):
        await talk.turn.tx.audit.record(0, talk.turn.now, talk.person.id, "person:checkins-off")
    await talk.house.desk.checkins.stop(talk.turn, talk.person.id)
    _answer(talk, "stop", rows(Button(talk.plain("button.checkin-again"), "y:again")))


async def _again(talk: Talk) -> None:
    if await talk.turn.tx.wellbeing.ask_again(talk.person.id):
        await talk.turn.tx.audit.record(0, talk.turn.now, talk.person.id, "person:checkins-on")
    talk.change(talk.words("checkin.again"))


async def _to_a_person(talk: Talk) -> None:
    """The officer who has a case of theirs hears of it; where there is no case, somebody takes one."""
    tx, now = talk.turn.tx, talk.turn.now
    case, is_new = await _theirs(talk), await tx.pace.take_turn(f"talk:{talk.person.id}", SAME_TALK, now)
    if case is not None and not is_new:
        if talk.pressed:
            talk.toast(talk.plain("checkin.talk-known"), alert=True)
        else:
            talk.say(talk.words("checkin.talk-known"))
        return
    text, casework = talk.plain("checkin.wants-to-talk"), talk.house.desk.casework
    if case is None:
        report = Report("question", what=text, wishes=("advice",))
        away = talk.session.away
        case = await casework.open(talk.turn, talk.person, report, Level.CONCERN, "checkin", away=away)
    else:
        case = await casework.add(talk.turn, case, Line(now, talk.person.id, Said.REPORTER, text))
    talk.session.put_aside()
    talk.session.awaiting = f"talk:{case.id}"
    stop = rows(Button(talk.plain("button.stop-talk"), "g:stop"))
    _answer(talk, "talk", stop, desk=talk.plain(f"desk.{case.desk}"), number=case.number)


async def _theirs(talk: Talk) -> Case | None:
    """The unfinished case that an officer has, or else the gravest and newest."""
    cases = await talk.turn.tx.cases.of_reporter(talk.person.id)
    unfinished = [case for case in cases if not case.is_closed]
    return max(unfinished, key=lambda case: (bool(case.holder), case.level, case.id), default=None)


async def _hand_over(talk: Talk) -> None:
    """The cases that an officer has, each with the way to give it to somebody else."""
    around = await talk.turn.tx.listing.around(talk.person.id)
    theirs = [case for case in around if case.holder == talk.person.id][:CASES]
    if not theirs:
        talk.toast(talk.plain("exposure.none"), alert=True)
        return
    numbers = [Button(case.number, f"c:{case.id}:hand") for case in theirs]
    talk.say(talk.words("exposure.which"), rows(*numbers, width=2))
