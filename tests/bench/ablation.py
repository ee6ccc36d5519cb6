"""What each part adds to understanding, as two Markdown tables: ``python -m tests.bench.ablation [FILE.tsv …]``."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.bootstrap.minds import hearing, welsh_for
from bot.cli.evaluating import HELD_OUT
from bot.content import Knowledge, load, training
from bot.domain.severity import Level
from bot.language import Encoder
from bot.matching.confidence import Confidence, Seen
from bot.matching.fitting import Fitter
from bot.matching.lesson import Lesson
from bot.measuring import Question, danger, rows
from bot.measuring.noise import slipped
from bot.triage import Assessor, LearnedAssessor, LearnedEar, RuleAssessor

ROOT = Path(__file__).parents[2]
SURE = 0.6
#: The scores in the order of ``Head.see``: of a label, and of the text.
RIDGE, SUMS, CENTRES, NEAREST = range(4)
OF_TEXT = {RIDGE: 1, SUMS: 2, CENTRES: 3}
BESIDE = 4
PARTS: dict[str, tuple[int, ...]] = {
    "words: ridge over the asks": (RIDGE,),
    "words: sums of all phrases": (SUMS,),
    "words: both": (RIDGE, SUMS),
    "meanings: ridge over the asks": (RIDGE,),
    "meanings: nearest asks": (NEAREST,),
    "meanings: tuned centres": (CENTRES,),
    "meanings: centres, ridge": (CENTRES, RIDGE),
    "all but the words of all phrases": (CENTRES, RIDGE, NEAREST),
    "all": (RIDGE, SUMS, CENTRES, NEAREST),
}


class Bench:
    """Everything that is seen of each set, once; then any choice of the columns is fitted and measured."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None, sets: dict[str, list[Question]]) -> None:
        entries = knowledge.catalogue.serving(knowledge.council.place)
        further = [(text, id) for id, text in training.read(knowledge.folder, {e.id for e in entries}).phrases]
        aliases = {id: platform.aliases for id, platform in knowledge.platforms.items()}
        off_topic = training.off_topic(knowledge.folder)
        fitter = Fitter(Lesson.of_toolkit(entries, further, off_topic, aliases), encoder)
        self.head, self.fitter = fitter.fit(), fitter
        self.sets = sets
        self.seen = {name: self._see([question.text for question in questions]) for name, questions in sets.items()}
        self.learning = fitter.calibration(self.head)

    def _see(self, texts: Sequence[str]) -> Seen:
        return self.head.see(self.fitter.reader.read(texts, self.fitter.terms))

    def row(self, columns: tuple[int, ...]) -> list[str]:
        """The figures of each set with these columns alone."""
        of_text = (0, *sorted({OF_TEXT[column] for column in columns if column in OF_TEXT}))
        if CENTRES in columns:
            of_text = (*of_text, BESIDE)
        seen, truth = self.learning
        confidence = Confidence.fit(_only(seen, columns, of_text), truth)
        found = []
        for name, questions in self.sets.items():
            probabilities = confidence.probabilities(_only(self.seen[name], columns, of_text))[:, :-1]
            found.append(_figures(probabilities, questions, self.head.labels))
        return found


def _only(seen: Seen, columns: tuple[int, ...], of_text: tuple[int, ...]) -> Seen:
    return Seen(seen.labels[..., list(columns)], seen.text[:, list(of_text)])


def _figures(probabilities: NDArray[np.float64], questions: list[Question], labels: tuple[str, ...]) -> str:
    best = np.argsort(-probabilities, axis=1)[:, :3]
    top = probabilities.max(1)
    if not any(question.ids for question in questions):
        return f"{(top >= SURE).mean():.1%} answered"
    right = np.array(
        [[labels[at] in question.ids for at in row] for row, question in zip(best, questions, strict=True)]
    )
    sure = top >= SURE
    precise = right[sure, 0].mean() if sure.any() else 0.0
    return f"{right[:, 0].mean():.1%} / {right.any(1).mean():.1%}; {sure.mean():.0%} at {precise:.1%}"


def hear(
    knowledge: Knowledge, encoder: Encoder | None, messages: Sequence[rows.Message], ordinary: Sequence[str]
) -> None:
    """Print what each part adds to hearing danger."""
    rules, none = RuleAssessor(knowledge.patterns, knowledge.vetoes), RuleAssessor([], [])
    welsh = welsh_for(knowledge)
    ways: dict[str, Assessor] = {
        "signals alone": rules,
        "words alone": LearnedAssessor(none, LearnedEar(None), knowledge.learnt, welsh),
        "words and signals": LearnedAssessor(rules, LearnedEar(None), knowledge.learnt, welsh),
    }
    if encoder is not None:
        ways |= {
            "meanings alone": LearnedAssessor(none, LearnedEar(encoder, 1.0), knowledge.learnt, welsh),
            "meanings and signals": LearnedAssessor(rules, LearnedEar(encoder, 1.0), knowledge.learnt, welsh),
            "words and meanings": LearnedAssessor(none, LearnedEar(encoder), knowledge.learnt, welsh),
            "all": LearnedAssessor(rules, LearnedEar(encoder), knowledge.learnt, welsh),
        }
    sys.stdout.write(
        "\n| part | emergency | urgent | both alerted | harmless | ordinary |\n|---|---:|---:|---:|---:|---:|\n"
    )
    for name, assessor in ways.items():
        found = danger.measure(assessor, messages)
        plain = danger.ordinary(assessor, ordinary)
        if found is None or found.grave is None or found.false is None or plain is None:
            return
        levels = [found.levels[level].heard for level in (Level.EMERGENCY, Level.URGENT)]
        false = [f"{alarms.alerted:.1%} + {alarms.checked:.1%}" for alarms in (found.false, plain)]
        shown = [*(f"{level:.1%}" for level in levels), f"{found.grave.alerted:.1%}", *false]
        sys.stdout.write(f"| {name} | {' | '.join(shown)} |\n")


def main(files: Sequence[str]) -> None:
    """Print the tables."""
    knowledge = load(ROOT / "knowledge")
    own = rows.own_questions(knowledge.catalogue.serving(knowledge.council.place))
    sets = {"own tests": list(own), "own tests, slipped": [Question(slipped(q.text), q.ids) for q in own]}
    for file in files:
        given = rows.read([Path(file)], knowledge.catalogue)
        sets[Path(file).stem] = list(given.questions) or [Question(text.text, ()) for text in given.off_topic]
    benches = {"words": Bench(knowledge, None, sets)}
    encoder = hearing().encoder
    if encoder is not None:
        benches["meanings"] = Bench(knowledge, encoder, sets)
    sys.stdout.write(f"| part | {' | '.join(sets)} |\n|---|{'---|' * len(sets)}\n")
    for name, columns in PARTS.items():
        bench = benches.get("words" if name.startswith("words") else "meanings")
        if bench is not None:
            sys.stdout.write(f"| {name} | {' | '.join(bench.row(columns))} |\n")
    held_out = rows.read([knowledge.folder / name for name in HELD_OUT], knowledge.catalogue)
    hear(knowledge, encoder, held_out.messages, [line.text for line in held_out.off_topic])


if __name__ == "__main__":
    main(sys.argv[1:])
