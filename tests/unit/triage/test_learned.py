"""What a learnt head and the rules make of a message together: neither silences the other."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Pattern, Veto
from bot.content.signals import expression
from bot.domain.severity import NOTHING, Assessment, Level, Signal
from bot.language import WelshReader
from bot.triage import LearnedAssessor, RuleAssessor
from bot.triage.ear import Heard
from bot.triage.learned import ALERT, ALERT_SCRAP, ALERT_WITH_SIGNAL, CHECK, CHECK_WITH_SIGNAL, CONCERN, SELF_HARM

KNIFE = Pattern("knife", Level.EMERGENCY, "A knife", False, (expression("knife"),), ())
THREAT = Pattern("threat", Level.URGENT, "A threat", False, (expression("kill you"),), ())
RUDE = Pattern("rude", Level.CONCERN, "Rudeness", False, (expression("scum"),), ())
HINT = Pattern("unsure-hint", Level.CONCERN, "A hint", False, (expression("he is back"),), ())
DESPAIR = Pattern("despair", Level.URGENT, "Despair", True, (expression("end it all"),), ())
RULES = RuleAssessor(
    [KNIFE, THREAT, RUDE, HINT, DESPAIR], [Veto("crime", "A subject", (expression("knife crime"),), ())]
)
MEANINGS = {Level.CONCERN: "Abuse", Level.URGENT: "A person must look", Level.EMERGENCY: "Harm is near"}
WELSH = WelshReader({"mae", "wrth", "yn"}, {"cyllell": "blade", "y drws": "the door"})

#: Above and below a threshold, by more than floats are off.
OVER, UNDER = 0.01, -0.01
#: Of a longer passage the ear reads about so many words at its beginning, and as many at its end.
HALF = 35
CALM = (0.999, 0.0004, 0.0003, 0.0003), 0.01


class Listener:
    """Stands in for what was learnt: a passage tells what the first known word in it does, else nothing much."""

    def __init__(self, chances: dict[str, tuple[Sequence[float], float]]) -> None:
        """``chances`` gives for words the probabilities of the four levels, and that of self-harm."""
        self._chances = chances
        self.asked: list[str] = []

    def hear(self, passages: Sequence[str]) -> Heard:
        self.asked += passages
        told = [self._told(passage) for passage in passages]
        levels, self_harm = ([one[part] for one in told] for part in (0, 1))
        return Heard.worst(np.array(levels, np.float32), np.array(self_harm, np.float32))

    def _told(self, passage: str) -> tuple[Sequence[float], float]:
        said = passage.casefold().split()
        read = said if len(said) <= 2 * HALF else said[:HALF] + said[-HALF:]
        return next((self._chances[word] for word in (w.strip(".,!?") for w in read) if word in self._chances), CALM)


def chances(
    *, concern: float = 0.001, urgent: float = 0.001, emergency: float = 0.001, self_harm: float = 0.01
) -> tuple[Sequence[float], float]:
    """The head's chances of what is named, the rest being none."""
    return (1 - concern - urgent - emergency, concern, urgent, emergency), self_harm


def danger(chance: float) -> tuple[Sequence[float], float]:
    """So much danger, most of it urgent."""
    return chances(urgent=chance - 0.001)


def hearing(**known: tuple[Sequence[float], float]) -> LearnedAssessor:
    """An assessor whose head gives these chances to a message with the word."""
    return LearnedAssessor(RULES, Listener(known), MEANINGS, WELSH)


def heard(level: Level) -> Signal:
    """What an officer reads of what the head heard."""
    return Signal(f"reads-like-{level.word}", level, MEANINGS[level])


def named(pattern: Pattern) -> Signal:
    return Signal(pattern.name, pattern.level, pattern.meaning)


def test_a_calm_message_is_nothing() -> None:
    assert hearing().assess("When is the next meeting?") == NOTHING


def test_what_the_head_alone_is_sure_of_raises_an_alert_in_words_that_an_officer_reads() -> None:
    found = hearing(shoe=danger(ALERT + OVER)).assess("A child's shoe, on my step")
    assert found == Assessment(Level.URGENT, (heard(Level.URGENT),))


def test_the_likelier_of_the_upper_levels_is_the_level() -> None:
    found = hearing(shoe=chances(urgent=0.3, emergency=0.4)).assess("A shoe")
    assert found == Assessment(Level.EMERGENCY, (heard(Level.EMERGENCY),))


def test_danger_counts_as_one_however_the_head_is_torn_between_its_levels() -> None:
    share = (ALERT + OVER) / 2
    assert hearing(shoe=chances(urgent=share, emergency=share)).assess("A shoe on my mat").level >= Level.URGENT


def test_what_the_head_alone_is_less_sure_of_is_asked_about() -> None:
    found = hearing(shoe=danger(ALERT + UNDER)).assess("A shoe")
    assert found == Assessment(Level.CONCERN, (heard(Level.CONCERN),), check=True)


@pytest.mark.parametrize("chance", [CHECK + OVER, ALERT_WITH_SIGNAL + UNDER])
def test_a_little_danger_is_asked_about_and_is_no_reason_yet(chance: float) -> None:
    assert hearing(shoe=danger(chance)).assess("A shoe") == Assessment(Level.NONE, check=True)


def test_less_than_that_is_not_asked_about() -> None:
    assert hearing(shoe=danger(CHECK + UNDER)).assess("A shoe") == NOTHING


@pytest.mark.parametrize(("text", "pattern"), [("I'll kill you. A shoe", THREAT), ("A knife and a shoe", KNIFE)])
def test_a_named_danger_and_a_head_that_hears_some_raise_an_alert_together(text: str, pattern: Pattern) -> None:
    found = hearing(shoe=danger(ALERT_WITH_SIGNAL + OVER)).assess(text)
    assert (found.level, found.check) == (pattern.level, False)
    assert named(pattern) in found.signals


@pytest.mark.parametrize(("text", "pattern"), [("I'll kill you", THREAT), ("A knife", KNIFE)])
def test_a_named_danger_is_asked_about_where_the_head_hears_next_to_none(text: str, pattern: Pattern) -> None:
    assessor = hearing(shoe=danger(CHECK_WITH_SIGNAL + 0.002))
    assert assessor.assess(f"A shoe. {text}") == Assessment(Level.CONCERN, (named(pattern),), check=True)


def test_a_named_danger_that_the_head_takes_for_a_way_of_speaking_is_a_concern() -> None:
    assert hearing().assess("A knife") == Assessment(Level.CONCERN, (named(KNIFE),))


def test_a_named_danger_is_asked_about_up_to_the_alert() -> None:
    found = hearing(shoe=danger(ALERT_WITH_SIGNAL + UNDER)).assess("I'll kill you. A shoe")
    assert found == Assessment(Level.CONCERN, (named(THREAT),), check=True)


def test_a_concern_that_is_named_makes_no_alert_of_what_the_head_is_unsure_of() -> None:
    found = hearing(shoe=danger(ALERT + UNDER)).assess("Scum. A shoe")
    assert (found.level, found.check) == (Level.CONCERN, True)


def test_what_is_named_is_told_and_not_what_was_only_heard_less_loudly() -> None:
    found = hearing(shoe=danger(0.9)).assess("A knife. A shoe")
    assert found == Assessment(Level.EMERGENCY, (named(KNIFE),))


def test_what_is_heard_above_what_is_named_is_told_as_well() -> None:
    found = hearing(shoe=chances(emergency=0.9)).assess("Scum. A shoe")
    assert found == Assessment(Level.EMERGENCY, (heard(Level.EMERGENCY), named(RUDE)))


@pytest.mark.parametrize(
    ("level", "signals"),
    [
        (Level.URGENT, (named(THREAT), heard(Level.URGENT), named(RUDE), named(HINT))),
        (Level.EMERGENCY, (heard(Level.EMERGENCY), named(THREAT), named(RUDE), named(HINT))),
    ],
)
def test_signals_are_told_highest_first_and_what_is_named_before_what_is_heard_as_loudly(
    level: Level, signals: tuple[Signal, ...]
) -> None:
    assessor = hearing(shoe=chances(**{level.word: 0.9}))
    assert assessor.assess("Scum. he's back. A shoe. I'll kill you") == Assessment(level, signals)


def test_a_hint_is_asked_about_where_the_head_is_calm_and_not_where_it_is_sure() -> None:
    assessor = hearing(shoe=danger(0.9))
    assert assessor.assess("he's back") == Assessment(Level.CONCERN, (named(HINT),), check=True)
    assert not assessor.assess("he's back. A shoe").check


def test_a_veto_silences_a_rule_and_not_the_head() -> None:
    assessor = hearing(shoe=danger(0.9))
    assert assessor.assess("Knife crime is up") == NOTHING
    assert assessor.assess("Knife crime is up. A shoe") == Assessment(Level.URGENT, (heard(Level.URGENT),))


def test_what_the_head_takes_for_abuse_is_a_concern_and_not_asked_about() -> None:
    found = hearing(liar=chances(concern=CONCERN + OVER)).assess("They call me a liar")
    assert found == Assessment(Level.CONCERN, (heard(Level.CONCERN),))


def test_what_is_rather_nothing_than_abuse_is_nothing() -> None:
    assert hearing(liar=chances(concern=CONCERN + UNDER - 0.002)).assess("They call me a liar") == NOTHING


def test_a_concern_that_is_named_stays_one_where_the_head_is_calm() -> None:
    assert hearing().assess("Scum") == Assessment(Level.CONCERN, (named(RUDE),))


def test_self_harm_is_heard_by_the_head_or_named_by_a_rule() -> None:
    assessor = hearing(
        pills=chances(urgent=0.9, self_harm=SELF_HARM + OVER), shoe=chances(urgent=0.9, self_harm=SELF_HARM + UNDER)
    )
    assert assessor.assess("I counted the pills").self_harm
    assert not assessor.assess("A shoe").self_harm
    assert assessor.assess("A shoe. I'll end it all").self_harm
    assert assessor.assess("I'll end it all").self_harm


def test_self_harm_that_only_the_head_hears_is_asked_about_however_calm_it_is_of_danger() -> None:
    pills = chances(self_harm=SELF_HARM + OVER)
    assert hearing(pills=pills).assess("I counted the pills") == Assessment(Level.NONE, check=True, self_harm=True)
    assert hearing(pills=pills).assess("Scum. The pills") == Assessment(
        Level.CONCERN, (named(RUDE),), check=True, self_harm=True
    )


def test_self_harm_that_the_head_is_less_sure_of_is_not_asked_about() -> None:
    assert hearing(pills=chances(self_harm=SELF_HARM + UNDER)).assess("I counted the pills") == NOTHING


def test_self_harm_that_only_the_head_hears_is_a_named_danger_where_the_head_hears_some() -> None:
    share = ALERT_WITH_SIGNAL - 0.001
    over, under = (chances(urgent=share + by, self_harm=SELF_HARM + OVER) for by in (OVER, UNDER))
    assert hearing(pills=over).assess("The pills") == Assessment(Level.URGENT, (heard(Level.URGENT),), self_harm=True)
    assert hearing(pills=under).assess("The pills") == Assessment(Level.NONE, check=True, self_harm=True)


def test_self_harm_in_one_sentence_of_a_long_message_is_heard_beside_a_worse_danger() -> None:
    assessor = hearing(pills=chances(self_harm=0.9), coffin=chances(emergency=0.9))
    around = "and so it went " * 40
    found = assessor.assess(f"{around} pills {around} coffin {around}")
    assert (found.level, found.self_harm) == (Level.EMERGENCY, True)


def test_the_danger_in_one_sentence_of_a_very_long_message_is_found() -> None:
    around = "The hall was full and the vote was close. " * 20
    found = hearing(shoe=danger(0.9)).assess(f"{around}There was a shoe on my step. {around}")
    assert found == Assessment(Level.URGENT, (heard(Level.URGENT),))


@pytest.mark.parametrize("at", range(0, 200, 9))
def test_no_word_of_a_long_message_is_left_out(at: int) -> None:
    said = ["and"] * 200
    said[at] = "shoe"
    assert hearing(shoe=danger(0.9)).assess(" ".join(said)).level is Level.URGENT


LONG = {
    "welsh": ("mae pawb", "cyllell", "blade"),
    "pictured": ("hall🙂", "🪓", "axe"),
    "accented": ("hâll", "cóffín", "coffin"),
    "digits": ("h4ll", "c0ff1n", "coffin"),
    "dotted": ("h4ll", "c.o.f.f.i.n", "coffin"),
    "spaced": ("h4ll", "c o f f i n", "coffin"),
}


@pytest.mark.parametrize("at", [0, 40, 100, 101, 160, 199])
@pytest.mark.parametrize(("around", "word", "means"), LONG.values(), ids=LONG)
def test_no_word_of_a_long_message_in_welsh_or_in_disguise_is_left_out(
    around: str, word: str, means: str, at: int
) -> None:
    said = [around] * 200
    said[at] = word
    assert hearing(**{means: danger(0.9)}).assess(" ".join(said)).level is Level.URGENT


@pytest.mark.parametrize(("around", "word", "means"), LONG.values(), ids=LONG)
def test_no_sentence_of_a_long_message_in_welsh_or_in_disguise_is_left_out(around: str, word: str, means: str) -> None:
    before, after = (" ".join(f"{around} {tag} {n}." for n in range(100)) for tag in ("first", "last"))
    assessor = hearing(**{means: danger(0.9)})
    assert assessor.assess(f"{before} {word} {around}. {after}").level is Level.URGENT
    assert assessor.assess(f"{before} {around}. {after}") == NOTHING


def asked(text: str) -> list[str]:
    """What the head is given of a message, beside the message itself."""
    ear = Listener({})
    LearnedAssessor(RULES, ear, MEANINGS, WELSH).assess(text)
    assert ear.asked[0] == text
    return ear.asked[1:]


@pytest.mark.parametrize("words", [3, 17, 30, 49, 50])
@pytest.mark.parametrize("ends", [". ", "! ", "?? ", "\n", "...\n\n"])
def test_a_long_message_is_heard_in_whole_sentences(words: int, ends: str) -> None:
    sentences = [" ".join(["so", *["it"] * (words - 2), f"w{n}"]) for n in range(400 // words)]
    parts = asked(ends.join([*sentences, ""]))
    assert all(any(sentence in part for part in parts) for sentence in sentences)
    assert max(len(part.split()) for part in parts) <= 50
    assert all(part.startswith("so ") for part in parts)


def test_sentences_of_long_words_make_shorter_parts() -> None:
    sentences = [f"{'Llanfairpwllgwyngyll ' * 7}and {n}." for n in range(20)]
    parts = asked(" ".join(sentences))
    assert all(any(sentence in part for part in parts) for sentence in sentences)
    assert max(map(len, parts)) <= 321, "two sentences and the space between them"


def test_no_word_of_a_long_sentence_of_long_words_is_left_out() -> None:
    said = [f"correspondence{n}" for n in range(200)]
    parts = asked(" ".join(said))
    assert [word for word in said if not any(word in part.split() for part in parts)] == []


def test_of_several_passages_the_most_dangerous_counts_wherever_it_stands() -> None:
    assessor = hearing(shoe=danger(0.6), coffin=chances(emergency=0.9))
    around = "and so it went " * 40
    for message in (f"shoe {around} coffin {around}", f"coffin {around} shoe {around}"):
        assert assessor.assess(message).level is Level.EMERGENCY


def test_emoji_alone_are_read() -> None:
    assert hearing(axe=danger(0.9)).assess("🪓🪓") == Assessment(Level.URGENT, (heard(Level.URGENT),))


@pytest.mark.parametrize(
    "text", ["Your c0ff1n is ready", "Your c.o.f.f.i.n is ready", "c o f f i n", "cóffín", "ｃｏｆｆｉｎ"]
)
def test_disguised_words_are_read(text: str) -> None:
    assert hearing(coffin=danger(0.9)).assess(text).level is Level.URGENT


def test_welsh_is_read_through_the_glossary() -> None:
    assessor = hearing(blade=danger(0.9))
    assert assessor.assess("Mae cyllell wrth y drws").level is Level.URGENT
    assert assessor.assess("The word cyllell is Welsh") == NOTHING


@pytest.mark.parametrize("text", ["нож", "Нож!", "刀", "🚪", "7", "…", "。", "\u2028"])
def test_a_text_of_any_letter_digit_or_sign_beyond_ascii_is_heard(text: str) -> None:
    ear = Listener({})
    assert LearnedAssessor(RULES, ear, MEANINGS, WELSH).heard(text) is not None
    assert text in ear.asked


@pytest.mark.parametrize("word", ["нож", "刀", "🚪", "7"])
def test_what_the_head_hears_in_a_text_without_an_english_word_counts(word: str) -> None:
    assert hearing(**{word: danger(0.9)}).assess(f"{word}!") == Assessment(Level.URGENT, (heard(Level.URGENT),))


@pytest.mark.parametrize("text", ["", " \n\t", "...", "?!", "-", ":)", "\x00"])
def test_a_text_with_nothing_to_read_is_nothing(text: str) -> None:
    assessor = hearing()
    assert assessor.heard(text) is None
    assert assessor.assess(text) == NOTHING


def test_a_passage_is_heard_once_only() -> None:
    ear = Listener({})
    LearnedAssessor(RULES, ear, MEANINGS, WELSH).assess("na " * 200)
    assert len(ear.asked) == len(set(ear.asked)) > 1


PIECES = st.sampled_from(
    ["shoe ", "he is back ", "knife ", "knife crime ", "scum. ", "kill you ", "mae yn cyllell ", "🪓", "k1ll ", "and "]
)
TEXTS = st.one_of(st.text(max_size=500), st.lists(PIECES, max_size=120).map("".join))


@given(
    TEXTS,
    st.tuples(*[st.floats(0.001, 1)] * 4),
    st.floats(0.001, 0.999),
    st.sampled_from(["shoe", "and", "blade", "a"]),
)
def test_any_text_is_assessed_and_what_is_done_about_it_agrees(
    text: str, levels: tuple[float, ...], self_harm: float, word: str
) -> None:
    total = sum(levels)
    assessor = hearing(**{word: ([level / total for level in levels], self_harm)})
    found, ruled = assessor.assess(text), RULES.assess(text)
    assert not (found.check and found.level >= Level.URGENT)
    assert bool(found.signals) == (found.level > Level.NONE)
    assert found.level >= min(ruled.level, Level.CONCERN)
    assert set(ruled.signals) <= set(found.signals)
    assert found.self_harm >= ruled.self_harm
    assert found.check or found.level >= Level.URGENT or not (ruled.check or found.self_harm)
    assert [signal.level for signal in found.signals] == sorted((s.level for s in found.signals), reverse=True)


def test_a_scrap_of_a_message_is_asked_about_where_more_words_would_alert():
    assess = hearing(son=danger(ALERT_SCRAP + UNDER)).assess
    scrap, sentence = assess("to my son"), assess("it was to my son")
    assert (scrap.level, scrap.check) == (Level.CONCERN, True)
    assert (sentence.level, sentence.check) == (Level.URGENT, False)
    assert hearing(son=danger(ALERT_SCRAP + OVER)).assess("to my son").level is Level.URGENT


def test_a_scrap_that_names_danger_needs_no_surer_head():
    assert hearing(knife=danger(ALERT_WITH_SIGNAL + OVER)).assess("a knife").level is Level.EMERGENCY
