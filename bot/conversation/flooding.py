"""Too much from a stranger: one kind message, then silence until it lapses; danger is always heard."""

from datetime import datetime, timedelta

from bot.domain.chat import IncomingKind, MediaKind
from bot.domain.severity import Level
from bot.flows import REPORT

from . import danger, typed, walking
from .talk import Talk

#: Buttons about danger, by their room.
_DANGER = ("d:", "w:", "g:urgent")
_STEP = "danger"  # the flows' own question about it


async def is_too_much(talk: Talk) -> bool:
    """Whether to pass over what somebody without a role sends; the first time in a while they are told."""
    if talk.person.roles or await _is_evidence(talk):
        return False
    limits, now = talk.house.knowledge.council.limits, talk.turn.now
    in_minute, in_hour = await talk.turn.tx.floods.count(talk.person.id, now)
    if in_minute <= limits.minute and in_hour <= limits.hour:
        return False
    if _is_asked(talk) or _sounds_dangerous(talk) or await _has_case(talk, Level.URGENT):
        return False
    spell = timedelta(hours=1) if in_hour > limits.hour else timedelta(minutes=1)
    if await talk.turn.tx.pace.take_turn(f"flood:{talk.person.id}", _left(now, spell), now):
        talk.say(talk.words("limits.wait"))
    return True


def _left(now: datetime, spell: timedelta) -> timedelta:
    """How long it is until messages are counted anew."""
    return spell - timedelta(seconds=now.timestamp() % spell.total_seconds())


async def _is_evidence(talk: Talk) -> bool:
    """Whether files or a forwarded text come while there is something that they can belong to: they do not count."""
    files = any(attachment.kind is not MediaKind.STICKER for attachment in talk.incoming.attachments)
    if not (files or talk.incoming.forwarded_from):
        return False
    flow = talk.session.flow
    return (flow is not None and flow.name == REPORT) or await _has_case(talk, Level.NONE)


def _is_asked(talk: Talk) -> bool:
    """Whether the bot waits to hear if somebody is in danger, or what is to be done about it."""
    session = talk.session
    if session.asked or session.doubt or session.worry:
        return True
    if talk.pressed:
        room, *parts = talk.incoming.press.split(":")
        return room == "f" and len(parts) > 1 and parts[1].startswith(_STEP)
    step = walking.current(talk, session.flow) if session.flow is not None else None
    return step is not None and step.name == _STEP and bool(typed.read(talk, step, talk.incoming.text.strip()))


def _sounds_dangerous(talk: Talk) -> bool:
    incoming = talk.incoming
    if incoming.kind is IncomingKind.PRESS:
        return incoming.press.startswith(_DANGER)
    if talk.house.calls_for_help(incoming):
        return True
    found = danger.assess(talk, incoming.text)
    return found.check or found.level >= Level.URGENT


async def _has_case(talk: Talk, level: Level) -> bool:
    return await talk.turn.tx.cases.has_unfinished(talk.person.id, level)
