"""Taking what a councillor hands over: files, and texts that were forwarded."""

from bot.desk.fetching import receive
from bot.domain.chat import Attachment, MediaKind
from bot.domain.evidence import Item

from .talk import Talk


async def keep(talk: Talk, case_id: int = 0) -> int:
    """Keep the files of a message, or a forwarded text, as they were received; how many items that was."""
    incoming = talk.incoming
    files = [attachment for attachment in incoming.attachments if attachment.kind is not MediaKind.STICKER]
    for attachment in files:
        await receive(talk.turn, _item(talk, attachment, case_id))
    if files or not (incoming.forwarded_from and incoming.text):
        return len(files)
    text = _item(talk, Attachment(MediaKind.DOCUMENT, file_id="", name="forwarded.txt", mime="text/plain"), case_id)
    kept = await talk.turn.tx.evidence.add(text)
    await talk.turn.tx.evidence.keep(kept.id, incoming.text.encode())
    return 1


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
