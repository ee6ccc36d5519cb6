"""Open questions as an editor looks at them."""

from datetime import UTC, datetime

from bot.content import Knowledge
from bot.desk.gaps import gather, holding
from bot.matching import Verdict
from bot.storage.feedback import Question

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def asked(*texts: str, verdict: str = "none", matches: tuple[str, ...] = ()) -> list[Question]:
    """Questions, the latest first, as the store gives them."""
    return [Question(id, NOW, verdict, matches, text) for id, text in enumerate(texts, 1)][::-1]


def test_questions_that_ask_for_the_same_thing_are_one_gap_with_each_wording_once():
    (gap, other) = gather(asked("Brown bin?", "my drone", "brown bin", "brown bins", "BROWN BIN"))
    assert gap.wordings == (("Brown bin?", 3), ("brown bins", 1))
    assert (gap.id, gap.ids, gap.longest) == (1, {1, 3, 4, 5}, "Brown bin?")
    assert other.wordings == (("my drone", 1),)


def test_pictures_are_told_apart():
    assert [gap.wordings for gap in gather(asked("👍", "👎", "👍"))] == [(("👍", 2),), (("👎", 1),)]


def test_a_gap_is_found_by_any_of_its_questions():
    gaps = gather(asked("my drone", "brown bin", "brown bins"))
    assert holding(gaps, 1) == (1, gaps[1])
    assert holding(gaps, 3) == holding(gaps, 2) == (0, gaps[0])
    assert holding(gaps, 4) is None


def test_every_way_of_coming_to_nothing_has_words(knowledge: Knowledge):
    for verdict in (*Verdict, "none-of-these", "missed"):
        (gap,) = gather(asked("brown bin", verdict=verdict))
        assert list(gap.verdicts(knowledge.words).values()) == [1]


def test_verdicts_are_counted_and_entries_that_were_not_it_are_named(knowledge: Knowledge):
    missed = asked("brown bin", verdict="missed", matches=("phishing",))
    found = [Question(9, NOW, "none", ("two-step",), "brown bin"), Question(8, NOW, "none", (), "brown bin"), *missed]
    (gap,) = gather(found)
    assert list(gap.verdicts(knowledge.words).items()) == [("no answer", 2), ("“not this”", 1)]
    assert gap.missed() == ("phishing",)
