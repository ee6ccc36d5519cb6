"""Files that were made here: their bytes are kept beside the queue until the message that brings them is sent."""

from dataclasses import dataclass, replace

from bot.domain.chat import Attachment, MediaKind, Outgoing
from bot.storage import Transaction

from .turn import Turn


@dataclass(frozen=True, slots=True)
class Made:
    """A file to send, with its caption (HTML). A photo is shown in the chat as it is; it is never evidence."""

    name: str
    content: bytes
    caption: str
    kind: MediaKind = MediaKind.DOCUMENT


async def enclose(turn: Turn, made: Made, chat_id: int, case_id: int = 0) -> Outgoing:
    """The message that brings a file; its bytes are kept until it is sent."""
    number = await turn.tx.documents.keep(made.content, turn.now)
    file = Attachment(made.kind, file_id="", name=made.name, size=len(made.content), made=number)
    return Outgoing(chat_id, text=made.caption, attachments=(file,), case_id=case_id)


async def filled(tx: Transaction, out: Outgoing) -> Outgoing:
    """The message with the bytes of the file that it brings; Telegram refuses it where they are there no longer."""
    made = [
        replace(each, content=await tx.documents.content(each.made) or b"") for each in out.attachments if each.made
    ]
    return replace(out, attachments=tuple(made)) if made else out


async def spent(tx: Transaction, out: Outgoing) -> None:
    """The message was sent, or never will be."""
    for each in out.attachments:
        if each.made:
            await tx.documents.drop(each.made)
