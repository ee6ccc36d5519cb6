"""One line of text in, one JSON object out, streaming: for measuring and for scripts."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TextIO

from bot.bootstrap.minds import assessor_for, matcher_for
from bot.config import read
from bot.content import Knowledge, load
from bot.conversation.pages import Pages
from bot.domain.entry import CouncilKind, Entry, Nation, Place
from bot.matching import Reason

EXPLAINED = 3
#: A word that added less to a score than can be shown is not named.
_TELLS = 0.005
PLACES = tuple(Place(nation, council) for nation in Nation for council in CouncilKind)


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines as UTF-8 whatever the terminal's locale; bytes that are not UTF-8 are replaced, none stops the stream."""
    for line in stream:
        yield line.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")


def write_json(out: TextIO, value: Any) -> None:
    """One JSON value on one line, at once."""
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    out.flush()


def ask_lines(source: BinaryIO, out: TextIO, *, as_json: bool, explain: bool = False) -> None:
    """``{"question", "verdict", "matches": [{"id", "score"} … up to 5, best first]}`` for each line.

    ``explain`` adds to each match ``"because": {"title", "phrase", "words": [{"word", "weight"} … likeliest first]}``.
    """
    use_utf8(out)
    settings = read()
    knowledge = load(settings.knowledge_dir)
    matcher = matcher_for(knowledge, cache=settings.cache_dir)
    for question in _lines(source):
        result = matcher.match(question)
        matches: list[dict[str, Any]] = [
            {"id": match.id, "score": round(match.score, 4)} for match in result.matches[:5]
        ]
        reasons = {reason.id: reason for reason in matcher.explain(question)} if explain else {}
        if as_json:
            for match in matches:
                if match["id"] in reasons:
                    match["because"] = _because(knowledge, reasons[match["id"]])
            write_json(out, {"question": question, "verdict": result.verdict.value, "matches": matches})
        else:
            best = matches[:EXPLAINED]
            said = ", ".join(f"{match['id']} {match['score']:.2f}" for match in best)
            told = [_told(knowledge, reasons[match["id"]]) for match in best if match["id"] in reasons]
            out.write("\n".join([f"{result.verdict.value}: {said}", *told]) + "\n")
            out.flush()


def _because(knowledge: Knowledge, reason: Reason) -> dict[str, Any]:
    words = [{"word": word, "weight": round(weight, 4)} for word, weight in reason.words]
    return {"title": knowledge.catalogue[reason.id].title, "phrase": reason.phrase, "words": words}


def _told(knowledge: Knowledge, reason: Reason) -> str:
    words = ", ".join(f"{word} {weight:.2f}" for word, weight in reason.words if weight >= _TELLS)
    lines = [
        f"  {knowledge.catalogue[reason.id].title} ({reason.id})",
        f"    nearest phrase: {reason.phrase}",
        f"    words that counted: {words or 'none by itself'}",
    ]
    return "\n".join(lines)


def triage_lines(source: BinaryIO, out: TextIO, *, as_json: bool) -> None:
    """``{"text", "level", "check", "signals"}`` for each line."""
    use_utf8(out)
    assessor = assessor_for(load(read().knowledge_dir))
    for text in _lines(source):
        found = assessor.assess(text)
        signals = [signal.name for signal in found.signals]
        if as_json:
            write_json(out, {"text": text, "level": found.level.word, "check": found.check, "signals": signals})
        else:
            out.write(f"{found.level.word}: {', '.join(signals)}\n")
            out.flush()


def toolkit_list(out: TextIO, *, as_json: bool) -> None:
    """A list of entries: id, title, sources, review_by, owner, nations, councils, characters of the longest message."""
    use_utf8(out)
    knowledge = load(read().knowledge_dir)
    entries = [_described(knowledge, entry) for entry in knowledge.catalogue]
    if as_json:
        write_json(out, entries)
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


def use_utf8(out: TextIO) -> None:
    """Write UTF-8 whatever the terminal's locale."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
