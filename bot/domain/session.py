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
    #: The evidence handed over on the way, by id.
    items: tuple[int, ...] = ()
    #: A report: who at the council must not read it, by id and name.
    away: dict[int, str] = field(default_factory=dict)
    #: The step whose answer filled a message, and when: Telegram cuts a long text, and its rest follows at once.
    cut: tuple[str, datetime] | None = None


@dataclass(slots=True)
class Session:
    """One person's place in one chat. ``key`` is the private chat's id, or ``chat:user`` in a group."""

    key: str
    flow: FlowState | None = None
    #: Put aside with "save for later", or by starting something else; the latest is last.
    saved: list[FlowState] = field(default_factory=list)
    #: The next message is a question, although a flow is under way.
    asking: bool = False
    #: The entry answered last, for a follow-up.
    subject: str = ""
    #: The person has seen the buttons that stay in sight.
    greeted: bool = False
    #: The person has been told what becomes of a report.
    noticed: bool = False
    #: What an officer or councillor writes next belongs to: "reply:12", "note:12", "talk:12".
    awaiting: str = ""
    #: The question that found no answer, in case a person is to have it.
    question: str = ""
    #: It may tell of danger: editors never see it.
    question_is_private: bool = False
    #: The album whose first picture was acknowledged: the rest of it is not answered one by one.
    album: str = ""
    #: Drafts that were sent to be checked, by message id, and the album of the last: what they said is not kept.
    drafts: tuple[int, ...] = ()
    draft_album: str = ""
    #: The urgent message that an offer to tell an officer stands open for.
    worry: str = ""
    #: The evidence that came with it, by id.
    worry_items: tuple[int, ...] = ()
    #: The messages after which the writer was asked whether anyone is in danger now.
    doubt: str = ""
    #: What was asked last, "check" or "offer", so that a typed yes or no may answer it.
    asked: str = ""
    version: int = 0

    def put_aside(self) -> None:
        """Keep the flow under way for later, in place of an older one of the same name."""
        if self.flow is not None:
            self.saved = [state for state in self.saved if state.name != self.flow.name] + [self.flow]
            self.flow = None

    def pick_up(self, name: str = "") -> bool:
        """Carry on with the flow of that name, or with the latest; whether there was one."""
        if self.flow is not None and name in ("", self.flow.name):
            return True
        found = next((state for state in reversed(self.saved) if name in ("", state.name)), None)
        if found is not None:
            self.saved.remove(found)
            self.put_aside()
            self.flow = found
        return found is not None

    @property
    def flows(self) -> list[FlowState]:
        """All flows that are not finished, the one under way first."""
        return [*([self.flow] if self.flow else []), *reversed(self.saved)]

    @property
    def away(self) -> tuple[int, ...]:
        """Who must not read the reports that are not finished, by id."""
        return tuple(dict.fromkeys(person_id for state in self.flows for person_id in state.away))

    def belongs_to(self, case_id: int, *, but: str) -> None:
        """The flow under way is about a case that was opened meanwhile: sending its report completes that.

        ``but`` the flow of that name, which is about somebody else.
        """
        if self.flow is not None and not self.flow.case_id and self.flow.name != but:
            self.flow.case_id = case_id

    def waiting(self, name: str) -> FlowState | None:
        """The flow of that name with something answered or handed over, under way or put aside."""
        return next((state for state in self.flows if state.name == name and (state.answers or state.items)), None)

    def forget(self, name: str) -> None:
        """Drop the flow of that name."""
        self.saved = [state for state in self.saved if state.name != name]
        if self.flow is not None and self.flow.name == name:
            self.flow = None
