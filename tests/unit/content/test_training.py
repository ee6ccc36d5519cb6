"""Texts to learn from: what their files give, and what is said of a row that cannot be used."""

from pathlib import Path

import pytest

from bot.content import Training, standards, training
from bot.content.folder import Folder
from bot.domain.errors import ContentError
from bot.domain.severity import Level
from tests.knowledge_folder import KnowledgeFolder

IDS = frozenset({"threats", "facebook.report"})


@pytest.fixture
def folder(tmp_path: Path) -> KnowledgeFolder:
    """A knowledge base with two entries, and nothing to learn from yet."""
    return KnowledgeFolder(tmp_path)


def refused(folder: KnowledgeFolder) -> list[str]:
    with pytest.raises(ContentError) as told:
        training.read(folder.path, IDS)
    return [str(mistake) for mistake in told.value.mistakes]


def test_no_folder_of_training_is_nothing_to_learn(folder: KnowledgeFolder) -> None:
    assert training.read(folder.path, IDS) == Training((), (), ())
    assert training.off_topic(folder.path) == ()


def test_rows_are_read_file_by_file_in_their_order(folder: KnowledgeFolder) -> None:
    folder.write("training/phrases/second.tsv", "threats\tthey'll get me\n")
    folder.write("training/phrases/first.tsv", "facebook.report\treport a post\nthreats\t“you're next”\n")
    folder.write("training/danger/one.tsv", "none\tbins\nconcern\trude\nurgent\ta noose\nemergency\the's here\n")
    folder.write("training/off-topic.tsv", "service\tmy bin\nchat\tyou ok hun\n")
    assert training.read(folder.path, IDS) == Training(
        phrases=(
            ("facebook.report", "report a post"),
            ("threats", "“you're next”"),
            ("threats", "they'll get me"),
        ),
        danger=(
            (Level.NONE, "bins"),
            (Level.CONCERN, "rude"),
            (Level.URGENT, "a noose"),
            (Level.EMERGENCY, "he's here"),
        ),
        off_topic=("my bin", "you ok hun"),
    )


def test_what_is_no_file_of_rows_is_not_read(folder: KnowledgeFolder) -> None:
    folder.write("training/README.md", "Whose these are.\n")
    folder.write("training/phrases/notes.txt", "nothing\n")
    folder.write("training/phrases/deeper/lost.tsv", "nothing\n")
    assert training.read(folder.path, IDS) == Training((), (), ())


PHRASES, DANGER, OFF_TOPIC = "training/phrases/a.tsv", "training/danger/a.tsv", "training/off-topic.tsv"
GOOD = {PHRASES: "threats", DANGER: "urgent", OFF_TOPIC: "service"}
WRITE_ID = "write the id of an entry, one tab, and the text"
WRITE_LEVEL = "write a level, one tab, and the text"
WRITE_KIND = "write a kind, one tab, and the text"
ANOTHER = "write one that is, or take the row out"


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        (PHRASES, "nowhere\thow do I", f"nowhere is not the id of an entry: {ANOTHER}"),
        (PHRASES, "Threats\thow do I", f"Threats is not the id of an entry: {ANOTHER}"),
        (PHRASES, "threats how do I", WRITE_ID),
        (PHRASES, "threats\t", WRITE_ID),
        (PHRASES, "threats\t  ", WRITE_ID),
        (PHRASES, "threats\thow\tdo I", WRITE_ID),
        (PHRASES, "threats\t\thow do I", WRITE_ID),
        (PHRASES, "\thow do I", WRITE_ID),
        (PHRASES, "", WRITE_ID),
        (DANGER, "severe\ta noose", f"severe is not a level: {ANOTHER}"),
        (DANGER, "URGENT\ta noose", f"URGENT is not a level: {ANOTHER}"),
        (DANGER, "threats\ta noose", f"threats is not a level: {ANOTHER}"),
        (DANGER, "urgent", WRITE_LEVEL),
        (OFF_TOPIC, "my bin", WRITE_KIND),
        (OFF_TOPIC, "service\tmy\tbin", WRITE_KIND),
        (OFF_TOPIC, "\tmy bin", WRITE_KIND),
    ],
)
def test_a_row_that_cannot_be_used_is_a_mistake_with_its_line(
    folder: KnowledgeFolder, name: str, row: str, said: str
) -> None:
    folder.write(name, f"{GOOD[name]}\tone\n{row}\n{GOOD[name]}\tthree\n")
    assert refused(folder) == [f"knowledge/{name}:2: {said}"]


def test_every_row_of_every_file_that_cannot_be_used_is_told_at_once(folder: KnowledgeFolder) -> None:
    folder.write("training/phrases/a.tsv", "threats\tfine\nnowhere\ta\nthreats\n")
    folder.write("training/phrases/b.tsv", "elsewhere\tb\n")
    folder.write("training/danger/a.tsv", "severe\tc\nurgent\tfine\n")
    folder.write("training/off-topic.tsv", "d\n")
    assert refused(folder) == [
        f"knowledge/training/danger/a.tsv:1: severe is not a level: {ANOTHER}",
        f"knowledge/training/off-topic.tsv:1: {WRITE_KIND}",
        f"knowledge/training/phrases/a.tsv:2: nowhere is not the id of an entry: {ANOTHER}",
        f"knowledge/training/phrases/a.tsv:3: {WRITE_ID}",
        f"knowledge/training/phrases/b.tsv:1: elsewhere is not the id of an entry: {ANOTHER}",
    ]


def texts(given: Training) -> list[str]:
    """The texts of all three kinds."""
    return [*(text for _, text in given.phrases), *(text for _, text in given.danger), *given.off_topic]


@pytest.mark.parametrize("name", GOOD)
def test_the_mark_that_some_editors_put_first_is_no_part_of_the_first_row(folder: KnowledgeFolder, name: str) -> None:
    folder.write(name, f"\ufeff{GOOD[name]}\tone\n{GOOD[name]}\ttwo\n")
    assert texts(training.read(folder.path, IDS)) == ["one", "two"]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_that_is_not_utf_8_is_a_mistake_beside_those_of_others(
    folder: KnowledgeFolder, name: str, encoding: str
) -> None:
    folder.write(name, "").write_bytes(f"{GOOD[name]}\tat the café\n".encode(encoding))
    folder.write("training/phrases/b.tsv", "elsewhere\tb\n")
    assert refused(folder) == sorted(
        [
            f"knowledge/{name}: a character that is not UTF-8: save the file as UTF-8",
            f"knowledge/training/phrases/b.tsv:1: elsewhere is not the id of an entry: {ANOTHER}",
        ]
    )


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
@pytest.mark.parametrize("name", GOOD)
def test_a_row_ends_at_a_newline_only(folder: KnowledgeFolder, name: str, sign: str) -> None:
    folder.write(name, f"{GOOD[name]}\tone{sign}more\n{GOOD[name]}\ttwo\n")
    assert texts(training.read(folder.path, IDS)) == [f"one{sign}more", "two"]
    folder.write(name, f"{GOOD[name]}\tone{sign}more\nno tab\n")
    (mistake,) = refused(folder)
    assert mistake.startswith(f"knowledge/{name}:2: ")


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("last", [True, False])
def test_rows_end_as_on_any_machine_and_the_last_one_with_or_without(
    folder: KnowledgeFolder, ends: str, last: bool
) -> None:
    rows = f"threats\tone{ends}threats\ttwo{ends if last else ''}"
    folder.write(PHRASES, "").write_bytes(rows.encode())
    assert texts(training.read(folder.path, IDS)) == ["one", "two"]


def reviewed(folder: KnowledgeFolder) -> list[str]:
    """What ``bot check`` says of the texts to learn from."""
    _, mistakes = standards.review(Folder(folder.path))
    return [str(mistake) for mistake in mistakes if mistake.file.startswith("knowledge/training")]


def test_a_review_has_nothing_to_say_of_rows_that_can_be_used(folder: KnowledgeFolder) -> None:
    assert reviewed(folder) == []
    folder.write(PHRASES, "threats\tthreats test d\nfacebook.report\treport a post\n")
    folder.write(DANGER, "urgent\ta noose\n")
    folder.write(OFF_TOPIC, "service\tmy bin\n")
    assert reviewed(folder) == []


def test_a_review_tells_of_every_row_that_cannot_be_used(folder: KnowledgeFolder) -> None:
    folder.write(PHRASES, "threats\tfine\nnowhere\ta\n")
    folder.write(DANGER, "urgent\n")
    folder.write(OFF_TOPIC, "").write_bytes(b"service\tcaf\xe9\n")
    assert reviewed(folder) == [
        f"knowledge/{DANGER}:1: {WRITE_LEVEL}",
        "knowledge/training/off-topic.tsv: a character that is not UTF-8: save the file as UTF-8",
        f"knowledge/{PHRASES}:2: nowhere is not the id of an entry: {ANOTHER}",
    ]


@pytest.mark.parametrize("phrase", ["threats test b", "Threats: TEST “b”?", " threats  test b "])
@pytest.mark.parametrize("id", sorted(IDS))
def test_a_phrase_that_an_entry_is_tested_with_is_not_learnt_from(
    folder: KnowledgeFolder, phrase: str, id: str
) -> None:
    folder.write(PHRASES, f"threats\tfine\n{id}\t{phrase}\n")
    assert reviewed(folder) == [f'knowledge/training: "{phrase}" is a test of threats: take it out']


def test_every_phrase_that_is_a_test_is_told_with_its_entry(folder: KnowledgeFolder) -> None:
    folder.write("training/phrases/a.tsv", "threats\tthreats test a\nthreats\tthreats test c\n")
    folder.write("training/phrases/b.tsv", "facebook.report\tfacebook report test a\n")
    assert reviewed(folder) == [
        f'knowledge/training: "{text}" is a test of {id}: take it out'
        for text, id in [
            ("facebook report test a", "facebook.report"),
            ("threats test a", "threats"),
            ("threats test c", "threats"),
        ]
    ]


def test_lines_beside_the_subject_are_read_without_their_heading_and_kind(folder: KnowledgeFolder) -> None:
    folder.write("held-out/off-topic.tsv", "kind\ttext\nservice\tmy bin\nchat\tyou ok hun\n")
    assert training.off_topic(folder.path) == ("my bin", "you ok hun")


def test_what_measures_is_no_part_of_what_is_learnt(folder: KnowledgeFolder) -> None:
    folder.write("held-out/off-topic.tsv", "kind\ttext\nservice\tmy bin\n")
    folder.write("held-out/danger.tsv", "text\tlevel\na noose\turgent\n")
    assert training.read(folder.path, IDS) == Training((), (), ())


@pytest.mark.parametrize("name", [PHRASES, DANGER, OFF_TOPIC, "held-out/off-topic.tsv"])
def test_the_digest_is_another_where_a_file_changes_moves_comes_or_goes(folder: KnowledgeFolder, name: str) -> None:
    found = [training.digest(folder.path)]
    path = folder.write(name, "threats\tone\n")
    found.append(training.digest(folder.path))
    folder.write(name, "threats\ttwo\n")
    found.append(training.digest(folder.path))
    path.rename(path.with_name("moved.tsv"))
    found.append(training.digest(folder.path))
    assert len(set(found)) == 4
    path.with_name("moved.tsv").unlink()
    assert training.digest(folder.path) == found[0]


def test_the_digest_is_the_same_wherever_the_folder_lies_and_whatever_lies_beside_the_rows(tmp_path: Path) -> None:
    one, other = KnowledgeFolder(tmp_path / "one"), KnowledgeFolder(tmp_path / "other")
    for each in (one, other):
        each.write(PHRASES, "threats\tone\n")
    other.write("training/README.md", "Whose these are.\n")
    other.entry("doxxing")
    assert training.digest(one.path) == training.digest(other.path)
