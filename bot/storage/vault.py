"""Encryption at rest: AES-GCM with a key from the environment, and rotation."""

import base64
import binascii
import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.errors import StorageError

KEY_BYTES = 32
KEY_ID_BYTES = 4
_NONCE_BYTES = 12


class Vault:
    """Seals and opens what people wrote. The first key encrypts; all of them open.

    A sealed value is the key's id (4 bytes), the nonce (12 bytes) and the ciphertext with its tag.
    ``where`` ("cases:12") is authenticated with it, so that a value moved to another record does not open.
    """

    def __init__(self, keys: list[bytes]) -> None:
        """Take keys of 32 bytes each. Raises ``ValueError`` for none or for one of another length."""
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._first = self._id(keys[0])
        self._ciphers = {self._id(key): AESGCM(key) for key in keys}
        self._keys = tuple(keys)

    @classmethod
    def from_text(cls, text: str) -> "Vault":
        """Read comma-separated base64. Raises ``ValueError`` where it is not that."""
        try:
            return cls([base64.b64decode(part.strip(), validate=True) for part in text.split(",")])
        except binascii.Error as error:
            raise ValueError("a key is base64") from error

    @staticmethod
    def new_key() -> str:
        """A fresh key as base64."""
        return base64.b64encode(os.urandom(KEY_BYTES)).decode()

    @staticmethod
    def _id(key: bytes) -> bytes:
        return hashlib.sha256(b"wardlight key id" + key).digest()[:KEY_ID_BYTES]

    def secrets_for(self, purpose: str) -> tuple[str, ...]:
        """A secret from each key, in their order, 43 characters of ``A-Za-z0-9_-``: all who have the keys agree on it.

        HKDF (RFC 5869): nothing about a key follows from it, nor from one purpose's secret another's.
        """
        made = (HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key) for key in self._keys)
        return tuple(base64.urlsafe_b64encode(secret).decode().rstrip("=") for secret in made)

    def digests(self, purpose: str, text: str) -> tuple[str, ...]:
        """HMAC-SHA-256 of a text by each key, in their order, in hexadecimal: the first is the one to keep.

        Equal texts meet by it without being readable; what was kept with an older key is found by the others.
        """
        secrets = self.secrets_for(purpose)
        return tuple(hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest() for secret in secrets)

    def has_key(self, key_id: bytes) -> bool:
        """Whether there is a key for what begins with this id."""
        return bytes(key_id) in self._ciphers

    @property
    def first_key(self) -> bytes:
        """The id with which everything begins that is sealed now."""
        return self._first

    def seal(self, content: bytes, where: str) -> bytes:
        """Encrypt ``content`` for one place."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._first + nonce + self._ciphers[self._first].encrypt(nonce, content, where.encode())

    def open(self, sealed: bytes, where: str) -> bytes:
        """Decrypt. Raises ``StorageError`` where the key is missing or the value was changed or moved."""
        cipher = self._ciphers.get(sealed[:KEY_ID_BYTES])
        if cipher is None:
            raise StorageError("no key in WARDLIGHT_KEY opens this record")
        nonce = sealed[KEY_ID_BYTES : KEY_ID_BYTES + _NONCE_BYTES]
        try:
            return cipher.decrypt(nonce, sealed[KEY_ID_BYTES + _NONCE_BYTES :], where.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: so much is missing that no nonce is left
            raise StorageError("a sealed record was changed or moved") from error

    def seal_json(self, value: Any, where: str) -> bytes:
        """Encrypt a JSON value."""
        return self.seal(
            json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), where
        )

    def open_json(self, sealed: bytes, where: str) -> Any:
        """Decrypt a JSON value."""
        return json.loads(self.open(sealed, where))
