"""How well questions and danger are understood: measured on texts whose right answer is known."""

from .finding import Finding
from .meter import Measured, Meter, Watch
from .page import Report
from .rows import Message, OffTopic, Question, Rows, own_questions

__all__ = [
    "Finding",
    "Measured",
    "Message",
    "Meter",
    "OffTopic",
    "Question",
    "Report",
    "Rows",
    "Watch",
    "own_questions",
]
