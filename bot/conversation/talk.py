"""One turn of one conversation: who says what, where they stand, and what they are told."""

from dataclasses import dataclass, replace

from bot.desk.turn import Turn
from bot.domain.chat import Incoming, IncomingKind, Lane, Op, Outgoing, Rows
from bot.domain.person import Person, Role
from bot.domain.session import Session

from .house import House

STAFF_HOME = (("home.queue", "home.menu"), ("home.urgent", "home.help"))
HOME = (("home.urgent", "home.report"), ("home.menu", "home.mycases"))


@dataclass(slots=True)
class Talk:
    """The incoming message with everything that answering it needs."""

    house: House
    turn: Turn
    incoming: Incoming
    person: Person
    session: Session
    #: The person was forgotten in this turn: nothing of the conversation is kept.
    forgotten: bool = False
    #: What was asked before this message, "check" or "offer": a typed yes or no answers that, and nothing older.
    asked: str = ""
    #: Whoever has none of these roles when it is sent does not get what is said here; none: anybody does.
    readers: frozenset[Role] = frozenset()

    def admits(self, roles: frozenset[Role]) -> bool:
        """Whether what is for some roles only may be said; what is said from now on is withheld once it may not."""
        if not self.person.roles & roles:
            return False
        self.readers = roles
        return True

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed."""
        return self.incoming.kind is IncomingKind.PRESS

    def words(self, key: str, **values: object) -> str:
        """A sentence, as Telegram HTML."""
        return self.house.knowledge.words(key, **values)

    def plain(self, key: str, **values: object) -> str:
        """A label, as plain text."""
        return self.house.knowledge.words.plain(key, **values)

    def outgoing(self, text: str, buttons: Rows = ()) -> Outgoing:
        """A message to this chat, not yet said."""
        out = Outgoing(self.incoming.chat_id, text=text, buttons=buttons, topic_id=self.incoming.topic_id)
        return replace(out, readers=self.readers)

    def about(self, case_id: int, text: str, buttons: Rows = ()) -> Outgoing:
        """A message that shows something of a case to officers: withheld where it is kept from them meanwhile."""
        return replace(self.outgoing(text, buttons), case_id=case_id)

    def say(self, text: str, buttons: Rows = (), *, urgent: bool = False) -> None:
        """A new message."""
        lane = Lane.URGENT if urgent else Lane.NORMAL
        self.turn.send(replace(self.outgoing(text, buttons), lane=lane))

    def change(self, text: str, buttons: Rows = (), *, case_id: int = 0) -> None:
        """Edit the message whose button was pressed; a new message where none was.

        What shows a case to officers names it: it is withheld where the case is kept from them meanwhile.
        """
        out = replace(self.outgoing(text, buttons), case_id=case_id)
        if self.pressed and self.incoming.message_id:
            out = replace(out, op=Op.EDIT, message_id=self.incoming.message_id)
        self.turn.send(out)

    def toast(self, text: str = "", *, alert: bool = False) -> None:
        """Answer the press itself."""
        if self.pressed:
            answer = Outgoing(self.incoming.chat_id, Op.TOAST, text=text[:200], lane=Lane.URGENT)
            self.turn.send(replace(answer, press_id=self.incoming.press_id, alert=alert))

    def home(self, text: str) -> None:
        """A message that brings the buttons which stay in sight."""
        layout = STAFF_HOME if self.person.is_staff and Role.COUNCILLOR not in self.person.roles else HOME
        labels = tuple(tuple(self.plain(key) for key in row) for row in layout)
        self.turn.send(replace(self.outgoing(text), home=labels))
        self.session.greeted = True
