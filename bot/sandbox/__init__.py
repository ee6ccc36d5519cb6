"""A local Telegram: a Bot API server on this computer to try the bot and to test it against."""

from .faults import Fault
from .people import Person
from .places import Place, Topic
from .pressing import Press, Toast
from .sight import Button, Media, Message
from .telegram import USERNAME, LocalTelegram
from .tokens import is_rehearsal, rehearsal_token

__all__ = [
    "USERNAME",
    "Button",
    "Fault",
    "LocalTelegram",
    "Media",
    "Message",
    "Person",
    "Place",
    "Press",
    "Toast",
    "Topic",
    "is_rehearsal",
    "rehearsal_token",
]
