"""Something measured, to show and to keep."""

from bot.domain.severity import Assessment, Level
from bot.matching import Verdict
from bot.measuring import Measured, Message, Meter, OffTopic, Question, Rows

from .known import CATALOGUE, ToldAssessor, ToldMatcher, a_result

MATCHER = ToldMatcher(
    {
        "may i block him": a_result(Verdict.ANSWER, "block-a-resident", "two-step", score=0.9),
        "report a tweet": a_result(Verdict.CHOICES, "facebook.report", "x.report", score=0.4),
        "hello": a_result(Verdict.CHOICES, "two-step", score=0.2),
    }
)
ASSESSOR = ToldAssessor(
    {"he has a knife": Assessment(Level.EMERGENCY), "he knows my house": Assessment(Level.NONE, check=True)}
)
ROWS = Rows(
    (Question("may i block him", ("block-a-resident",)), Question("report a tweet", ("x.report",))),
    (OffTopic("hello", "chat"), OffTopic("bins", "service")),
    (
        Message("he has a knife", Level.EMERGENCY),
        Message("he knows my house", Level.NONE),
        Message("fine", Level.NONE),
    ),
)
MEASURED: Measured = Meter(MATCHER, ASSESSOR, CATALOGUE).measure(ROWS, "Toolkit")
