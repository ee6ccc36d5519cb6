"""/pack WL-0007, and the card's button: an evidence pack of a case, for whoever may open it, in their own chat."""

import re

from bot.desk.access import opens
from bot.desk.packing import has_pack
from bot.domain.case import Case
from bot.domain.text import is_number

from .talk import Talk

_NUMBER = re.compile(r"(?:wl[\s-]*)?(\d+)", re.ASCII | re.IGNORECASE)


async def command(talk: Talk) -> None:
    """/pack with the number of a case. Who may not open it does not learn whether there is one."""
    named = _NUMBER.fullmatch(talk.incoming.argument)
    if named is None:
        talk.say(talk.words("pack.how"))
        return
    case = await talk.turn.tx.cases.find(int(named[1])) if is_number(named[1]) else None
    may = case is not None and await opens(talk.turn.tx, talk.person, talk.incoming.chat_id, case)
    if case is None or not may:
        talk.say(talk.words("pack.not-here"))
    else:
        await ask(talk, case)


async def ask(talk: Talk, case: Case) -> None:
    """Have a pack of a case made that may be opened here."""
    packs = talk.house.desk.packs
    if not has_pack(case):
        talk.say(talk.words("pack.not-here"))
    elif not packs.can_sign:
        talk.say(talk.words("pack.no-key"))
    else:
        await packs.ask(talk.turn, case, talk.person.id)
        talk.say(talk.words("pack.coming", number=case.number))
