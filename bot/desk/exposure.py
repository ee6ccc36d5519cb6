"""An officer who has seen a lot in a week is told so, kindly and at most once a week; nobody else is told."""

from bot.content import Knowledge
from bot.content.aftercare import OFFICERS
from bot.domain.case import Case
from bot.domain.chat import Button, Outgoing, rows
from bot.domain.person import STAFF, Person
from bot.domain.report import is_upsetting
from bot.domain.wellbeing import WEEK, Sight

from .turn import Turn


class Exposure:
    """Counts what officers see that weighs on them, for a week, for their own eyes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.words
        self._kinds = knowledge.kinds
        self._catalogue = knowledge.catalogue
        self._most = knowledge.council.exposure

    async def opened(self, turn: Turn, officer: Person, case: Case) -> None:
        """An officer opened a case; one that is upsetting counts once a week, however often it is opened."""
        kind = self._kinds.get(case.report.kind)
        if kind is None or not is_upsetting(kind, case.level):
            return
        if not await turn.tx.wellbeing.has_seen(officer.id, case.id, turn.now - WEEK):
            await turn.tx.wellbeing.saw(officer.id, Sight.CASE, turn.now, case.id)
            await self._weigh(turn, officer)

    async def shown(self, turn: Turn, officer: Person, case: Case, pictures: int) -> None:
        """So many pictures or films of a case were shown to an officer; each counts every time."""
        if pictures:
            await turn.tx.wellbeing.saw(officer.id, Sight.PICTURE, turn.now, case.id, pictures)
            await self._weigh(turn, officer)

    async def _weigh(self, turn: Turn, officer: Person) -> None:
        seen = await turn.tx.wellbeing.seen_by(officer.id, turn.now - WEEK)
        is_much = seen.get(Sight.CASE, 0) >= self._most.cases or seen.get(Sight.PICTURE, 0) >= self._most.pictures
        if is_much and Sight.TOLD not in seen:
            await turn.tx.wellbeing.saw(officer.id, Sight.TOLD, turn.now)
            hand = Button(self._words.plain("button.hand-over"), "y:hand")
            found = [entry for id in OFFICERS if (entry := self._catalogue.get(id)) is not None]
            helps = [Button(entry.title, f"e:{entry.id}") for entry in found]
            buttons = rows(hand, *helps)
            turn.send(Outgoing(officer.id, text=self._words("exposure.much"), buttons=buttons, readers=STAFF))
