"""What can be done with removals. Each move is one turn: the ledger, the cases' audit, the clock, and who is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.content import Harm, Knowledge
from bot.domain import removal as rules
from bot.domain.case import Case, Status
from bot.domain.errors import ConflictError
from bot.domain.person import Person
from bot.domain.removal import Barred, Mark, Post, Removal, State, Step
from bot.domain.report import Wish
from bot.storage.row import Kind

from . import campaigns, links
from .access import asking, opened_of
from .accounts import handle_in
from .casework import Casework
from .consent import has_agreed
from .ledgers import is_wanted
from .minders import Minders
from .removal_clock import next_at
from .turn import Turn

EVENT = "removal"
#: Links of one report for which a removal begins by itself; an officer begins others.
AT_ONCE = 5
#: The harm that a post does, by the kind of report, where that is plain.
_HARMS = {
    "threat-of-violence": Harm.THREAT,
    "threat-to-family": Harm.THREAT,
    "doxxing": Harm.PRIVATE_INFORMATION,
    "impersonation": Harm.IMPERSONATION,
    "intimate-images": Harm.INTIMATE_IMAGE,
    "hate-crime": Harm.HATE,
    "harassment": Harm.HARASSMENT,
}


def _post(link: str, where: str, who: str) -> Post:
    """What a link leads to; ``where`` is the platform that is said of it, for a short link that says none."""
    found = links.address(link)
    said = where if links.is_short(found) else ""
    return Post(links.tidy(link), found, links.platform_of(found) or said, handle_in(link, who))


def given_link(removal: Removal, case: Case) -> str:
    """The post as a councillor gave it: another one's link may tell who they are; else its address."""
    given = (links.tidy(link) for link in case.report.links if links.address(link) == removal.post.address)
    return next(given, removal.post.address)


def _told(removal: Removal) -> str:
    """Which sentence says where a removal stands."""
    if removal.is_closed:
        return "closed.down" if removal.removed_at else "closed.up"
    return removal.state


class Removals:
    """Begins removals, moves them, and minds their clocks."""

    def __init__(self, knowledge: Knowledge, casework: Casework) -> None:
        self._rules = knowledge.removals
        self._hours = knowledge.council.hours
        self._platforms = knowledge.platforms
        self._words = knowledge.words
        self._casework = casework
        self.ledgers = casework.ledgers
        self._minders = Minders(knowledge, self.ledgers)

    async def wished(self, turn: Turn, case: Case) -> None:
        """A report was sent: where its councillor wishes that posts come down, each of its links begins a removal."""
        if Wish.REMOVAL in case.report.wishes and await has_agreed(turn.tx, case):
            for link in case.report.links[:AT_ONCE]:
                await self.begin(turn, case, link)

    async def begin(self, turn: Turn, case: Case, link: str) -> Removal:
        """Ask for a post to be taken down; the same post from another case joins the removal that there is."""
        asked = self._asked(turn, case, link)
        live = await turn.tx.removals.live(asked.post.address)
        opened = None if live else await turn.tx.removals.open(asked)
        removal = opened or live or await turn.tx.removals.live(asked.post.address)
        if removal is None:  # another turn began one at this moment, and closed it
            raise ConflictError
        if not await turn.tx.removals.join(removal.id, case.id, case.reporter_id, turn.now):
            return removal
        what = "asked" if opened else "joined"
        await turn.tx.audit.record(case.id, turn.now, turn.actor, f"removal:{removal.id}:{what}", link)
        if opened:
            await self._wind(turn, removal)
        else:
            removal = await self._joined(turn, removal, case)
        if not case.is_closed:  # a closed one comes along with its short link, and heard where it stood
            is_back = removal.state is State.REMOVED
            await self._tell(turn, removal, [case], "seen-again" if is_back else _told(removal))
        await self._mark(turn, case, link)
        await self._casework.notices.refresh(turn, case)
        return removal

    async def _mark(self, turn: Turn, case: Case, link: str) -> None:
        """A link that an officer typed may be in other councillors' reports, too."""
        if link not in case.report.links:
            alike = await campaigns.mark(turn, case, link)
            await self._casework.notices.refresh(turn, case)
            await campaigns.point_out(self._casework.notices, turn, case, alike)

    def _asked(self, turn: Turn, case: Case, link: str) -> Removal:
        where = case.report.where if case.report.where in self._platforms else ""
        post = _post(link, where, case.report.who)
        harm = _HARMS.get(case.report.kind, Harm.OTHER)
        kind = harm if harm in self._rules.rules_of(post.platform) else Harm.OTHER
        holder = turn.actor if turn.actor != case.reporter_id else 0
        removal = Removal(0, State.ASKED, kind, post, turn.now, holder=holder)
        asked = replace(removal, steps=(Step(turn.now, turn.actor, State.ASKED),))
        return replace(asked, next_at=next_at(asked, self._rules, self._hours, turn.now))

    async def _joined(self, turn: Turn, before: Removal, case: Case) -> Removal:
        """Another report of the same post: whoever looks after it hears of it, unless they must not have this case."""
        after = rules.add(before, Step(turn.now, turn.actor, before.state, Mark.JOINED))
        holder = await turn.tx.people.find(before.holder) if before.holder else None
        mine = await opened_of(turn.tx, before.id, holder) if holder else []
        after = replace(after, holder=before.holder if mine else 0)
        removal = await turn.tx.removals.save(before, after)
        await self.ledgers.refresh(turn, removal)
        if mine and before.holder != turn.actor:
            is_theirs = any(each.id == case.id for each in mine)
            key = "removal.joined" if is_theirs else "removal.joined-elsewhere"
            self._minders.say(turn, removal, before.holder, self._words(key, number=removal.number, case=case.number))
        if removal.state is State.REMOVED:  # somebody sees it
            await self._minders.remind(turn, removal, await asking(turn.tx, removal.id))
        return removal

    async def lengthen(self, turn: Turn, removal: Removal, officer: Person, link: str) -> Removal:
        """Say to which post a short link leads: the removal becomes that post's, or its cases join the one there is."""
        post, cases = _post(link, removal.post.platform, removal.post.handle), await asking(turn.tx, removal.id)
        if await turn.tx.removals.relink(removal, post):
            for case in cases:
                await self._mark(turn, case, link)
            step = Step(turn.now, officer.id, removal.state, Mark.LINKED, note=removal.post.link)
            return await self.add(turn, replace(removal, post=post), officer, step)
        # Nobody is told that it is closed: what they hear is that the post is on the list.
        ended = rules.end(removal, Step(turn.now, officer.id, State.CLOSED, Mark.LINKED))
        await self._kept(turn, removal, ended, officer, f"removal:{removal.id}:{Mark.LINKED}")
        return [await self.begin(turn, case, link) for case in cases][-1]

    async def move(self, turn: Turn, removal: Removal, officer: Person, to: State) -> Removal | Barred:
        """Move a removal on; every councillor who asked for it hears of that."""
        moved = rules.move(removal, to, officer.id, turn.now)
        if isinstance(moved, Barred):
            return moved
        told = "again" if to is State.ASKED else _told(moved)
        return await self._kept(turn, removal, moved, officer, f"removal:{removal.id}:{to}", told)

    async def add(self, turn: Turn, removal: Removal, officer: Person, step: Step) -> Removal:
        """Keep a note, a reference, an answer, or that Ofcom was told: a step that moves nothing."""
        added = replace(rules.add(removal, step), holder=officer.id)
        return await self._kept(turn, removal, added, officer, f"removal:{removal.id}:{step.mark}")

    async def choose(self, turn: Turn, removal: Removal, officer: Person, kind: str) -> Removal:
        """Say which rule the post breaks; the kind decides about the clock, too."""
        step = Step(turn.now, officer.id, removal.state, Mark.RULE)
        changed = replace(rules.add(removal, step), kind=kind, holder=officer.id)
        return await self._kept(turn, removal, changed, officer, f"removal:{removal.id}:{kind}")

    async def _kept(
        self, turn: Turn, before: Removal, after: Removal, officer: Person, action: str, told: str = ""
    ) -> Removal:
        if after.state is not before.state or after.kind != before.kind:
            after = replace(after, next_at=next_at(after, self._rules, self._hours, turn.now))
        removal = await turn.tx.removals.save(before, after)
        if removal.next_at != before.next_at:
            await self._wind(turn, removal)
        cases = await asking(turn.tx, removal.id)
        for case in cases:
            await self._casework.worked(turn, case, officer, action)
        if told:
            await self._tell(turn, removal, cases, told)
        await self.ledgers.refresh(turn, removal)
        return removal

    async def _wind(self, turn: Turn, removal: Removal) -> None:
        """The one timer of a removal; none for a closed one."""
        key = f"{EVENT}:{removal.id}"
        await turn.tx.queue.cancel(Kind.TIMER, key)
        if removal.next_at:
            payload = {"event": EVENT, "removal": removal.id}
            await turn.tx.queue.put(Kind.TIMER, key, payload, lane=key, now=turn.now, due_at=removal.next_at)

    async def _tell(self, turn: Turn, removal: Removal, cases: Sequence[Case], told: str) -> None:
        """Where it stands, to each of the councillors, who learn nothing of one another."""
        key = f"removal.told.{told}"
        for case in cases:
            if case.status is not Status.WITHDRAWN and not case.erased_at:
                platform = self.ledgers.cards.platform(removal)
                values = {"platform": platform, "post": given_link(removal, case)[:200]}
                text = self._words(key, number=case.number, **values)
                letter = self._words.plain(f"letter.{key}", **values)
                await self._casework.notices.tell_reporter(turn, case, text, letter=letter)

    async def fire(self, turn: Turn, payload: Mapping[str, Any]) -> None:
        """Nothing moved for so long: whoever looks after the removal is reminded, and again after as long."""
        before = await turn.tx.removals.find(payload["removal"])
        if before is None or before.is_closed:
            return
        again = next_at(before, self._rules, self._hours, turn.now, reminded=True)
        removal = await turn.tx.removals.save(before, replace(before, next_at=again))
        await self._wind(turn, removal)
        cases = await asking(turn.tx, removal.id)
        for case in cases:
            await turn.tx.audit.record(case.id, turn.now, 0, f"removal:{removal.id}:reminded")
        await self._minders.remind(turn, removal, cases)
        await self.ledgers.refresh(turn, removal)

    async def withdrawn(self, turn: Turn, case: Case) -> None:
        """A councillor took a case back: of what nobody else asks for, whoever looks after it hears at once."""
        for removal in await turn.tx.removals.of_case(case.id):
            cases = await asking(turn.tx, removal.id)
            if not removal.is_closed and not is_wanted(cases):
                await self._minders.remind(turn, removal, cases)
            await self.ledgers.refresh(turn, removal)
