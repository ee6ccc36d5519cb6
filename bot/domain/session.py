"""What the bot remembers of a conversation between two messages."""

from dataclasses import dataclass, field
from datetime import datetime

from .flow import Answer


@dataclass(slots=True)
class FlowState:
    """A flow under way. ``token`` tells its buttons from those of an earlier run."""

    name: str
    token: str
    started_at: datetime
    answers: dict[str, Answer] = field(default_factory=dict)
    #: The step being answered anew; the old answer stands until the new one comes.
    redo: str = ""
    #: Several-choice steps: what is ticked so far.
    picked: tuple[str, ...] = ()
    #: A case that danger opened while the flow was under way; sending the report completes it.
    case_id: int = 0


@dataclass(slots=True)
class Session:
    """One person's place in one chat. ``key`` is the private chat's id, or ``chat:user`` in a group."""

    key: str
    flow: FlowState | None = None
    #: Put aside with "save for later", or by starting something else.
    saved: FlowState | None = None
    #: The next message is a question, although a flow is under way.
    asking: bool = False
    #: The entry answered last, for a follow-up.
    subject: str = ""
    #: The person has seen the buttons that stay in sight.
    greeted: bool = False
    #: What an officer or councillor writes next belongs to: "reply:12", "note:12", "add:12" …
    awaiting: str = ""
    #: The urgent message that an offer to tell an officer stands open for.
    worry: str = ""
    version: int = 0
