"""One line of text in, one JSON object out, streaming: for measuring and for scripts."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TextIO

from bot.bootstrap.app import assessor_for, matcher_for
from bot.config import read
from bot.content import Knowledge, load
from bot.conversation.pages import Pages
from bot.domain.entry import CouncilKind, Entry, Nation, Place

PLACES = tuple(Place(nation, council) for nation in Nation for council in CouncilKind)


def _knowledge() -> Knowledge:
    return load(read().knowledge_dir)


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines as UTF-8 whatever the terminal's locale; bytes that are not UTF-8 are replaced, none stops the stream."""
    for line in stream:
        yield line.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")


def _write(out: TextIO, value: Any) -> None:
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    out.flush()


def ask_lines(source: BinaryIO, out: TextIO, *, as_json: bool) -> None:
    """``{"question", "verdict", "matches": [{"id", "score"} … up to 5, best first]}`` for each line."""
    _utf8(out)
    matcher = matcher_for(_knowledge())
    for question in _lines(source):
        result = matcher.match(question)
        matches = [{"id": match.id, "score": round(match.score, 4)} for match in result.matches[:5]]
        if as_json:
            _write(out, {"question": question, "verdict": result.verdict.value, "matches": matches})
        else:
            best = ", ".join(f"{match['id']} {match['score']:.2f}" for match in matches[:3])
            out.write(f"{result.verdict.value}: {best}\n")
            out.flush()


def triage_lines(source: BinaryIO, out: TextIO, *, as_json: bool) -> None:
    """``{"text", "level", "check", "signals"}`` for each line."""
    _utf8(out)
    assessor = assessor_for(_knowledge())
    for text in _lines(source):
        found = assessor.assess(text)
        signals = [signal.name for signal in found.signals]
        if as_json:
            _write(out, {"text": text, "level": found.level.word, "check": found.check, "signals": signals})
        else:
            out.write(f"{found.level.word}: {', '.join(signals)}\n")
            out.flush()


def toolkit_list(out: TextIO, *, as_json: bool) -> None:
    """A list of entries: id, title, sources, review_by, owner, nations, councils, characters of the longest message."""
    _utf8(out)
    knowledge = _knowledge()
    entries = [_described(knowledge, entry) for entry in knowledge.catalogue]
    if as_json:
        _write(out, entries)
        return
    for entry in entries:
        out.write(f"{entry['id']:<34} {entry['title']}\n")


def _described(knowledge: Knowledge, entry: Entry) -> dict[str, Any]:
    pages = Pages(knowledge)
    places = [place for place in PLACES if entry.holds(place)]
    texts = [text for place in places for text in pages.all_texts(entry, place)]
    return {
        "id": entry.id,
        "title": entry.title,
        "sources": [
            {"title": s.title, "url": s.url, "checked": s.checked.isoformat(), "grade": s.grade.value}
            for s in entry.sources
        ],
        "review_by": entry.review_by.isoformat(),
        "owner": entry.owner.value,
        "nations": [nation.value for nation in entry.nations],
        "councils": [council.value for council in entry.councils],
        "characters": max(map(len, texts), default=0),
    }


def _utf8(out: TextIO) -> None:
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
