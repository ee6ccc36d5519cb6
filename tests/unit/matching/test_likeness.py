"""Questions that ask for the same thing are put together."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language import words
from bot.matching.likeness import groups

# Few and short words, so that groups of many come about.
texts = st.lists(
    st.one_of(
        st.lists(st.sampled_from(["bin", "bins", "brown", "tick", "blue", "the", "is"]), max_size=4).map(" ".join),
        st.text(max_size=30),
    ),
    max_size=25,
)


def put_together(*said: str) -> list[set[str]]:
    return [{said[place] for place in group} for group in groups(said)]


def test_the_same_question_in_other_words_is_in_the_same_group():
    assert put_together(
        "when is the brown bin collected",
        "what day is brown bin collection??",
        "someone made a deepfake video of me",
        "Deepfake video of me, what do I do",
    ) == [
        {"someone made a deepfake video of me", "Deepfake video of me, what do I do"},
        {"when is the brown bin collected", "what day is brown bin collection??"},
    ]


def test_a_platform_in_common_is_not_enough():
    assert len(groups(["telegram hacked", "fake me on telegram", "telegram passkey"])) == 3


def test_little_words_do_not_make_questions_alike():
    assert len(groups(["how do i get a passport", "how do i get a dog", "what is an mp", "what is an sla"])) == 4


def test_slips_of_the_finger_do_not_part_questions():
    assert len(groups(["how do i report facebook posts", "how do i reprot facebok posts"])) == 1


def test_the_biggest_group_comes_first_and_then_the_one_with_the_latest():
    said = ["parking", "blue tick", "parking", "drone", "deepfake", "Drone!"]
    assert groups(said) == ((3, 5), (0, 2), (4,), (1,))


def test_texts_without_a_word_that_the_matcher_reads_are_told_apart():
    assert len(groups(["👍", "مرحبا بك", "👎", "👍 "])) == 3


def test_many_long_texts_are_read_from_their_beginnings():
    said = [" ".join(f"word{n}" for n in range(400)) + f" {number}" for number in range(300)]
    assert groups(said) == (tuple(range(300)),)


def test_nothing_makes_no_groups():
    assert groups([]) == ()


@given(texts)
def test_each_text_is_in_one_group(said):
    assert sorted(place for group in groups(said) for place in group) == list(range(len(said)))


@given(texts)
def test_texts_with_the_same_words_are_in_one_group(said):
    group_of = {place: group for group in groups(said) for place in group}
    same = [(one, other) for one in group_of for other in group_of if words(said[one]) == words(said[other]) != ()]
    assert [pair for pair in same if group_of[pair[0]] != group_of[pair[1]]] == []


@given(texts)
def test_groups_come_by_size_and_then_by_their_latest(said):
    order = [(-len(group), -group[-1]) for group in groups(said)]
    assert order == sorted(order)
    assert [group for group in groups(said) if list(group) != sorted(group)] == []


@given(texts.flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
def test_the_order_of_the_texts_makes_no_other_groups(both):
    def made(said: list[str]) -> list[list[str]]:
        return sorted(sorted(said[place] for place in group) for group in groups(said))

    assert made(both[0]) == made(both[1])
