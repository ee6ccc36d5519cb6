"""Reading a case: everything that was said about it, and its evidence. Who read it is in the audit."""

from dataclasses import replace

from bot.content.markup import units
from bot.desk.notices import PIECE, folded
from bot.domain.case import Case
from bot.domain.chat import Attachment, Button, rows
from bot.domain.evidence import Item, ItemState
from bot.domain.text import file_name, pieces
from bot.storage.cases import Said

from .talk import Talk

MESSAGE_CHARACTERS = 3_500
MESSAGES_AT_ONCE = 5
EVIDENCE_AT_ONCE = 10
CAPTION_CHARACTERS = 600


async def whole(talk: Talk, case: Case) -> None:
    """The report and everything said since, in as many messages as it takes: of a long story, the newest part."""
    cards = talk.house.desk.casework.notices.cards
    parts: list[str] = [talk.words("thread.head", number=case.number, what=part) for part in folded(case.report.what)]
    for line in await talk.turn.tx.cases.thread(case.id):
        if line.kind is not Said.ANSWER:
            at = cards.when(line.at, talk.turn.now)
            parts += [talk.words(f"thread.{line.kind}", at=at, text=part) for part in folded(line.text)]
    await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, "case:read")
    for text in _packed(parts)[-MESSAGES_AT_ONCE:]:
        talk.turn.send(replace(talk.outgoing(text), protect=True, case_id=case.id))


def _packed(parts: list[str]) -> list[str]:
    """Parts put together into as few messages as hold them."""
    messages: list[str] = []
    for part in parts:
        if messages and units(messages[-1]) + units(part) < MESSAGE_CHARACTERS:
            messages[-1] += f"\n\n{part}"
        else:
            messages.append(part)
    return messages


async def evidence(talk: Talk, case: Case, start: int) -> None:
    """Files behind a spoiler and not to be forwarded, ten at once."""
    items = await talk.turn.tx.evidence.of_case(case.id)
    await talk.turn.tx.audit.record(case.id, talk.turn.now, talk.person.id, "evidence:shown")
    end = start + EVIDENCE_AT_ONCE
    pictures = sum(item.is_picture and item.may_be_shown for item in items[start:end])
    await talk.house.desk.exposure.shown(talk.turn, talk.person, case, pictures)
    for item in items[start:end]:
        out = talk.outgoing(_caption(talk, item))
        talk.turn.send(replace(out, attachments=_files(item), protect=True, case_id=case.id))
    if (left := len(items) - end) > 0:
        more = rows(Button(talk.plain("button.evidence"), f"c:{case.id}:evidence:{end}"))
        talk.say(talk.words("evidence.rest", count=left), more)
    if not items:
        talk.toast(talk.plain("evidence.none"))


def _files(item: Item) -> tuple[Attachment, ...]:
    return (item.attachment,) if item.may_be_shown else ()


def _caption(talk: Talk, item: Item) -> str:
    """What is said of an item: kept, not here yet, or why it was refused or is not shown."""
    name = file_name(item.attachment.name)
    if item.state is ItemState.REFUSED:
        key = "refused"
    elif item.state is ItemState.KEPT:
        key = "hidden" if item.remark else "kept"
    else:
        key = "not-kept"
    return talk.words(
        f"evidence.{key}",
        at=talk.house.desk.casework.notices.cards.when(item.received_at, talk.turn.now),
        caption=pieces(item.caption, CAPTION_CHARACTERS if item.may_be_shown else PIECE)[0],
        digest=item.sha256[:12],
        name=name,
        why=talk.words(f"upload.why.{item.remark}", name=name) if item.remark else "",
    )
