"""What words are, and what a text means as a vector: for everything that reads messages."""

from .encoder import Encoder, Meanings
from .english import english
from .remembering import Remembering
from .welsh import WelshReader
from .words import LONGEST, Words, words

__all__ = ["LONGEST", "Encoder", "Meanings", "Remembering", "WelshReader", "Words", "english", "words"]
