"""What every conversation needs: the knowledge base, what understands messages and drafts, and the desk."""

import re
from dataclasses import dataclass

from bot.content import Knowledge
from bot.desk.parts import Desk
from bot.desk.tally import Tally
from bot.domain.chat import Incoming
from bot.domain.entry import Place
from bot.domain.person import Person
from bot.drafts import DraftReader
from bot.matching import Understanding
from bot.triage import Assessor

#: What stands after /start in an invitation's link: Telegram's own form.
_TOKEN = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class House:
    """The parts, put together by the bootstrap."""

    knowledge: Knowledge
    understanding: Understanding
    assessor: Assessor
    drafts: DraftReader
    desk: Desk
    tally: Tally

    def hear(self, incoming: Incoming) -> None:
        """Read a message ahead of its turn: what is learnt of it is remembered for a moment, and costs nothing then."""
        text = self.written(incoming)
        if incoming.private and text.strip():
            self.assessor.assess(text)

    def written(self, incoming: Incoming) -> str:
        """What the person wrote: neither a command, nor a button's label, nor an invitation's token."""
        if not incoming.command:
            return "" if self.command(incoming.text) else incoming.text
        token = incoming.command == "start" and _TOKEN.fullmatch(incoming.argument)
        return "" if token else incoming.argument

    def place_of(self, person: Person) -> Place:
        """The nation of the council, and the kind of council that the person serves."""
        return Place(self.knowledge.council.nation, person.council)

    def calls_for_help(self, incoming: Incoming) -> bool:
        """Whether it is /urgent, or the button that is always in sight."""
        return "urgent" in (incoming.command, self.command(incoming.text))

    def command(self, text: str) -> str:
        """The command that a button below the chat stands for: its text is sent as a message."""
        words = self.knowledge.words
        for key in words.sentences:
            if key.startswith("home.") and words.plain(key) == text:
                return key.removeprefix("home.")
        return ""
