"""Taking what a councillor hands over: files, and texts that were forwarded."""

from bot.desk.fetching import receive
from bot.domain.chat import Attachment, MediaKind
from bot.domain.evidence import Item
from bot.domain.severity import Level

from .talk import Talk

_MEGABYTE = 1024 * 1024


async def keep(talk: Talk, case_id: int = 0, held: tuple[int, ...] = (), completes: int = 0) -> tuple[int, ...] | None:
    """Keep the files of a message, or a forwarded text, as they were received; the ids of these items.

    None where the case, or the report that holds these items so far, is full: that was said, and nothing was kept. An
    urgent case is never full, nor is the report that ``completes`` one.
    """
    brings = _files(talk) or talk.incoming.forwarded_from
    if brings and not await _is_urgent(talk, case_id or completes) and await _is_full(talk, case_id, held):
        return None
    return await keep_all(talk, case_id)


async def keep_all(talk: Talk, case_id: int = 0) -> tuple[int, ...]:
    """The same, however much there is already: danger has no limit."""
    incoming, files = talk.incoming, _files(talk)
    if files or not (incoming.forwarded_from and incoming.text):
        return tuple([(await receive(talk.turn, _item(talk, file, case_id))).id for file in files])
    text = _item(talk, Attachment(MediaKind.DOCUMENT, file_id="", name="forwarded.txt", mime="text/plain"), case_id)
    kept = await talk.turn.tx.evidence.add(text)
    await talk.turn.tx.evidence.keep(kept.id, incoming.text.encode())
    return (kept.id,)


def _files(talk: Talk) -> list[Attachment]:
    return [attachment for attachment in talk.incoming.attachments if attachment.kind is not MediaKind.STICKER]


async def _is_urgent(talk: Talk, case_id: int) -> bool:
    case = await talk.turn.tx.cases.find(case_id) if case_id else None
    return case is not None and case.level >= Level.URGENT and not case.is_closed


async def _is_full(talk: Talk, case_id: int, held: tuple[int, ...]) -> bool:
    """Whether as much was handed over as one report may hold: then nothing more is kept, and that is said."""
    limit = talk.house.knowledge.council.limits
    count, size = await talk.turn.tx.evidence.held(case_id, held)
    size += sum(attachment.size for attachment in talk.incoming.attachments)
    if count < limit.files and size <= limit.megabytes * _MEGABYTE:
        return False
    talk.say(talk.words("upload.full", files=limit.files, megabytes=limit.megabytes))
    return True


def is_first(talk: Talk) -> bool:
    """Whether this is not a further item of an album: the first is answered for all of them."""
    album, talk.session.album = talk.session.album, talk.incoming.album
    return not album or album != talk.incoming.album


def _item(talk: Talk, attachment: Attachment, case_id: int) -> Item:
    return Item(
        id=0,
        owner_id=talk.person.id,
        case_id=case_id,
        received_at=talk.turn.now,
        attachment=attachment,
        caption=talk.incoming.text,
        forwarded_from=talk.incoming.forwarded_from,
        message_id=talk.incoming.message_id,
    )
