"""The certificate of a completed part, as a PDF."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.content import Knowledge
from bot.content.times import day
from bot.domain.lesson import Part
from bot.paper import filled, pdf
from bot.storage import Database

from .enclosures import Made

CERTIFICATE: Final = "certificate"


class Certificates:
    """Makes certificates: a maker of documents."""

    def __init__(self, database: Database, knowledge: Knowledge) -> None:
        self._database = database
        self._words = knowledge.words
        self._council = knowledge.council
        self._modules = knowledge.lessons.values()

    async def make(self, about: Mapping[str, Any]) -> Sequence[Made]:
        """The certificate of a person (id) for a part, done ``at`` (ISO 8601); none for who is not known any more."""
        async with self._database.transaction() as tx:
            person = await tx.people.find(about["person"])
        if person is None:
            return ()
        part, at = Part(about["part"]), datetime.fromisoformat(about["at"])
        content = await asyncio.to_thread(lambda: pdf(self._page(person.name, part, at)))
        label = self._words.plain(f"training.part.{part}")
        caption = self._words("training.certificate.file", part=label)
        return (Made(f"certificate-{part}-{at.astimezone(self._council.zone):%Y-%m-%d}.pdf", content, caption),)

    def _page(self, name: str, part: Part, at: datetime) -> str:
        words, zone = self._words, self._council.zone
        label, until = words.plain(f"training.part.{part}"), day(at + self._council.training.valid, zone)
        return filled(
            "certificate.html",
            title=words.plain("training.certificate.title", part=label),
            council=self._council.name,
            name=name,
            done=words.plain("training.certificate.done", part=label, day=day(at, zone)),
            modules_head=words.plain("training.certificate.modules"),
            modules=[module.title for module in self._modules if module.part is part],
            valid=words.plain("training.certificate.valid", day=until),
        )
