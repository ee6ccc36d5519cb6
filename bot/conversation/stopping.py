"""Somebody writes that they want no more reminders, instead of pressing the button."""

from datetime import timedelta

from bot.domain.chat import Button, rows
from bot.domain.severity import NOTHING, Assessment, Level
from bot.language import words

from .talk import Talk

#: So long after a reminder a bare "please stop" means the reminders.
RIGHT_AFTER = timedelta(days=1)


async def heard(talk: Talk, found: Assessment) -> Assessment | None:
    """Stop the reminders of the training where that is what was written; None where it is something else.

    Gives what is still to be said of danger. Words that name the reminders tell of nothing else; a bare "please stop"
    may, so that whatever was ``found`` in it stands.
    """
    said = " ".join(words(talk.incoming.text))
    named = said in _listed(talk, "named")
    if not talk.person.roles or not (named or (found.level < Level.URGENT and await _is_bare(talk, said))):
        return None
    await talk.turn.tx.learning.stop(talk.person.id, talk.turn.now)
    again = Button(talk.plain("button.start-reminders"), "k:start")
    talk.say(talk.words("training.reminders.stopped"), rows(again))
    return NOTHING if named else found


async def _is_bare(talk: Talk, said: str) -> bool:
    """Whether it is a bare "please stop" in answer to a reminder, and cannot be meant for something else."""
    if said not in _listed(talk, "bare") or talk.session.worry:
        return False
    told_at = (await talk.turn.tx.learning.learner(talk.person.id)).told_at
    if told_at is None or talk.turn.now - told_at > RIGHT_AFTER:
        return False
    return not await talk.house.desk.checkins.was_asked_lately(talk.turn, talk.person.id)


def _listed(talk: Talk, which: str) -> list[str]:
    return talk.plain(f"training.written.{which}").split(", ")
