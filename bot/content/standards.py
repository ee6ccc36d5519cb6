"""House rules that editors keep beyond what a start needs: every entry written, easy to read, and unlike the others.

The reading grade is Flesch and Kincaid's (Derivation of new readability formulas for Navy enlisted personnel, 1975),
as the textstat library counts it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import textstat
from rapidfuzz import fuzz, process

from bot.domain.errors import Mistake

from . import aftercare, coverage, training
from .checks import checked
from .folder import CONTENTS, Folder, Parts
from .pages import Page, Reading
from .rules import plain
from .strays import LESSONS, TOPICS

#: A text is for a reading grade of this at most, its sentences of so many words on average.
GRADE, WORDS = 9.0, 25.0
#: The opening says what to do, in at most three lines: as many characters, as seen.
OPENING = 240
#: Two phrases are near-identical if rapidfuzz finds their words, in any order, this alike (0 to 100).
ALIKE = 90
#: The least that a programme of training has, where there is one.
MODULES, QUESTIONS = 10, 60
_ENDS = (".", "!", "?", ":")


def review(folder: Folder) -> tuple[Parts, list[Mistake]]:
    """What can be read in the folder, and everything that an editor has to put right in it."""
    parts = checked(folder)
    _check_written(parts, folder)
    for page in parts.pages:
        for variant, reading in enumerate(page.readings):
            _check_reading(page, variant, reading)
    _check_unlike(parts.pages)
    _check_programme(parts, folder)
    for text in aftercare.faults(parts):
        folder.wrong(TOPICS, text)
    tests = {plain(test): page.entry.id for page in parts.pages for test in page.entry.tests}
    return parts, sorted({*folder.mistakes, *training.mistakes_in(folder.place, parts.ids, tests)})


def _check_written(parts: Parts, folder: Folder) -> None:
    places = {page.entry.id: page for page in parts.pages}
    for id, subject in parts.planned.items():
        place = subject, [other for other, its in parts.planned.items() if its == subject].index(id)
        if id not in parts.ids:
            folder.document(CONTENTS).wrong(place, f"{id} is planned and has no entry: write it")
        elif id in places and places[id].entry.subject != subject:
            text = f"{id} is planned under {subject}, and its file is {places[id].document.file}"
            folder.document(CONTENTS).wrong(place, text)


def _check_programme(parts: Parts, folder: Folder) -> None:
    there = coverage.programme(parts)
    for what, count, least in (("modules", there.modules, MODULES), ("questions", there.questions, QUESTIONS)):
        if parts.lessons and count < least:
            folder.wrong(LESSONS, f"the training has {count} {what}: {least} at least")


def _check_reading(page: Page, variant: int, reading: Reading) -> None:
    loc = ("variants", variant - 1, "answer") if variant else ("answer",)
    text = flowing([*reading.answer, *reading.steps])
    grade = textstat.flesch_kincaid_grade(text)
    length = textstat.lexicon_count(text) / max(1, textstat.sentence_count(text))
    if grade > GRADE:
        page.document.wrong(loc, f"reading grade {grade:.1f}: shorter words and sentences, {GRADE:g} at most")
    if length > WORDS:
        page.document.wrong(loc, f"{length:.0f} words a sentence: {WORDS:g} at most on average")
    if len(reading.answer[0]) > OPENING:
        advice = f"it says what to do in three lines, {OPENING} characters at most"
        page.document.wrong(loc, f"the first paragraph has {len(reading.answer[0])} characters: {advice}")


def flowing(texts: Iterable[str]) -> str:
    """Paragraphs and steps as one text, each ending as a sentence does."""
    return " ".join(text if text.endswith(_ENDS) else f"{text}." for text in texts if text)


def _check_unlike(pages: Sequence[Page]) -> None:
    """No two entries share near-identical phrases; and no test is one of the phrases that the bot was given."""
    asks = [(page, "asks", n, ask) for page in pages for n, ask in enumerate(page.entry.asks)]
    tests = [(page, "tests", n, test) for page in pages for n, test in enumerate(page.entry.tests)]
    rows = [*asks, *tests]
    if not asks:
        return
    words = [" ".join(sorted(plain(row[3]).split())) for row in rows]
    alike = process.cdist(words, words[: len(asks)], scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8, workers=-1)
    for one, other in np.argwhere(alike >= ALIKE):
        page, name, n, phrase = rows[one]
        twin = rows[other]
        if twin[0] is not page and (name == "tests" or one > other) and words[one] != words[other]:
            text = f'"{phrase}" is too like "{twin[3]}" in {twin[0].document.file}: say it another way, or keep one'
            page.document.wrong((name, n), text)
