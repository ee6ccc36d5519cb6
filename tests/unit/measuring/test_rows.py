"""Files of rows whose right answer is known."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ContentError
from bot.domain.severity import Level
from bot.measuring.rows import Message, OffTopic, Question, Rows, own_questions, read

from .known import CATALOGUE

#: A text as a cell can hold it: on one line, no tab, and nothing at its ends that is trimmed.
CELLS = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"])).map(str.strip).filter(bool)
IDS = st.lists(st.sampled_from([entry.id for entry in CATALOGUE]), min_size=1, max_size=3, unique=True).map(tuple)


def written(folder: Path, text: str, name: str = "rows.tsv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def mistakes(*paths: Path) -> list[tuple[str, int]]:
    with pytest.raises(ContentError) as caught:
        read(paths, CATALOGUE)
    return [(Path(mistake.file).name, mistake.line) for mistake in caught.value.mistakes]


@given(st.lists(st.builds(Question, CELLS, IDS), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_questions_are_read_as_they_were_written(tmp_path_factory, questions, ending):
    lines = ["question\tids", *(f"{question.text}\t{', '.join(question.ids)}" for question in questions)]
    path = written(tmp_path_factory.mktemp("rows"), ending.join(lines))
    assert read([path], CATALOGUE) == Rows(questions=tuple(questions))


@given(st.lists(st.builds(Message, CELLS, st.sampled_from(Level)), min_size=1, max_size=5))
def test_messages_are_read_as_they_were_written(tmp_path_factory, messages):
    lines = ["text\tlevel", *(f"{message.text}\t{message.level.word}" for message in messages)]
    path = written(tmp_path_factory.mktemp("rows"), "\n".join(lines) + "\n\n")
    assert read([path], CATALOGUE) == Rows(messages=tuple(messages))


@given(st.binary())
def test_any_file_is_read_or_refused_with_its_name(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("rows") / "rows.tsv"
    path.write_bytes(content)
    try:
        rows = read([path], CATALOGUE)
    except ContentError as error:
        assert {mistake.file for mistake in error.mistakes} == {str(path)}  # noqa: PT017 - either is fine
    else:
        assert rows != Rows()


def test_files_of_several_kinds_are_told_apart_by_their_first_line(tmp_path):
    paths = [
        written(tmp_path, "\ufefftext\nwhen are the bins emptied\n", "plain.tsv"),
        written(tmp_path, "kind\ttext\nchat\thello there\n", "kinds.tsv"),
        written(tmp_path, "level\ttext\nurgent\the is outside\n", "danger.tsv"),
        written(tmp_path, "Question\tIDs\nmay i block\tblock-a-resident\n", "questions.tsv"),
    ]
    assert read(paths, CATALOGUE) == Rows(
        (Question("may i block", ("block-a-resident",)),),
        (OffTopic("when are the bins emptied"), OffTopic("hello there", "chat")),
        (Message("he is outside", Level.URGENT),),
    )


def test_every_mistake_in_every_file_is_told_at_once(tmp_path):
    questions = "question\tids\nhow\tno-such-entry\nfine\ttwo-step\nno ids\nblank\t \nhow\ttwo-step,\n"
    paths = [
        written(tmp_path, questions, "a.tsv"),
        written(tmp_path, "text\tlevel\nhello\tmild\n", "b.tsv"),
        written(tmp_path, "frage\tids\nwie\ttwo-step\n", "c.tsv"),
        written(tmp_path, "text\ttext\none\ttwo\n", "d.tsv"),
        written(tmp_path, "text\n\n", "e.tsv"),
        written(tmp_path, "", "empty.tsv"),
        tmp_path / "missing.tsv",
    ]
    (tmp_path / "f.tsv").write_bytes(b"text\n\xff\n")
    assert mistakes(*paths, tmp_path / "f.tsv") == [
        *(("a.tsv", line) for line in (2, 4, 5, 6)),
        ("b.tsv", 2),
        ("c.tsv", 1),
        ("d.tsv", 1),
        ("e.tsv", 0),
        ("empty.tsv", 0),
        ("f.tsv", 0),
        ("missing.tsv", 0),
    ]


def test_the_toolkits_own_questions_are_its_tests():
    assert own_questions(CATALOGUE)[0] == Question("test of block-a-resident", ("block-a-resident",))
    assert len(own_questions(CATALOGUE)) == len(CATALOGUE)
