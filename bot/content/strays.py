"""Files that lie where nothing reads them, and would be missed."""

from collections.abc import Iterator
from pathlib import Path

from .catalogue import SUBJECTS

PLATFORMS, LESSONS, TOPICS = "platforms", "lessons", "topics"


def strays(place: Path) -> Iterator[tuple[str, str]]:
    """Each by its name under the folder, with where it belongs."""
    shelves = [f"topics/{subject}" for subject in SUBJECTS if subject != PLATFORMS]
    for path in sorted(place.rglob("*.y*ml")):
        name = path.relative_to(place)
        top, deep, advice = name.parts[0], len(name.parts) == 3, ""
        if path.suffix != ".yaml":
            advice = "the name of the file must end in .yaml"
        elif top == TOPICS and name.parent.as_posix() not in shelves:
            advice = f"move it into a subject's folder: {', '.join(shelves)}"
        elif top == PLATFORMS and not deep:
            advice = "move it to platforms/<platform>/<action>.yaml"
        elif top == LESSONS and deep:
            advice = "move it to lessons/<id>.yaml"
        elif top == "words" and not deep:
            advice = "move it to words/<language>/<name>.yaml"
        if advice:
            yield name.as_posix(), advice
