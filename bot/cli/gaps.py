"""What people asked and did not find: shown to editors in groups, and what was proposed for entries, to accept."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.bootstrap.minds import matcher_for
from bot.content import Knowledge, load
from bot.content.checks import check
from bot.desk.gaps import Gap, gather
from bot.matching import Matcher
from bot.storage import Database
from bot.storage.feedback import Proposal, Question
from bot.storage.migrate import bring_up_to_date

from .accepting import go_through, heading, printable
from .administering import settings_and_database
from .lines import use_utf8, write_json

NEAREST = 3


@asynccontextmanager
async def _opened(database: Database) -> AsyncIterator[Database]:
    try:
        await bring_up_to_date(database)
        yield database
    finally:
        await database.close()


async def _waiting(database: Database) -> tuple[list[Question], list[Proposal]]:
    async with _opened(database):
        return await _taken_out(database)


async def _taken_out(database: Database) -> tuple[list[Question], list[Proposal]]:
    """What waits. That it left the database is in the audit."""
    async with database.transaction() as tx:
        questions, proposals = await tx.feedback.questions(), await tx.feedback.proposals()
        said = [*(question.text for question in questions), *(proposal.phrase for proposal in proposals)]
        await tx.audit.record(0, datetime.now(UTC), 0, "questions:exported", "\n".join(said))
    return questions, proposals


def show_gaps(out: TextIO, limit: int, *, as_json: bool) -> None:
    """The groups, the largest first.

    As JSON ``{"count", "verdicts", "questions", "nearest", "missed"}`` for each: how many questions, how they came to
    nothing, each wording once, and ids of entries: those it may belong to, and those that were shown and were not it.
    """
    use_utf8(out)
    settings, database = settings_and_database()
    knowledge = load(settings.knowledge_dir)
    questions, proposals = asyncio.run(_waiting(database))
    gaps = gather(questions)
    matcher = matcher_for(knowledge, cache=settings.cache_dir)
    for gap in gaps[:limit] if as_json else ():
        write_json(out, _described(knowledge, matcher, gap))
    if as_json:
        return
    out.write(f"Open questions: {len(questions)}, in groups: {len(gaps)}\n")
    if proposals:
        out.write(f"Phrases that wait for you: {len(proposals)} (see them with --accept)\n")
    for gap in gaps[:limit]:
        out.write(_told(knowledge, matcher, gap))


def _described(knowledge: Knowledge, matcher: Matcher, gap: Gap) -> dict[str, Any]:
    return {
        "count": len(gap.questions),
        "verdicts": gap.verdicts(knowledge.words),
        "questions": [wording for wording, _ in gap.wordings],
        "nearest": [entry.id for entry in gap.nearest(matcher, knowledge.catalogue)],
        "missed": list(gap.missed()),
    }


def _told(knowledge: Knowledge, matcher: Matcher, gap: Gap) -> str:
    verdicts = ", ".join(f"{told} {count}" for told, count in gap.verdicts(knowledge.words).items())
    lines = [f"\n{len(gap.questions)} × ({verdicts})"]
    lines += [f"    {printable(wording)}{f' ({count} ×)' if count > 1 else ''}" for wording, count in gap.wordings]
    nearest = gap.nearest(matcher, knowledge.catalogue)[:NEAREST]
    lines.append(f"  nearest: {', '.join(entry.id for entry in nearest) or 'nothing'}")
    if missed := gap.missed():
        lines.append(f"  was not: {', '.join(missed)}")
    return "\n".join(lines) + "\n"


def accept_proposals(out: TextIO) -> bool:
    """Go through the proposals, or without a terminal list them; whether the knowledge base is in order."""
    use_utf8(out)
    settings, database = settings_and_database()
    knowledge = load(settings.knowledge_dir)
    if not sys.stdin.isatty():
        for proposal in asyncio.run(_waiting(database))[1]:
            out.write(f"{heading(settings.knowledge_dir, knowledge, proposal)}\n")
        return True

    def say(text: str) -> None:
        out.write(f"{text}\n")

    async def decide() -> int:
        async with _opened(database):
            await _taken_out(database)
            return await go_through(database, settings.knowledge_dir, knowledge, input, say)

    if not asyncio.run(decide()):
        return True
    mistakes = check(settings.knowledge_dir)
    for mistake in mistakes:
        say(str(mistake))
    say(f"Mistakes to put right: {len(mistakes)}" if mistakes else "The knowledge base can be used as it is now.")
    return not mistakes
