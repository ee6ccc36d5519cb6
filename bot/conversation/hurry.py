"""Whose turn is first: what tells of danger goes before what others ask, however many they are."""

from bot.domain.chat import Incoming, IncomingKind
from bot.domain.severity import Level
from bot.language import words

from . import danger
from .house import House


def is_pressing(house: House, incoming: Incoming) -> bool:
    """Whether a message goes before what others wrote, by a glance at it alone.

    A press waits for an answer that people see at once, and a yes may answer whether somebody is in danger. Where the
    glance is mistaken, an ordinary message is early, or danger has its turn in the order of its arrival.
    """
    if incoming.kind is IncomingKind.PRESS:
        return True
    if not incoming.private or incoming.kind not in (IncomingKind.MESSAGE, IncomingKind.EDIT):
        return False
    if house.calls_for_help(incoming) or danger.is_yes(words(incoming.text)):
        return True
    found = house.assessor.glance(incoming.text)
    return found.check or found.level >= Level.URGENT
