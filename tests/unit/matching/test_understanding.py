"""What a message wants, asked of a matcher that knows entries by a word each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Action
from bot.language import WelshReader, words
from bot.matching import Match, Matcher, Reason, Result, Understanding, Understood, Verdict
from bot.matching.naming import Names
from bot.matching.slots import SlotReader
from bot.matching.smalltalk import SmallTalk

from .entries import ALIASES

ENTRIES = {"block": "block-a-resident", "evidence": "save-evidence", "code": "two-step", "tweet": "x.report"}


class ByWord:
    """Is sure where a text has the word of one entry, offers where it has those of several, else finds nothing.

    With "perhaps" the one entry is likely, and not sure.
    """

    def match(self, question: str) -> Result:
        """By its words."""
        said = words(question)
        found = tuple(Match(id, 0.9) for word, id in ENTRIES.items() if word in said)
        if "perhaps" in said or len(found) > 1:
            likely = 0.5 if len(found) == 1 else 0.3
            return Result(Verdict.CHOICES, tuple(Match(match.id, likely) for match in found))
        return Result(Verdict.ANSWER if found else Verdict.NONE, found)

    def explain(self, question: str) -> tuple[Reason, ...]:
        """The entry's own word."""
        return tuple(Reason(match.id, match.id) for match in self.match(question).matches)


MATCHER: Matcher = ByWord()
ACTIONS = {
    "report": Action("report", "report-to-platform", ("report", "reporting")),
    "control": Action("control", "block-a-resident", ("block", "blocking")),
}
IDS = {*ENTRIES.values(), "facebook.report", "facebook.control"}
UNDERSTANDING = Understanding(
    MATCHER,
    SlotReader(Names(ALIASES), ACTIONS, IDS),
    SmallTalk({"greeting": ["hello"], "thanks": ["thank you", "diolch"]}),
    WelshReader({"mae", "sut", "ydw", "diolch"}, {"rhwystro": "block", "rhywun": "someone"}),
)


def read(message: str, subject: str = "") -> Understood:
    return UNDERSTANDING.read(message, subject)


def answered(message: str, subject: str = "") -> list[str]:
    """The entries that answer it, each sure."""
    results = read(message, subject).results
    assert {result.verdict for result in results} <= {Verdict.ANSWER}
    return [result.matches[0].id for result in results]


def test_one_question_has_the_matchers_result():
    assert read("what counts as evidence") == Understood((MATCHER.match("what counts as evidence"),))


def test_small_talk_is_not_looked_up():
    assert read("Hello, thank you!") == Understood(smalltalk="thanks")


def test_a_greeting_before_a_question_is_none():
    assert answered("Hello. What counts as evidence?") == ["save-evidence"]


def test_welsh_small_talk_is_small_talk():
    assert read("Diolch!").smalltalk == "thanks"


def test_a_welsh_question_is_matched_in_english_and_says_what_was_read():
    understood = read("Sut ydw i'n rhwystro rhywun?")
    assert understood.results == (MATCHER.match("block"),)
    assert understood.welsh == (("rhwystro", "block"), ("rhywun", "someone"))


def test_a_welsh_question_without_a_known_word_is_still_welsh():
    understood = read("sut mae'r tywydd")
    assert (understood.results[0].verdict, understood.welsh) == (Verdict.NONE, ())


def test_an_english_message_is_not_welsh():
    assert read("am i allowed to block rhywun").welsh is None


def test_a_follow_up_is_answered_by_the_entry_it_means():
    meant = Result(Verdict.ANSWER, (Match("facebook.report", 1.0),))
    assert read("and on facebook?", "x.report") == Understood((meant,))
    assert answered("and on fb?", "block-a-resident") == ["facebook.control"]


def test_without_a_subject_nothing_is_a_follow_up():
    assert read("and on facebook?").results[0].verdict is Verdict.NONE


def test_a_question_after_another_is_no_follow_up():
    assert answered("and what counts as evidence on facebook?", "x.report") == ["save-evidence"]


def test_an_action_without_a_platform_asks_where():
    understood = read("how do i report it")
    assert (understood.where, understood.results) == ("report", (MATCHER.match("how do i report it"),))
    assert read("how do i block someone").where == "control"


@pytest.mark.parametrize("message", ["how do i report on fb", "report the noise next door", "report or block", "hm"])
def test_nothing_is_asked_where_the_message_says_more_or_less_than_an_action(message):
    assert read(message).where == ""


@pytest.mark.parametrize(
    "message",
    [
        "Can I block him? What counts as evidence?",
        "can i block him and what counts as evidence",
        "Can I block him\nWhat counts as evidence",
        "can i block him, also what counts as evidence",
        "He lives in my ward. Can I block him? And what counts as evidence?",
        "can i block him PLUS HOW MUCH EVIDENCE",
    ],
)
def test_two_questions_are_answered_one_by_one(message):
    assert answered(message) == ["block-a-resident", "save-evidence"]


@pytest.mark.parametrize(
    "message", ["Can I block him? What is perhaps evidence?", "What is perhaps evidence? Can I block him?"]
)
def test_a_sure_question_is_answered_first_beside_a_likely_one(message):
    results = read(message).results
    assert [result.matches[0].id for result in results] == ["block-a-resident", "save-evidence"]
    assert [result.verdict for result in results] == [Verdict.ANSWER, Verdict.CHOICES]


def test_three_questions_are_answered_in_their_order():
    message = "How do I get a code? Can I block him? What counts as evidence?"
    assert answered(message) == ["two-step", "block-a-resident", "save-evidence"]


@pytest.mark.parametrize(
    "message",
    [
        "Can I block him? And what about my cat?",  # nobody knows the second
        "Can I block him? Who may block him?",  # the same entry twice
        "Can I block him? Is evidence in a tweet good?",  # the second is neither
        "Can I perhaps block him? What is perhaps evidence?",  # neither is sure
        "Where is a code? Can I block him? What counts as evidence? Is that a tweet?",  # a story
        "Can I block and tweet? Evidence?",  # no question by itself
    ],
)
def test_where_not_every_question_is_sure_of_its_own_entry_the_message_is_matched_as_one(message):
    assert read(message).results == (MATCHER.match(message),)


def test_what_is_told_before_a_question_belongs_to_it():
    assert read("He sent me a tweet. Can he do that? What counts as evidence?").results[0].matches == (
        Match("x.report", 0.9),
    )


def test_a_short_end_belongs_to_no_question():
    assert answered("Can I block him? What counts as evidence? Many thanks") == ["block-a-resident", "save-evidence"]


said = st.lists(
    st.sampled_from(
        [
            "hello",
            "mae",
            "rhywun",
            "can i block him?",
            "and how is evidence",
            "report",
            "on facebook",
            ".",
            "\n",
            "code",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(st.text(max_size=200) | said, st.sampled_from(["", *sorted(IDS), "gone.report", "."]))
def test_any_message_is_small_talk_or_has_up_to_three_results(message, subject):
    understood = read(message, subject)
    assert (understood.smalltalk != "") == (understood.results == ())
    assert len(understood.results) <= 3
    assert len(understood.results) <= 1 or understood.results[0].verdict is Verdict.ANSWER
    assert understood.where in {"", *ACTIONS}
