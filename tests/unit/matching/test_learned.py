"""From a question to entries and a verdict, learnt from a small toolkit by its words alone."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Encoder
from bot.matching import LearnedMatcher, Result, Verdict, keeping
from bot.matching.fitting import Fitter, reader_of
from bot.matching.lesson import Lesson

from .entries import ALIASES, OFF_TOPIC, TOOLKIT, an_entry

LESSON = Lesson.of_toolkit(TOOLKIT, (), OFF_TOPIC, ALIASES)
PHRASES = {entry.id: (entry.title, *entry.asks) for entry in TOOLKIT}
SAID = [(phrase, id) for id, phrases in PHRASES.items() for phrase in phrases]
ODD = ["", "   ", "\n\t", "😀😀", "?!", "\x00", "z" * 5000, "blah " * 1000, "Sut mae'r tywydd heddiw ym Mangor?"]


def learnt(lesson: Lesson, encoder: Encoder | None = None) -> LearnedMatcher:
    fitter = Fitter(lesson, encoder)
    return LearnedMatcher(fitter.fit(), fitter.reader, PHRASES)


MATCHER = learnt(LESSON)


def best(question: str) -> str:
    return MATCHER.match(question).matches[0].id


@pytest.mark.parametrize(("phrase", "id"), SAID)
def test_a_curated_phrase_said_again_is_answered_by_its_entry(phrase, id):
    result = MATCHER.match(phrase)
    assert (result.verdict, result.matches[0].id) == (Verdict.ANSWER, id)


def test_a_question_in_other_words_finds_the_entry():
    assert best("can I stop a resident of my ward by blocking") == "block-a-resident"


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("shuold i take a screenshot frist", "save-evidence"),
        ("what conuts as evidnece", "save-evidence"),
        ("somone has copyed my facebok profile", "facebook.impersonation"),
        ("is a pasword enuogh on its own", "two-step"),
        ("am i alowed to blok poeple who live in my ward", "block-a-resident"),
    ],
)
def test_typing_errors_are_tolerated(question, id):
    result = MATCHER.match(question)
    assert (result.verdict, result.matches[0].id) == (Verdict.ANSWER, id)


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("fake face book page pretending its me", "facebook.impersonation"),
        ("fake FB pretending its me", "facebook.impersonation"),
        ("fake insta pretending its me", "instagram.impersonation"),
        ("report something on Twitter", "x.report"),
        ("report something on x.com", "x.report"),
    ],
)
def test_a_nickname_leads_to_its_platform(question, id):
    assert best(question) == id


def test_two_entries_that_fit_alike_come_first():
    first, second = MATCHER.match("someone has copied my profile").matches[:2]
    assert {first.id, second.id} == {"facebook.impersonation", "instagram.impersonation"}


def test_a_story_around_the_question_does_not_hide_it():
    story = "He has been at it for weeks. Am I allowed to block people who live in my ward? My wife is fed up too."
    assert best(story) == "block-a-resident"


@pytest.mark.parametrize("line", OFF_TOPIC)
def test_a_line_beside_the_subject_is_not_answered(line):
    assert MATCHER.match(line).verdict is not Verdict.ANSWER


@pytest.mark.parametrize("question", ODD)
def test_odd_messages_get_nothing(question):
    assert MATCHER.match(question).verdict is Verdict.NONE


@pytest.mark.parametrize("question", ["", "   ", "😀😀", "?!", "\x00"])
def test_a_message_without_words_has_no_matches_and_no_reasons(question):
    assert (MATCHER.match(question), MATCHER.explain(question)) == (Result(Verdict.NONE), ())


@given(st.text(max_size=400) | st.lists(st.sampled_from([phrase for phrase, _ in SAID]), max_size=4).map(" ".join))
def test_any_text_has_at_most_five_matches_best_first(text):
    result = MATCHER.match(text)
    scores = [match.score for match in result.matches]
    assert scores == sorted(scores, reverse=True)
    assert [score for score in scores if not 0 <= score <= 1] == []
    assert len({match.id for match in result.matches}) == len(scores) <= 5
    assert result.matches or result.verdict is Verdict.NONE


def test_the_same_question_has_the_same_result_whenever_it_is_learnt():
    again = learnt(LESSON)
    assert [again.match(line) for line in OFF_TOPIC] == [MATCHER.match(line) for line in OFF_TOPIC]


def test_further_phrases_are_learnt_too():
    further = [("purple elephants trample the lawn", "two-step")]
    taught = learnt(Lesson.of_toolkit(TOOLKIT, further, OFF_TOPIC, ALIASES)).match("purple elephants")
    untaught = MATCHER.match("purple elephants")
    assert taught.matches[0].id == "two-step"
    assert taught.matches[0].score > untaught.matches[0].score


def test_test_questions_of_an_entry_teach_none_of_its_words():
    quiet = an_entry("two-step", "Turn on two-step verification", tests=("purple elephants",))
    others = [entry for entry in TOOLKIT if entry.id != "two-step"]
    matcher = learnt(Lesson.of_toolkit([quiet, *others], (), OFF_TOPIC, ALIASES))
    assert matcher.match("purple elephants").verdict is Verdict.NONE


def test_without_questions_of_its_own_a_lesson_is_learnt_from_phrases_held_out_in_turn():
    rows = [(f"{word} my {thing}", word) for word in ("block", "save", "hide") for thing in ("post", "page", "photo")]
    matcher = learnt(Lesson.of_rows([*rows, *((line, "") for line in OFF_TOPIC)]))
    assert [matcher.match(f"{word} my picture").matches[0].id for word in ("block", "save", "hide")] == [
        "block",
        "save",
        "hide",
    ]


def test_without_entries_nothing_matches():
    assert learnt(Lesson.of_toolkit([], (), OFF_TOPIC, ALIASES)).match("block a resident") == Result(Verdict.NONE)


def test_a_lesson_of_a_few_rows_can_be_learnt():
    matcher = learnt(Lesson.of_rows([("block a resident", "block"), ("save the proof", "save")]))
    assert {match.id for match in matcher.match("save the proof").matches} == {"block", "save"}


@pytest.mark.parametrize(("phrase", "id"), SAID)
def test_the_reason_for_a_phrase_is_the_phrase(phrase, id):
    reason = MATCHER.explain(phrase)[0]
    assert (reason.id, reason.phrase) == (id, phrase)


def test_a_reason_has_the_words_that_told_as_they_were_understood():
    reason = MATCHER.explain("plz what counts as evidnece")[0]
    assert (reason.id, reason.phrase) == ("save-evidence", "what counts as evidence")
    told = dict(reason.words)
    assert next(iter(told)) == "evidence"
    assert told["evidence"] > 10 * told.get("plz", 0.0)


def test_a_nickname_is_explained_by_the_platforms_name():
    reason = MATCHER.explain("fake fb page pretending its me")[0]
    assert (reason.id, reason.phrase) == ("facebook.impersonation", "fake fb page with my photo")
    assert reason.words[0][0] == "facebook"


@given(st.text(max_size=80) | st.sampled_from([phrase for phrase, _ in SAID]))
def test_every_match_has_a_reason_whose_words_come_most_telling_first(question):
    matches, reasons = MATCHER.match(question).matches, MATCHER.explain(question)
    assert [reason.id for reason in reasons] == [match.id for match in matches]
    for reason in reasons:
        weights = [weight for _, weight in reason.words]
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
        assert reason.phrase in PHRASES[reason.id]


def test_without_phrases_to_show_a_reason_has_none():
    bare = LearnedMatcher(MATCHER.head, Fitter(LESSON, None).reader)
    assert {reason.phrase for reason in bare.explain("what counts as evidence")} == {""}


# With the encoder


@pytest.fixture(scope="module")
def meanings() -> LearnedMatcher:
    """The same toolkit learnt by its meanings as well."""
    return learnt(LESSON, Encoder())


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("an impostor is using my identity on insta", "instagram.impersonation"),
        ("can I stop a constituent from following me", "block-a-resident"),
    ],
)
def test_with_the_encoder_an_entry_is_found_by_what_it_means(meanings, question, id):
    assert meanings.match(question).matches[0].id == id


@pytest.mark.parametrize("question", ODD)
def test_with_the_encoder_odd_messages_get_nothing_either(meanings, question):
    assert meanings.match(question).verdict is Verdict.NONE
    assert len(meanings.explain(question)) <= 5


# Kept in a file


def kept(matcher: LearnedMatcher, path: Path, encoder: Encoder | None = None) -> LearnedMatcher:
    """The matcher after its head went through a file."""
    keeping.save(matcher.head, path)
    head = keeping.load(path)
    assert head is not None
    return LearnedMatcher(head, reader_of(head.vocabulary, ALIASES, encoder), PHRASES)


def test_a_kept_head_finds_the_same_for_the_same_reasons(tmp_path):
    again = kept(MATCHER, tmp_path / "folder" / "head.npz")
    for question in [*OFF_TOPIC, *ODD, *(phrase for phrase, _ in SAID), "shuold i take a screnshot on FB"]:
        assert again.match(question) == MATCHER.match(question)
        assert again.explain(question) == MATCHER.explain(question)


def test_a_kept_head_with_meanings_finds_the_same(tmp_path, meanings):
    again = kept(meanings, tmp_path / "head.npz", Encoder())
    for question in [*OFF_TOPIC[:20], *(phrase for phrase, _ in SAID)]:
        assert again.match(question) == meanings.match(question)


def test_keeping_replaces_what_was_there_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "head.npz"
    path.write_text("not a head")
    kept(MATCHER, path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file_is_no_head(tmp_path):
    assert keeping.load(tmp_path / "head.npz") is None
    assert keeping.load(tmp_path) is None


def written(*arrays: object, **named: object) -> bytes:
    """What numpy makes of arrays: one by itself, or several by their names."""
    file = io.BytesIO()
    if named:
        np.savez(file, **{name: np.array(array) for name, array in named.items()})
    else:
        np.save(file, np.array(arrays))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a head", b"PK\x03\x04", b"\x93NUMPY", written(1, 2), written(labels=["a"]), written(labels=[{}])],
    ids=["empty", "text", "zip begun", "array begun", "one array", "other arrays", "objects"],
)
def test_a_file_of_something_else_is_no_head(tmp_path, content):
    path = tmp_path / "head.npz"
    path.write_bytes(content)
    assert keeping.load(path) is None


@pytest.fixture(scope="module")
def head_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A head as it is kept, to be read only."""
    path: Path = tmp_path_factory.mktemp("heads") / "head.npz"
    keeping.save(MATCHER.head, path)
    return path


@given(share=st.floats(0, 0.999))
@settings(max_examples=20)
def test_a_file_cut_short_is_no_head(head_file, share):
    whole = head_file.read_bytes()
    cut = head_file.with_name("cut.npz")
    cut.write_bytes(whole[: int(share * len(whole))])
    assert keeping.load(cut) is None
