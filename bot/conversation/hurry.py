"""Whose turn is first: what tells of danger goes before what others ask, however many they are."""

from bot.domain.chat import Incoming, IncomingKind
from bot.domain.severity import Level
from bot.language import words
from bot.storage.row import NORMAL, SOON, URGENT, Priority

from . import danger
from .house import House

#: Characters at either end of a message that are glanced at.
GLANCED = 500


def urgency(house: House, incoming: Incoming) -> Priority:
    """Whether a message goes before what others wrote, by a glance at it, and by a second where that leaves a doubt.

    A press waits for an answer that people see at once, and a yes may answer whether somebody is in danger. Where the
    glance is mistaken, an ordinary message is early, or danger has its turn in the order of its arrival.
    """
    if incoming.kind is IncomingKind.PRESS:
        return URGENT
    if not incoming.private or incoming.kind not in (IncomingKind.MESSAGE, IncomingKind.EDIT):
        return NORMAL
    if house.calls_for_help(incoming) or danger.is_yes(words(incoming.text)):
        return URGENT
    text = _ends(incoming.text)
    found = house.assessor.glance(text)
    if found.check:  # one in ten, and one in fifteen of those in danger: these are worth a second look
        found = house.assessor.assess(text)
    if found.level >= Level.URGENT:
        return URGENT
    return SOON if found.check else NORMAL


def _ends(text: str) -> str:
    """How a long message begins and ends: a hundred of them must not hold up what comes in after them."""
    return text if len(text) <= 2 * GLANCED else f"{text[:GLANCED]}\n{text[-GLANCED:]}"
