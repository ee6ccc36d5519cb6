"""Too much from a stranger: one kind message, then silence until it lapses; danger is always heard."""

from bot.domain.chat import IncomingKind
from bot.domain.severity import Level

from . import danger
from .talk import Talk

#: Buttons about danger, by their room.
_DANGER = ("d:", "w:", "g:urgent")


async def is_too_much(talk: Talk) -> bool:
    """Whether to pass over what somebody without a role sends; the first time in a while they are told."""
    if talk.person.roles:
        return False
    limits = talk.house.knowledge.council.limits
    in_minute, in_hour = await talk.turn.tx.floods.count(talk.person.id, talk.turn.now)
    if in_minute <= limits.minute and in_hour <= limits.hour:
        return False
    if _sounds_dangerous(talk) or await _has_urgent_case(talk):
        return False
    if in_hour == limits.hour + 1 or (in_hour <= limits.hour and in_minute == limits.minute + 1):
        talk.say(talk.words("limits.wait"))
    return True


def _sounds_dangerous(talk: Talk) -> bool:
    incoming = talk.incoming
    if incoming.kind is IncomingKind.PRESS:
        return incoming.press.startswith(_DANGER)
    if "urgent" in (incoming.command, talk.house.command(incoming.text)):
        return True
    found = danger.assess(talk, incoming.text)
    return found.check or found.level >= Level.URGENT


async def _has_urgent_case(talk: Talk) -> bool:
    return await talk.turn.tx.cases.has_unfinished(talk.person.id, Level.URGENT)
