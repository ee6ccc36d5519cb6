"""What a message names of a platform and of what is wanted there: two slots, either of which may be empty."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.content import Action
from bot.language import Words, words

from .naming import Names

#: Words that every question may have, whatever it asks for: they leave a slot the only thing said.
_LITTLE_WORDS = (
    "a about again all also an and any anyone are as ask at be been best but by can could do does doing dont else "
    "find for from get go got has have having he hello help her hi him his how i id if im in instead into is it "
    "its ive just know like me might mine my need now of off ok on one only onto or our out over please same "
    "she should show so some somebody someone something step tell than thanks that the their them then there these "
    "they thing things this those thru through to too try up us use using want was way ways we what whats when "
    "where which who whose why will with work works would you your yours "
    "account accounts app page pages post posts profile profiles comment comments message messages person people "
    "photo photos picture pictures video videos user abuse abusive nasty horrible settings setting site online"
)
_LITTLE = frozenset(words(_LITTLE_WORDS))
#: A follow-up begins so: it goes on about what was answered last.
_GOING_ON = ("and", "also", "what about", "how about", "then", "same", "but on", "or", "ok and", "what if its")
_LONGEST_FOLLOW_UP = 9


@dataclass(frozen=True, slots=True)
class Slots:
    """The platform and the action that a message names, "" where it names none or several.

    ``only`` tells that it says nothing else.
    """

    platform: str = ""
    action: str = ""
    only: bool = False

    @property
    def entry(self) -> str:
        """The id of the entry that the two name together."""
        return f"{self.platform}.{self.action}"


class SlotReader:
    """Finds both slots, and fills one from what was answered last."""

    def __init__(self, platforms: Names, actions: Mapping[str, Action], ids: Collection[str]) -> None:
        self._platforms = platforms
        self._actions = Names({id: action.words for id, action in actions.items()})
        self._by_entry = {action.entry: id for id, action in actions.items()}
        self._ids = ids

    def read(self, message: str) -> Slots:
        """What the message itself names."""
        said = words(message)
        platforms, actions = self._platforms.found(said), self._actions.found(said)
        rest = self._actions.without(self._platforms.without(said))
        return Slots(
            platforms[0] if len(platforms) == 1 else "",
            actions[0] if len(actions) == 1 else "",
            only=not set(rest) - _LITTLE and max(len(platforms), len(actions)) == 1,
        )

    def followed(self, message: str, subject: str) -> str:
        """The entry that a follow-up means after the entry ``subject``: "and on facebook?"; "" where it is none."""
        slots = self.read(message)
        said = words(message)
        if not slots.only or len(said) > _LONGEST_FOLLOW_UP:
            return ""
        platform, dot, action = subject.partition(".")
        if not dot:
            platform, action = "", self._by_entry.get(subject, "")
        if slots.platform and not slots.action:
            meant = f"{slots.platform}.{action}"
        elif slots.action and not slots.platform and _goes_on(said):
            meant = f"{platform}.{slots.action}"
        else:
            return ""
        return meant if meant in self._ids else ""


def _goes_on(said: Words) -> bool:
    return f"{' '.join(said)} ".startswith(tuple(f"{start} " for start in _GOING_ON))
