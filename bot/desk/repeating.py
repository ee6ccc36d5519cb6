"""A message that may have come already says so."""

from dataclasses import replace

from bot.content import Words
from bot.domain.chat import Outgoing


def marked(out: Outgoing, words: Words) -> Outgoing:
    """The same message, with the word that it may be a repeat; a quiz begins its question with it."""
    if out.quiz:
        return replace(out, quiz=replace(out.quiz, ask=f"{words.plain('error.repeat')} {out.quiz.ask}"))
    return replace(out, text=f"{words('error.repeat')}\n\n{out.text}")
