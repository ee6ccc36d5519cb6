"""Reading any draft whatever."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import DraftRule
from bot.drafts import DraftReader, Remark
from bot.drafts.passages import LONGEST_QUOTE

from .shipped import KNOWLEDGE, POSTS, READER, quotes, remarks, rules

#: Far more than a draft takes (about 15 ms), and far less than a pattern that runs away.
PATIENCE = 0.5  # seconds of the processor
PIECES = [
    *(example for rule in KNOWLEDGE.remarks.values() for example in (*rule.examples, *rule.harmless)),
    *(
        "\n",
        "  ",
        "…",
        "’",
        "“",
        "Cllr ",
        "Mr. ",
        "!!!",
        "07700 900123",
        "@",
        "£1m",
        "100%",
        "\0",
        "\u202e",
        "👏",
        "İ",
        "ß",
    ),
]
DRAFTS = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join)


def a_rule(id: str = "rule", **changes: object) -> DraftRule:
    none: tuple[str, ...] = ()
    told = {"says": "Really?", "entry": "entry", "capitals": False, "patterns": none, "with_picture": none}
    told |= {"but_not": none, "unless": none, "answered_by": none, "examples": none, "harmless": none}
    return DraftRule(id=id, **(told | changes))  # type: ignore[arg-type]


def read(rule: DraftRule, draft: str, *, pictured: bool = False) -> tuple[str, ...] | None:
    """The quotes of the one rule's remark; None where there is none."""
    found = DraftReader({rule.id: rule}).read(draft, pictured=pictured)
    return found[0].quotes if found else None


@given(DRAFTS, st.booleans())
def test_any_draft_is_read_and_its_remarks_quote_it_in_the_order_of_the_rules(draft: str, pictured: bool) -> None:
    found = READER.read(draft, pictured=pictured)
    order = list(KNOWLEDGE.remarks)
    assert [remark.rule for remark in found] == sorted({remark.rule for remark in found}, key=order.index)
    for remark in found:
        assert len(remark.quotes) <= 3
        assert all(0 < len(words) <= LONGEST_QUOTE and words in draft for words in remark.quotes)
        assert remark.quotes or (pictured and remark.rule == "picture-description")


@pytest.mark.parametrize(
    "piece",
    [
        *(
            " ".join(POSTS),
            "07700 900123 ",
            "4111 ",
            "1 2 3 ",
            "A ",
            "Sarah ",
            "he ",
            "x@y.zz ",
            "x.",
            "aa!! ",
            "f*",
            "(",
        ),
        *(
            "they ",
            "O'",
            "AAAA ",
            "we will vote ",
            "Cabinet Member for x ",
            "GB82 WEST ",
            "\n",
            "1%",
            "just arrived at ",
        ),
        *("#love", "a", "-", "i walk every ", "the clerk x ", "thank Sarah Jones ", "Mr Smith ", "1 Mill ", "“", "!"),
    ],
)
def test_no_draft_takes_long(piece: str) -> None:
    draft = (piece * 4096)[:4096]
    READER.read("", pictured=False)
    began = time.process_time()
    READER.read(draft, pictured=True)
    assert time.process_time() - began < PATIENCE


def test_nothing_is_found_in_nothing() -> None:
    assert remarks("") == ()


def test_what_stands_beyond_telegram_s_longest_message_is_not_read() -> None:
    assert rules("a " * 2048 + "bloody") == []


def test_curly_quotes_are_read_as_straight_ones_and_quoted_as_they_are() -> None:
    assert quotes("whereabouts", "We’re on holiday until Friday") == ("We’re on holiday until",)


def test_words_said_twice_are_quoted_once_and_no_more_than_three_are() -> None:
    assert read(a_rule(patterns=("b.d",)), "bad bad bed bid bud") == ("bad", "bed", "bid")


def test_what_overlaps_is_quoted_once() -> None:
    assert read(a_rule(patterns=("very bad", "bad day")), "a very bad day") == ("very bad",)


def test_a_long_quote_ends_with_a_word() -> None:
    (words,) = read(a_rule(patterns=("start.*",)), "start " + "word " * 30) or ()
    assert words == "start " + "word " * 10 + "word"


def test_brackets_mark_the_words_that_are_quoted() -> None:
    assert read(a_rule(patterns=("named (\\w+)",)), "somebody named Ann") == ("Ann",)


def test_words_with_but_not_in_them_do_not_count() -> None:
    rule = a_rule(patterns=(r"\w+ street",), but_not=("mill",))
    assert read(rule, "Mill Street and Bell Street") == ("Bell Street",)


def test_unless_excuses_its_own_sentence_and_no_other() -> None:
    rule = a_rule(patterns=("bad",), unless=("not",))
    assert read(rule, "It is not bad. It is so bad!") == ("bad",)
    assert read(rule, "Not bad, Mr. Doe. Not at all bad") is None


def test_an_answer_anywhere_takes_the_whole_remark_away() -> None:
    assert read(a_rule(patterns=(r"\d+%",), answered_by=("source:",)), "80% are. 20% not.\n\nSource: me") is None


def test_capitals_are_told_apart_where_the_rule_says_so() -> None:
    assert read(a_rule(patterns=("AB",)), "ab") == ("ab",)
    assert read(a_rule(patterns=("AB",), capitals=True), "ab") is None


def test_some_patterns_count_only_beside_a_picture() -> None:
    rule = a_rule(with_picture=("children",))
    assert (read(rule, "the children"), read(rule, "the children", pictured=True)) == (None, ("children",))


def test_a_picture_alone_asks_for_its_description() -> None:
    assert READER.read("New benches are in", pictured=True) == (Remark("picture-description"),)
    assert READER.read("New benches. Alt text: three benches on grass", pictured=True) == ()


def test_one_draft_may_bring_several_remarks() -> None:
    draft = "Apparently Mrs Patel of 14 Mill Lane is bloody furious, ring her on 07700 900123"
    assert rules(draft) == ["contact-details", "home-address", "person-named", "claim", "anger"]
