"""Files that people and the bot have sent: kept, found again by their id, and handed out for an hour."""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
from datetime import timedelta

from bot.domain import pictures

from .errors import ApiError, bad_request, not_found
from .exchange import Exchange
from .shapes import Upload
from .state import Json, StoredFile

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
LINK_LIFE = timedelta(hours=1)

_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "sticker": "stickers",
    "video": "videos",
}
_PREFIXES = {
    "photo": "AgAC",
    "document": "BQAC",
    "voice": "AwAC",
    "sticker": "CAAC",
    "video": "BAAC",
    "audio": "CQAC",
}
_SIZES = {"photo": (640, 480), "sticker": (512, 512)}
_MIMES = {"photo": "image/jpeg", "voice": "audio/ogg", "sticker": "image/webp"}


def stored(exchange: Exchange, kind: str, data: bytes, name: str = "", mime: str = "") -> StoredFile:
    """Keep the bytes as a file of this kind (photo, document, voice, sticker, video, audio)."""
    number = exchange.state.number()
    mime = mime or mimetypes.guess_type(name)[0] or _MIMES.get(kind, "application/octet-stream")
    ending = {"photo": ".jpg", "voice": ".oga", "sticker": ".webp"}.get(kind) or mimetypes.guess_extension(mime) or ""
    folder = _FOLDERS.get(kind, "music")
    width, height = pictures.size(data) or _SIZES.get(kind, (0, 0))
    file = StoredFile(
        id=f"{_PREFIXES.get(kind, 'BQAC')}AgQ{number:06d}{secrets.token_urlsafe(24)}",
        unique_id="AQAD" + hashlib.sha256(data).hexdigest()[:12],
        kind=kind,
        name=name or f"file_{number}{ending}",
        mime=mime,
        data=data,
        path=f"{folder}/file_{number}{ending}",
        width=width,
        height=height,
    )
    exchange.state.files[file.id] = file
    return file


def received(exchange: Exchange, kind: str, given: Upload | str) -> StoredFile:
    """The file the bot sends: a new one, or one that is known by its id. A photo may be sent on as a document."""
    if isinstance(given, str):
        known = exchange.state.files.get(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.kind != kind and "photo" in (known.kind, kind):
            raise bad_request(f"type of file mismatch: {known.kind} sent as {kind}")
        return known
    if not given.data:
        raise bad_request("file must be non-empty")
    if len(given.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        _check_photo(given.data)
    return stored(exchange, kind, given.data, given.name, given.mime if kind != "photo" else "")


def _check_photo(data: bytes) -> None:
    if len(data) > PHOTO_LIMIT:
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo; the maximum is {PHOTO_LIMIT}")
    size = pictures.size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10000 or not width or not height or max(size) / min(size) > 20:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def photo_sizes(file: StoredFile) -> list[Json]:
    """Telegram makes several sizes; all of ours are the one file, and the last is the largest as it should be."""
    small = {**_reference(file), "width": 90, "height": max(1, 90 * file.height // file.width)}
    small["file_unique_id"] += "s"
    return [small, {**_reference(file), "width": file.width, "height": file.height}]


def _reference(file: StoredFile) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}


def described(file: StoredFile) -> Json:
    """The part of a message that stands for the file, such as {"document": {...}}."""
    if file.kind == "photo":
        return {"photo": photo_sizes(file)}
    body = {**_reference(file), "mime_type": file.mime}
    if file.kind in ("document", "video", "audio"):
        body["file_name"] = file.name
    if file.kind in ("voice", "video", "audio"):
        body["duration"] = max(1, len(file.data) // 4000)
    if file.kind == "video":
        body |= {"width": file.width or 640, "height": file.height or 360}
    if file.kind == "sticker":
        del body["mime_type"]
        body |= {"width": file.width, "height": file.height, "type": "regular", "emoji": "🙂"}
        body |= {"is_animated": False, "is_video": False}
    return {file.kind: body}


def promised(exchange: Exchange, file_id: str) -> Json:
    """The answer to getFile; the path in it holds one hour."""
    file = exchange.state.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    file.promised = exchange.now()
    return {**_reference(file), "file_path": file.path}


def fetched(exchange: Exchange, path: str) -> StoredFile:
    """The file at a path that getFile gave no more than an hour ago."""
    for file in exchange.state.files.values():
        if file.path == path and file.promised is not None and exchange.now() - file.promised <= LINK_LIFE:
            return file
    raise not_found("file not found")
