"""The check before posting: a draft is read once and remarked on; nothing of it is kept or logged."""

import re
from datetime import datetime, timedelta

from bot.content import Html
from bot.domain.chat import Button, IncomingKind, MediaKind, Rows, rows
from bot.domain.severity import Level
from bot.drafts import Remark

from . import answering, danger, evidence, typed, walking
from .talk import Talk

COMMAND = "check"
#: What the session awaits, with the second until which it does.
AWAITED = "draft"
#: A message that comes later is a message like any other: it may be a cry for help.
WAITS = timedelta(hours=1)
READ_MORE = 3
REMEMBERED = 20  # messages that were drafts, by id
MESSAGE = 4096  # Telegram's limit, in UTF-16 units
_COMPANION = "before-you-post"
_COMMAND = re.compile(r"/\S+\s*")
_PICTURES = frozenset({MediaKind.PHOTO, MediaKind.VIDEO})


def ask(talk: Talk) -> None:
    """Ask for the draft: what is written next is taken as one."""
    _await(talk, talk.turn.now + WAITS)
    talk.say(talk.words("draft.ask"), _stop(talk))


def stopped(talk: Talk) -> None:
    """/cancel where a draft was awaited."""
    talk.say(talk.words("draft.stopped"), walking.carry_on(talk) if talk.session.flows else ())


def takes(talk: Talk, command: str) -> bool:
    """Whether the message is a draft: with the command, awaited, or an earlier one that was edited."""
    incoming = talk.incoming
    if incoming.kind is IncomingKind.EDIT:
        return incoming.message_id in talk.session.drafts
    if command:
        return command == COMMAND
    verb, _, until = talk.session.awaiting.partition(":")
    if verb == AWAITED and incoming.at.timestamp() <= int(until):
        return True
    if verb == AWAITED:
        talk.session.awaiting = ""
    return bool(incoming.album) and incoming.album == talk.session.draft_album


def take(talk: Talk) -> None:
    """Read the draft and say what to look at again; ask for one where there is none."""
    incoming, talk.session.asking = talk.incoming, False
    text = _COMMAND.sub("", incoming.text, count=1) if incoming.text.startswith(f"/{COMMAND}") else incoming.text
    pictured = any(a.kind in _PICTURES or a.mime.startswith("image/") for a in incoming.attachments)
    if not text.strip() and not pictured and incoming.command:
        ask(talk)
    elif not text.strip() and not pictured:
        talk.say(talk.words("draft.words-please"), _stop(talk))
    elif text.strip() or not incoming.album or incoming.album != talk.session.draft_album:
        evidence.is_first(talk)
        _remember(talk)
        talk.session.awaiting = ""
        if len(incoming.text) >= typed.FULL:
            _await(talk, incoming.at + typed.AT_ONCE)  # Telegram cut it: the rest of the draft comes at once
        _answer(talk, text, pictured=pictured)


def _answer(talk: Talk, text: str, *, pictured: bool) -> None:
    remarks = talk.house.drafts.read(text, pictured=pictured)
    found = danger.assess(talk, text)
    # A draft is somebody's text and no cry for help, so that it opens no case; but it may be both. Only what its words
    # say counts: people check what they write about abuse.
    worrying = any(signal.level >= Level.URGENT and not signal.heard for signal in found.signals)
    talk.say(_drawn(talk, remarks), _buttons(talk, remarks), urgent=worrying)
    if worrying:
        danger.check(talk, "")  # nothing of a draft is kept


def _drawn(talk: Talk, remarks: tuple[Remark, ...]) -> str:
    """One message; where it would be too long, the last remarks are only counted."""
    if not remarks:
        return f"{talk.words('draft.nothing')}\n\n{talk.words('draft.yours')}"
    paragraphs = [_paragraph(talk, remark) for remark in remarks]
    for shown in range(len(paragraphs), 0, -1):
        left = len(paragraphs) - shown
        more = [talk.words("draft.more", count=left)] if left else []
        text = "\n\n".join([talk.words("draft.head"), *paragraphs[:shown], *more, talk.words("draft.yours")])
        if len(text.encode("utf-16-le")) // 2 <= MESSAGE:
            break
    return text


def _paragraph(talk: Talk, remark: Remark) -> str:
    says = talk.house.knowledge.remarks[remark.rule].says
    if not remark.quotes:
        return talk.words("draft.bare", says=says)
    quotes = [talk.words("draft.quote", words=" ".join(words.split())) for words in remark.quotes]
    return talk.words("draft.remark", says=says, quotes=Html(", ".join(quotes)))


def _buttons(talk: Talk, remarks: tuple[Remark, ...]) -> Rows:
    knowledge, place = talk.house.knowledge, talk.house.place_of(talk.person)
    ids = dict.fromkeys(knowledge.remarks[remark.rule].entry for remark in remarks)
    entries = [knowledge.catalogue.get(id) for id in ids or (_COMPANION,)]
    held = [entry for entry in entries if entry is not None and entry.holds(place)][:READ_MORE]
    more = [Button(entry.title, f"e:{entry.id}") for entry in held]
    return (*rows(*more, Button(talk.plain("draft.another"), f"g:{COMMAND}")), *answering.way_back(talk))


def _stop(talk: Talk) -> Rows:
    return rows(Button(talk.plain("button.stop-talk"), "g:stop"))


def _await(talk: Talk, until: datetime) -> None:
    talk.session.awaiting = f"{AWAITED}:{int(until.timestamp())}"


def _remember(talk: Talk) -> None:
    """Which messages were drafts, not what they said: one that is edited must not be taken for a question and kept."""
    talk.session.drafts = (*talk.session.drafts, talk.incoming.message_id)[-REMEMBERED:]
    talk.session.draft_album = talk.incoming.album
