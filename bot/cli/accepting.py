"""Phrases that administrators proposed, decided by an editor one by one: written into an entry's file, or dropped."""

from collections.abc import Callable
from pathlib import Path

from bot.content import Knowledge
from bot.content.phrases import Phrases, add_ask, file_of
from bot.domain.errors import ContentError
from bot.storage import Database
from bot.storage.feedback import Proposal

_ANSWERS = {"y": "y", "yes": "y", "n": "n", "no": "n", "l": "later", "later": "later"}


def printable(text: str) -> str:
    """A text that somebody wrote, on one line, and without signs that would move a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def heading(folder: Path, knowledge: Knowledge, proposal: Proposal) -> str:
    """What is proposed: the entry's file, and the phrase."""
    entry = knowledge.catalogue.get(proposal.entry)
    place = f"{folder.resolve().name}/{file_of(entry)}" if entry else f"{proposal.entry} (there is no such entry)"
    return f'{place}: add "{printable(proposal.phrase)}" to asks?'


async def go_through(
    database: Database, folder: Path, knowledge: Knowledge, ask: Callable[[str], str], say: Callable[[str], None]
) -> int:
    """Ask about each proposal, and do what is answered; how many phrases were accepted.

    ``ask`` shows a question and returns the line typed; an ``EOFError`` of it leaves the rest for later.
    """
    phrases = Phrases(knowledge.catalogue)
    async with database.transaction() as tx:
        waiting = await tx.feedback.proposals()
    if not waiting:
        say("Nothing is proposed.")
    accepted = 0
    for proposal in waiting:
        answer = _answer(ask, f"{heading(folder, knowledge, proposal)} [y/n/later] ")
        if answer == "stop":
            break
        if answer == "y" and (refusal := _take(folder, knowledge, phrases, proposal)):
            say(f"  Not added: {refusal}. It stays proposed; n drops it.")
        elif answer != "later":
            accepted += answer == "y"
            async with database.transaction() as tx:
                await tx.feedback.settle(proposal.id)
    return accepted


def _answer(ask: Callable[[str], str], question: str) -> str:
    """``y``, ``n`` or ``later``; ``stop`` at the end of the input."""
    while True:
        try:
            typed = ask(question).strip().lower()
        except EOFError:
            return "stop"
        if typed in _ANSWERS:
            return _ANSWERS[typed]


def _take(folder: Path, knowledge: Knowledge, phrases: Phrases, proposal: Proposal) -> str:
    """Make the phrase one of its entry's, in the file where it is not there yet; why not, "" where it is done."""
    entry, phrase = knowledge.catalogue.get(proposal.entry), proposal.phrase
    if entry is None:
        return f"there is no entry {proposal.entry} any more"
    if tested := phrases.tested(phrase):
        return f"{tested} is tested with it, and a test must be new to the bot"
    if (asked := phrases.asked(phrase)) not in ("", entry.id):
        return f"it stands in {asked} already"
    if asked:
        return ""
    try:
        add_ask(folder / file_of(entry), phrase)
    except ContentError as error:
        return str(error)
    phrases.add(phrase, entry.id)
    return ""
