"""What an officer does for a councillor without Telegram: the letters to them, what they say, a copy of their data."""

from bot.desk.enclosures import Made, enclose
from bot.desk.letter_maker import named, order_letter
from bot.desk.letters import reached
from bot.desk.mailing import post_letter
from bot.desk.personal import copy_for_absent
from bot.domain.absent import Absent, Letter
from bot.domain.case import Case
from bot.domain.chat import Button, rows
from bot.domain.person import STAFF
from bot.flows import BEHALF

from . import walking
from .talk import Talk

SHOWN = 6  # the latest letters
#: What lets a letter be read, and what the audit calls it.
_READ = {"show": "shown", "txt": "exported", "pdf": "exported"}
_MARK = {True: "✓", False: "✉"}


async def begin(talk: Talk) -> None:
    """/newcase: an officer enters a case for somebody without Telegram."""
    await walking.begin(talk, BEHALF)


async def pressed(talk: Talk, verb: str, number: int, word: str) -> None:
    """A button of a case on somebody's behalf ("c"), or of a letter ("l"), checked against the database."""
    if not talk.admits(STAFF):
        talk.toast(talk.plain("officer.only"), alert=True)
        return
    tx, letters = talk.turn.tx, talk.house.desk.casework.notices.letters
    letter = await tx.absent.letter(number) if verb == "l" else None
    case_id = letter.case_id if letter else number if verb == "c" else 0
    case, who = await tx.cases.hold(case_id), await tx.absent.of_case(case_id)
    letter = await tx.absent.letter(number) if letter else None  # it may have been told or mailed meanwhile
    allowed = case is not None and await letters.may_pass_on(tx, case, talk.person.id)
    if case is not None and letter is not None and not allowed:
        allowed = await letters.has(tx, case, letter, talk.person.id)
    if case is None or who is None or not (allowed and talk.incoming.private):
        talk.toast(talk.plain("officer.not-here"), alert=True)
    elif letter is not None:
        await _letter(talk, case, who, letter, word)
    else:
        await _case(talk, case, who, word)


async def _case(talk: Talk, case: Case, who: Absent, word: str) -> None:
    match word:
        case "":
            await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, "case:behalf:shown")
            await overview(talk, case, who)
        case "told" if not case.is_closed:
            talk.session.awaiting = f"told:{case.id}"
            stop = rows(Button(talk.plain("button.stop-writing"), "g:stop"))
            talk.say(talk.words("newcase.write-told", number=case.number), stop)
        case "told":
            talk.toast(talk.plain("newcase.closed"), alert=True)
        case "copy":
            await _copy(talk, case, who)
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


async def overview(talk: Talk, case: Case, who: Absent) -> None:
    """Whose case it is, what they agreed to, and the letters to them."""
    cards, words = talk.house.desk.casework.notices.cards, talk.house.knowledge.words
    letters = await talk.turn.tx.absent.letters(case.id)
    agreed = ", ".join(talk.plain(f"agreed.{each}") for each in who.agreed) or talk.plain("agreed.nothing")
    name = who.name or talk.plain("letter.no-name")
    text = talk.words(
        "newcase.overview", number=case.number, name=name, how=reached(words, who), agreed=agreed, count=len(letters)
    )
    shown = [
        Button(f"{_MARK[letter.told_at is not None]} {cards.when(letter.at, talk.turn.now)}", f"n:l:{letter.id}:show")
        for letter in letters[-SHOWN:]
    ]
    told = [] if case.is_closed else [Button(talk.plain("button.behalf-told"), f"n:c:{case.id}:told")]
    copy = Button(talk.plain("button.behalf-copy"), f"n:c:{case.id}:copy")
    talk.turn.send(talk.about(case.id, text, (*rows(*told, copy), *rows(*shown, width=2))))


async def _copy(talk: Talk, case: Case, who: Absent) -> None:
    """A copy of the person's data, to hand over: all cases of theirs that are not kept from the officer."""
    tx, letters = talk.turn.tx, talk.house.desk.casework.notices.letters
    found = [await tx.cases.find(case_id) for case_id in await tx.absent.cases_of(who) or [case.id]]
    cases = [each for each in found if each and await letters.may_pass_on(tx, each, talk.person.id)]
    text = await copy_for_absent(tx, talk.house.knowledge, who, cases, talk.turn.now)
    for each in cases:
        await tx.audit.record(each.id, talk.turn.now, talk.person.id, "case:exported", text)
    made = Made(f"data-{case.number}.json", text.encode(), talk.words("newcase.copy", number=case.number))
    talk.turn.send(await enclose(talk.turn, made, talk.incoming.chat_id, case.id))


async def _letter(talk: Talk, case: Case, who: Absent, letter: Letter, word: str) -> None:
    chat_id = talk.incoming.chat_id
    if word in _READ:
        action = f"case:letter:{_READ[word]}"
        await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, action, letter.text)
    match word:
        case "show":
            talk.turn.send(*talk.house.desk.casework.notices.letters.shown(case, who, letter, chat_id))
        case "ways":
            _ways(talk, case, who, letter)
        case "told":
            await _told(talk, case, letter)
        case "txt":
            made = Made(named(case, letter, "txt"), letter.text.encode(), talk.words("letter.made", number=case.number))
            talk.turn.send(await enclose(talk.turn, made, chat_id, case.id))
        case "pdf":
            await order_letter(talk.turn, letter, chat_id)
            talk.toast(talk.plain("letter.ordered"))
        case "mail" | "mail-sure" if who.takes_mail and talk.house.desk.mails:
            await _mail(talk, case, who, letter, sure=word == "mail-sure")
        case _:
            talk.toast(talk.plain("error.stale"), alert=True)


def _ways(talk: Talk, case: Case, who: Absent, letter: Letter) -> None:
    """How a letter can leave the bot."""
    words = ["pdf", "txt", *(["mail"] if who.takes_mail and talk.house.desk.mails else []), "told"]
    buttons = [Button(talk.plain(f"button.letter-{word}"), f"n:l:{letter.id}:{word}") for word in words]
    text = talk.words("letter.ways", number=case.number, how=reached(talk.house.knowledge.words, who))
    talk.turn.send(talk.about(case.id, text, rows(*buttons, width=2)))


async def _told(talk: Talk, case: Case, letter: Letter) -> None:
    if letter.told_at is None:
        await talk.turn.tx.absent.told(letter.id, talk.turn.now)
        await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, "case:letter:told", letter.text)
        await talk.house.desk.casework.notices.refresh(talk.turn, case)
    talk.toast(talk.plain("letter.noted"))


async def _mail(talk: Talk, case: Case, who: Absent, letter: Letter, *, sure: bool) -> None:
    """What goes by email is what the officer sees; it leaves on the second press, once."""
    if letter.told_at is not None:
        talk.toast(talk.plain("letter.told-already"), alert=True)
    elif sure:
        await post_letter(talk.turn, letter, talk.incoming.chat_id)
        await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, "case:letter:confirmed", letter.text)
        talk.change(talk.words("letter.on-its-way", number=case.number), case_id=case.id)
    else:
        subject = talk.plain("letter.subject", number=case.number)
        text = talk.words("letter.sure", address=who.address, subject=subject)
        letters = talk.house.desk.casework.notices.letters
        talk.turn.send(*letters.shown(case, who, letter, talk.incoming.chat_id, buttons=()))
        yes = Button(talk.plain("button.letter-mail-sure"), f"n:l:{letter.id}:mail-sure")
        talk.turn.send(talk.about(case.id, text, rows(yes)))
